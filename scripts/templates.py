"""Which databases are kept ready, so that nobody installs Odoo twice?

base      the modules our addons need; renewed when Odoo or the list of dependencies changes
addons    base and our addons; renewed when a file of an addon changes
demo      addons and the demo company

Each is made under a passing name and renamed when finished; nobody works in a template.
"""

from __future__ import annotations

import hashlib

from . import console, odoo_command, odoo_source, places

PREFIX = "dg_template_"


class Templates:
    """The ready databases on one server."""

    def __init__(self, server, databases):
        self.server = server
        self.databases = databases

    def base(self):
        """Name of the database that holds the dependencies only."""
        wanted = places.dependencies()
        key = _short(odoo_source.identity(), *wanted)

        def make(name):
            self.databases.create(name)
            odoo_command.install(self.server, name, init=wanted)
            odoo_command.prepare(self.server, name, "mend_assets")

        return self._ready("base", key, f"Odoo with {len(wanted)} modules", make)

    def addons(self):
        """Name of the database with our addons as they are in the working tree now."""
        base = self.base()
        names = places.addon_names()

        def make(name):
            self.databases.clone(base, name)
            if names:
                odoo_command.install(self.server, name, init=names)
            odoo_command.prepare(self.server, name, "warm_assets")

        text = f"installing {', '.join(names) or 'no addon'}"
        return self._ready("addons", _short(base, addons_digest()), text, make)

    def demo(self):
        """Name of the database with our addons and the demo company."""
        addons = self.addons()

        def make(name):
            self.databases.clone(addons, name)
            odoo_command.prepare(self.server, name, "load_demo", "warm_assets")

        return self._ready("demo", _short(addons), "loading the demo company", make)

    def _ready(self, kind, key, text, make):
        name = f"{PREFIX}{kind}_{key}"
        with console.exclusive("templates"):
            if not self.databases.exists(name):
                self._make(kind, name, text, make)
        return name

    def _make(self, kind, name, text, make):
        part = f"part_{name}"
        self.databases.drop(part)
        with console.step(f"template database “{kind}”: {text}"):
            make(part)
            self.databases.rename(part, name)
        for old in self.databases.names(f"{PREFIX}{kind}_"):
            if old != name:
                self.databases.drop_unused(old)


def addons_digest():
    """Text that changes whenever a file of our addons changes that a database depends on."""
    digest = hashlib.sha256()
    for path in sorted(places.ADDONS.rglob("*")):
        inside = path.relative_to(places.ADDONS)
        if path.is_file() and not _is_beside_the_point(inside):
            digest.update(str(inside).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_beside_the_point(path):
    """Python tests, caches and prose do not change a database."""
    if "__pycache__" in path.parts or path.suffix in {".pyc", ".md", ".rst"}:
        return True
    return "tests" in path.parts[1:] and "static" not in path.parts


def _short(*texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]

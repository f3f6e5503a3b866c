"""How are the translation templates (i18n/*.pot) kept in step with the code?"""

from __future__ import annotations

import os

from . import console, environment, places, settings

EMPTY = """# Translation template of {name}: it has no text of its own yet.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def main(_command, _words):
    """Write i18n/<addon>.pot of every addon anew, from a database with the addons installed."""
    names = places.addon_names()
    with environment.borrowed() as ready:
        database = f"dg_pot_{os.getpid()}"
        with environment.scratch(ready, ready.templates.addons(), database):
            conf = settings.write_conf(places.HOME / f"{database}.conf", ready.server)
            console.logged(
                [places.PYTHON, places.ODOO, "i18n", "export", "-c", conf, "-d", database, *names],
                "pot",
                "Odoo could not write the translation templates.",
                env=ready.server.environment(),
            )
            conf.unlink()
    for name in names:
        path = places.ADDONS / name / "i18n" / f"{name}.pot"
        if not path.exists() or not path.read_text().strip():
            path.parent.mkdir(exist_ok=True)
            path.write_text(EMPTY.format(name=name))
        console.say(f"{path.relative_to(places.ROOT)}")
    return 0

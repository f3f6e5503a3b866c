"""Which databases are measured, and what is installed in each?  Kept ready as templates, renewed by digest."""

from __future__ import annotations

import hashlib
import shutil

from scripts import console, odoo_source, places, settings, templates

LOCK = places.ROOT / "bench" / "peers.txt"
FOLDER = places.HOME / "peers"  # what bench/peers.txt names; nothing but measurements looks there
# What each peer installs, and how its database is made: a change of these files makes the templates anew.
PEERS = {
    "tier": ("sale_tier_validation",),
    "exception": ("sale_exception",),
    "risk": ("sale_financial_risk",),
    "auditlog": ("auditlog",),
}
FOUNDERS = ("wholesaler.py", "peer_rules.py", "peers.txt")
# With our addons and much in them: (orders, open requests, closed requests), see bench/volume.py.
VOLUMES = {"few": (100_000, 0, 0), "open": (100_000, 100_000, 0), "full": (100_000, 100_000, 1_000_000)}
FILLERS = ("volume.py", "copies.py", "approvers.py", "approval_operations.py", "paths.py", "policies.py")


def fetch_peers():
    """Have the peers' packages in a folder of their own; returns the folder."""
    stamp = FOLDER / "installed.digest"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    with console.exclusive("peers"):
        if not stamp.exists() or stamp.read_text() != wanted:
            with console.step("peers from the Python package index, for comparison only"):
                _install()
            stamp.write_text(wanted)
    return FOLDER


def _install():
    shutil.rmtree(FOLDER, ignore_errors=True)
    words = ["--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    console.logged(
        [places.PYTHON, "-m", "pip", "install", *words, "--target", FOLDER, "-r", LOCK],
        "pip-peers",
        'The peers could not be fetched. Without a network measure other parts, as in make bench PART="confirm draft".',
    )


class Variants(templates.Templates):
    """The ready databases of the variants."""

    def of(self, variant):
        """Name of the template of a variant: see bench/laboratory.py."""
        return self._filled(variant) if variant in VOLUMES else self._founded(variant)

    def _founded(self, variant):
        """Name of the template with the wholesaler."""
        source, peers = self.base(), _peers(variant)
        founders = "".join((places.ROOT / "bench" / name).read_text() for name in FOUNDERS)
        modules = [module for peer in peers for module in PEERS[peer]]
        if variant == "governed":
            founders, modules = founders + templates.addons_digest(), places.addon_names()
        key = hashlib.sha256(f"{source}\x00{founders}".encode()).hexdigest()[:12]

        def make(name):
            self.databases.clone(source, name)
            conf = self.conf(variant)
            if modules:
                words = ["-i", ",".join(modules), "--stop-after-init", "--no-http", "--log-level=warn"]
                self._run(variant, places.ODOO, "-c", conf, "-d", name, *words)
            self._run(variant, "-m", "bench.wholesaler", conf, name, *peers)

        return self._ready(f"bench_{variant}", key, f"a wholesaler with {variant}", make)

    def _filled(self, volume):
        """Name of the template with our addons and many requests."""
        source = self._founded("governed")
        texts = [(places.ROOT / "bench" / name).read_text() for name in FILLERS]
        key = hashlib.sha256("\x00".join([source, repr(VOLUMES[volume]), *texts]).encode()).hexdigest()[:12]

        def make(name):
            self.databases.clone(source, name)
            self._run(volume, "-m", "bench.volume", self.conf(volume), name, *map(str, VOLUMES[volume]))
            self.databases.query("vacuum analyze", database=name)

        orders, opened, closed = VOLUMES[volume]
        text = f"{orders:,} orders, {opened:,} open and {closed:,} closed requests"
        return self._ready(f"bench_{volume}", key, text, make)

    def conf(self, variant):
        """Path of the odoo.conf with which a variant's processes run."""
        folders = odoo_source.addons_path()
        if _peers(variant):
            folders = f"{folders},{fetch_peers() / 'odoo' / 'addons'}"
        return settings.write_conf(places.HOME / f"bench_{variant}.conf", self.server, addons_path=folders)

    def _run(self, variant, *words):
        console.logged(
            [places.PYTHON, *words],
            f"bench-{variant}",
            "The database to measure could not be made: the lines above say why.",
            env=self.server.environment(),
            cwd=places.ROOT,
        )


def _peers(variant):
    """Return the peers that are installed in a variant's database."""
    return tuple(PEERS) if variant == "stack" else tuple(peer for peer in PEERS if peer == variant)

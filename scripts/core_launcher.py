"""How do Odoo's own tests meet our addons?

    python -m scripts.core_launcher -c CONF -d DATABASE --test-tags …

Odoo runs tests marked at_install while later modules are not loaded, so ours would not be there.
This launcher leaves that phase empty and runs those tests after everything is loaded, together
with the ones marked post_install.  Same arguments as `odoo`.
"""

from __future__ import annotations

import odoo.cli
import odoo.tests.loader
from odoo.tests.suite import OdooSuite

_make_suite = odoo.tests.loader.make_suite


def make_suite(module_names, position="at_install"):
    """The tests of both phases for the second one, nothing for the first."""
    if position == "at_install":
        return OdooSuite([])
    tests = {}
    for phase in ("at_install", "post_install"):
        for test in _make_suite(module_names, phase):
            tests.setdefault(test.id(), test)
    return OdooSuite(tests.values())


if __name__ == "__main__":
    odoo.tests.loader.make_suite = make_suite
    odoo.cli.main()

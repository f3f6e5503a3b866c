"""How do Odoo's own tests meet our addons?

    python -m scripts.core_launcher -c CONF -d DATABASE --test-tags …

Odoo runs tests marked at_install while later modules are not loaded, so ours would not be there.
This launcher leaves that phase empty and runs those tests after everything is loaded, together
with the ones marked post_install.  Same arguments as `odoo`.

With POLICY=1 the policies of the main company apply to every company: the tests make companies of
their own, and nothing else could make those subject to a policy.
"""

from __future__ import annotations

import importlib
import os

import odoo.cli
import odoo.tests.loader
from odoo.tests.suite import OdooSuite

_make_suite = odoo.tests.loader.make_suite


def make_suite(module_names, position="at_install"):
    """The tests of both phases for the second one, nothing for the first."""
    if position == "at_install":
        return OdooSuite([])
    if os.environ.get("POLICY") == "1":
        extend_policies()
    tests = {}
    for phase in ("at_install", "post_install"):
        for test in _make_suite(module_names, phase):
            tests.setdefault(test.id(), test)
    return OdooSuite(tests.values())


def extend_policies():
    """Let every company ask for the policies of the main company."""
    versions = importlib.import_module("odoo.addons.distribution_governance.models.dg_policy_in_force").DgPolicyVersion
    asked = versions._active_set

    def _active_set(self, _company, document_model, gate):
        main_company = self.env["ir.model.data"]._xmlid_to_res_id("base.main_company")
        return asked(self, self.env["res.company"].browse(main_company), document_model, gate)

    versions._active_set = _active_set


if __name__ == "__main__":
    odoo.tests.loader.make_suite = make_suite
    odoo.cli.main()

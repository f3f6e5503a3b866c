"""What is done inside a database, with Odoo's registry at hand?

    python -m scripts.inside CONF DATABASE ACTION…

Every action runs in one transaction that is committed at the end.
"""

from __future__ import annotations

import sys

import odoo.api
import odoo.modules.registry
import odoo.tools
from odoo.tools.misc import file_path

# Debian leaves this script out of its package for its licence.  Without it the web client's
# bundle logs an error on every page; only the background blur of video calls uses it.
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"

# What a browser asks for when somebody logs in and works; compiling them takes longer than
# everything else a browser test does.
BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.assets_tests",
    "web.__assets_tests_call__",
)
# Fetched by a page that is open already.
SCRIPTS = ("bus.websocket_worker_assets", "web.assets_emoji", "web_tour.interactive")


def mend_assets(env):
    """Take a script that the package lacks out of the bundle that names it."""
    try:
        file_path(STRIPPED)
    except FileNotFoundError:
        env["ir.asset"].create(
            {
                "name": "left out of this Odoo package",
                "bundle": "web.assets_backend",
                "directive": "remove",
                "path": STRIPPED,
            }
        )


def warm_assets(env):
    """Compile the web client's bundles once, so that no page and no test waits for them."""
    qweb = env["ir.qweb"]
    for bundle in BUNDLES:
        qweb._get_asset_bundle(bundle, css=False, js=True).js()
        qweb._get_asset_bundle(bundle, css=True, js=False).css()
    for bundle in SCRIPTS:
        qweb._get_asset_bundle(bundle, css=False, js=True).js()


def load_demo(env):
    """Load the demo company where an addon brings one."""
    if "dg.demo" in env:
        env["dg.demo"]._load()


# Conditions of a policy that is measured for every order and holds none. No amounts of money: some tests sell in a
# currency without a rate, which a policy on money holds on purpose.
MATCHING_NOTHING = {"deepest_discount": "> 1000000", "margin_percent": "< -1000000"}


def publish_policy(env):
    """Publish a policy in enforce mode that matches nothing: every order is judged, none is held."""
    company = env.ref("base.main_company")
    process = env["dg.process"].create(
        {"name": "Core tests", "company_id": company.id, "owner_id": env.ref("base.user_admin").id, "mode": "enforce"}
    )
    facts = {fact.key: fact.id for fact in env["dg.fact"].search([("document_model", "=", "sale.order")])}
    rules = [
        {"name": key, "effect": "hold", "condition_ids": [(0, 0, {"fact_id": facts[key], "test": test})]}
        for key, test in MATCHING_NOTHING.items()
    ]
    policy = env["dg.policy"].create(
        {
            "name": "Core tests",
            "process_id": process.id,
            "company_id": company.id,
            "rule_ids": [(0, 0, rule) for rule in rules],
        }
    )
    policy.action_publish()


ACTIONS = {action.__name__: action for action in (mend_assets, warm_assets, load_demo, publish_policy)}


def main(conf, database, *names):
    """Run the named actions in the database."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=warn"])
    with odoo.modules.registry.Registry(database).cursor() as cursor:
        env = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        for name in names:
            ACTIONS[name](env)


if __name__ == "__main__":
    main(*sys.argv[1:])

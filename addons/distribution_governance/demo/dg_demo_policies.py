from odoo import Command, api, models

from .cast_policies import DRAFTS, POLICIES, PROCESSES
from .dg_demo import MODULE


class DgDemo(models.AbstractModel):
    """What the demo company has decided on: written by one governance manager, published by the other."""

    _inherit = "dg.demo"

    @api.model
    def _make_policies(self):
        """Write all policies, and publish those that are to be in force."""
        self._make_processes()
        published = self._write_policies(POLICIES)
        self._write_policies(DRAFTS)
        published.with_user(self._recall("user", "manager2")).action_publish()

    @api.model
    def _make_processes(self):
        """Make the processes with owner, deputy and mode."""
        processes = (
            self._as("manager")
            .env["dg.process"]
            .create(
                [
                    {
                        "name": name,
                        "company_id": self._recall("company").id,
                        "owner_id": self._recall("user", owner).id,
                        "deputy_id": self._recall("user", deputy).id,
                        "mode": mode,
                    }
                    for name, (owner, deputy, mode) in PROCESSES.items()
                ]
            )
        )
        self._remember("process", {_key(name): process for name, process in zip(PROCESSES, processes, strict=True)})

    @api.model
    def _write_policies(self, cast):
        """Return the new policies of `cast`, {name: (process, mode, rules)}."""
        policies = (
            self._as("manager")
            .env["dg.policy"]
            .create(
                [
                    {
                        "name": name,
                        "process_id": self._recall("process", _key(process)).id,
                        "company_id": self._recall("company").id,
                        "mode": mode,
                        "rule_ids": [Command.create(self._prepare_rule(*rule)) for rule in rules],
                    }
                    for name, (process, mode, rules) in cast.items()
                ]
            )
        )
        self._remember("policy", {_key(name): policy for name, policy in zip(cast, policies, strict=True)})
        return policies

    @api.model
    def _prepare_rule(self, name, effect, guidance, tests):
        """Return the values of one rule with its conditions."""
        return {
            "name": name,
            "effect": effect,
            "guidance": guidance,
            "condition_ids": [
                Command.create({"fact_id": self.env.ref(f"{MODULE}.dg_fact_sale_order_{fact}").id, "test": test})
                for fact, test in tests.items()
            ],
        }


def _key(name):
    """Return the part of an XML id that a name becomes."""
    return name.lower().replace(" ", "_")

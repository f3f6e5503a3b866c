from odoo import fields, models


class DgPolicy(models.Model):
    """What a change of a policy would do, and what it does to the documents that are held already."""

    _inherit = "dg.policy"

    simulation_ids = fields.One2many("dg.simulation", "policy_id", readonly=True, copy=False)
    simulation_count = fields.Integer(
        compute="_compute_simulation_count",
        groups="distribution_governance.group_dg_manager,distribution_governance.group_dg_auditor",
    )

    def _compute_simulation_count(self):
        """Count the simulations of these policies, in one query."""
        counts = dict(
            self.env["dg.simulation"]._read_group([("policy_id", "in", self.ids)], ["policy_id"], ["__count"])
        )
        for policy in self:
            policy.simulation_count = counts.get(policy, 0)

    def action_simulate(self):
        """Open a new simulation of the draft."""
        self.ensure_one()
        self.env["dg.simulation"].check_access("create")
        return self.env["dg.simulation"]._action_form({"default_policy_id": self.id})

    def action_open_simulations(self):
        """Open the simulations of this policy."""
        action = self.env["ir.actions.act_window"]._for_xml_id("distribution_governance.dg_simulation_action")
        return action | {"domain": [("policy_id", "in", self.ids)], "context": {"default_policy_id": self[:1].id}}

    def action_recheck(self):
        """Judge the documents anew that this policy holds, and show what came of it."""
        self.ensure_one()
        self.check_access("write")
        # Holds are written by no user; who may re-check was asked above.
        recheck = self.env["dg.recheck"].sudo().create({"policy_id": self.id})
        recheck._start()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.recheck",
            "res_id": recheck.id,
            "views": [(False, "form")],
        }

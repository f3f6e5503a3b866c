from odoo import Command, models

from ..exceptions import PolicyNotPublishable
from ..logic.decision_table import DecisionTable, TableError
from ..logic.lifecycle import POLICY


class DgPolicy(models.Model):
    """How a draft comes into force and goes out of it: by whom, after which checks, and on record."""

    _inherit = "dg.policy"

    def action_publish(self):
        """Make the draft a version that is in force from now on."""
        self._check_may_publish()
        for policy in self:
            policy._check_publishable()
        versions = self.env["dg.policy.version"]._publish(self)
        self._move_to("published")
        # The next version has authors of its own.
        self.sudo().write({"author_ids": [Command.clear()]})
        self.env["dg.event"]._emit(
            self,
            "policy.published",
            {version.policy_id.id: version._as_event() for version in versions},
        )
        return True

    def action_retire(self):
        """Take the policy out of force; its versions and the decisions under it stay."""
        self._check_may_publish()
        self._move_to("retired")
        self._withdraw_holds()
        self.env["dg.event"]._emit(self, "policy.retired", {policy.id: {"name": policy.name} for policy in self})
        return True

    def _move_to(self, state):
        """Change the state along the lifecycle of policies."""
        for policy in self:
            if policy.state != state:
                POLICY.check(policy.state, state)
        # The state is written by no user; the caller checked who may do this.
        self.sudo().write({"state": state})

    def _check_may_publish(self):
        """Refuse whoever may not manage policies, and the author where a second manager is asked for."""
        self.check_access("write")
        own = self.filtered(lambda policy: self.env.user in policy._authors() and policy.company_id.dg_second_manager)
        if own and not self.env.su:
            raise PolicyNotPublishable(
                self.env._(
                    "You changed policy “%(policy)s” yourself. Ask another governance manager to publish it, or let an "
                    "administrator switch off “Second manager” in the governance settings.",
                    policy=own[0].name,
                )
            )

    def _check_publishable(self):
        """Refuse a draft without rules or with a rule that cannot be compiled."""
        self.ensure_one()
        if not self.rule_ids:
            raise PolicyNotPublishable(
                self.env._(
                    "Policy “%(policy)s” has no rules. Add at least one rule before publishing.", policy=self.name
                )
            )
        facts = {fact.key: fact._as_fact() for fact in self.rule_ids.condition_ids.fact_id}
        try:
            DecisionTable.compile(str(self.id), [rule._as_rule() for rule in self.rule_ids], facts)
        except TableError as error:
            raise PolicyNotPublishable(
                self.env._("Policy “%(policy)s” cannot be published. %(problem)s", policy=self.name, problem=str(error))
            ) from error

    def _authors(self):
        """Return everybody who changed the draft since the last version, also who has left since."""
        return self.with_context(active_test=False).author_ids

    def _note_author(self):
        """Record the user as an author of these drafts."""
        # Authors are written by no user; who may write the draft was checked by the caller's write.
        self.sudo().write({"author_ids": [Command.link(self.env.uid)]})

    def _withdraw_holds(self):
        """End the active holds of policies that do not act any more."""
        # Holds are written by no user; these lost their policy.
        self.env["dg.hold"].sudo().search([("policy_id", "in", self.ids), ("state", "=", "active")])._withdraw()

from odoo import Command, fields, models
from odoo.tools import format_datetime

from ..exceptions import PolicyNotPublishable
from ..logic.decision_table import DecisionTable, TableError
from ..logic.lifecycle import POLICY


class DgPolicy(models.Model):
    """How a draft comes into force and goes out of it: by whom, after which checks, and on record."""

    _inherit = "dg.policy"

    def action_publish(self):
        """Make the draft a version that is in force from now on."""
        self._publish()
        return True

    def _publish(self, valid_from=None, note="", seen_digests=None):
        """Return the versions made of the drafts, in force from `valid_from` (UTC) or from now on.

        `seen_digests`, {policy id: digest}, says which content was looked at: a draft changed meanwhile is refused.
        """
        self._check_may_publish()
        for policy in self:
            policy._check_publishable()
            policy._check_moment(valid_from)
        self._check_seen(seen_digests or {})
        versions = self.env["dg.policy.version"]._publish(self, valid_from, note)
        self._move_to("published")
        # The next version has authors of its own.
        self.sudo().write({"author_ids": [Command.clear()]})
        self.env["dg.event"]._emit(
            self,
            "policy.published",
            {version.policy_id.id: version._as_event() for version in versions},
        )
        return versions

    def action_retire(self):
        """Take the policy out of force; its versions and the decisions under it stay."""
        self._check_may_publish()
        for planned in self._planned_versions():
            planned._withdraw(self.env._("The policy was retired."))
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
                self.env._(
                    "Policy “%(policy)s” cannot be published. %(problem)s",
                    policy=self.name,
                    problem=error.told(self.env._),
                )
            ) from error
        if problem := self._blocking_problem():
            raise PolicyNotPublishable(
                self.env._("Policy “%(policy)s” cannot be published. %(problem)s", policy=self.name, problem=problem)
            )

    def _check_moment(self, valid_from):
        """Refuse a beginning in the past, and one that a planned version would follow or share."""
        now = fields.Datetime.now()
        if valid_from and valid_from <= now:
            raise PolicyNotPublishable(
                self.env._("A version begins now or in the future. Choose a later moment for it, or let it begin now.")
            )
        planned = self._planned_versions()[-1:]
        if planned and planned.valid_from >= (valid_from or now):
            raise PolicyNotPublishable(
                self.env._(
                    "Version %(number)s of policy “%(policy)s” is planned to begin on %(moment)s and would replace "
                    "this one then. Withdraw it first, or let this version begin after it.",
                    number=planned.number,
                    policy=self.name,
                    moment=format_datetime(self.env, planned.valid_from),
                )
            )

    def _check_seen(self, seen_digests):
        """Refuse to publish what the publisher did not look at."""
        for policy in self:
            if seen_digests.get(policy.id, policy._digest()) != policy._digest():
                raise PolicyNotPublishable(
                    self.env._(
                        "The draft of policy “%(policy)s” changed since you opened it. Close this dialog, look at it "
                        "again and publish then.",
                        policy=policy.name,
                    )
                )

    def _digest(self):
        """Return what identifies the content of the draft."""
        return self.env["dg.policy.version"]._digest(self._definition())

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

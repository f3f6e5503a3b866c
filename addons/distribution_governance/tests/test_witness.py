"""Does evidence keep what it names, without locking it for everybody who confirms at the same time?"""

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..witness import dismiss
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestWitness(GovernanceCase):
    """Rows that evidence names."""

    def given_evidence_of(self, user):
        """Let a document be held at this user's attempt."""
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.with_user(user).action_confirm()
        self.env.flush_all()

    def delete_from_table(self, user):
        """Delete a user as PostgreSQL does, with nothing of Odoo in between."""
        with self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM res_users WHERE id = %s", [user.id])

    def foreign_keys(self, table):
        """Return the names of a table's foreign keys."""
        self.env.cr.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", [table]
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def test_evidence_has_no_foreign_key(self):
        self.assertEqual(self.foreign_keys("dg_event"), [])
        self.assertEqual(self.foreign_keys("dg_decision"), [])

    def test_person_who_is_named_cannot_be_deleted(self):
        witness = self._user("dg_witness", "sales_team.group_sale_manager")
        self.given_evidence_of(witness)

        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(psycopg2.errors.ForeignKeyViolation, "Evidence in dg_(event|decision) names"),
        ):
            self.delete_from_table(witness)

    def test_person_who_is_not_named_can_be_deleted(self):
        self.given_evidence_of(self.salesperson)
        stranger = self._user("dg_stranger", "base.group_user")
        self.env.flush_all()

        self.delete_from_table(stranger)

        self.assertFalse(stranger.exists())

    def test_kind_of_event_that_happened_cannot_be_deleted(self):
        self.given_evidence_of(self.salesperson)
        held = self.env["dg.event.type"].sudo().search([("code", "=", "sale_order.held")])

        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ForeignKeyViolation):
            self.env.cr.execute("DELETE FROM dg_event_type WHERE id = %s", held.ids)

    def test_addon_that_goes_takes_its_triggers_along(self):
        dismiss(self.env.cr)

        self.env.cr.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname IN ('dg_event_actor_id_keep', 'dg_decision_actor_id_keep')"
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)

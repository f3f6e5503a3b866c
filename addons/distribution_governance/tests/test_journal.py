"""Does the journal keep what happened, and does it notice every change?"""

import json

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestJournal(GovernanceCase):
    """Numbering, sealing and verifying."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_order(discount=18)
        self.order.action_confirm()
        self.when_released(self.order)
        self.events = self.env["dg.event"].search(self.order._dg_rows_domain(), order="id")

    def when_altered(self, query, *args):
        """Change evidence as somebody with full power over the database would: without the triggers."""
        table = query.split()[2 if query.startswith("DELETE") else 1]
        self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.env.cr.execute(query, args)
        self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def given_sealed(self):
        """Seal everything there is."""
        while self.env["dg.seal"]._seal_segment():
            pass

    def problems(self):
        """Return what verifying finds."""
        return self.env["dg.seal"]._verify()[2]

    def test_events_of_a_document_are_numbered_without_gaps(self):
        self.assertEqual(self.events.mapped("number"), [1, 2, 3])
        self.assertEqual(set(self.events.mapped("stream")), {f"sale.order,{self.order.id}"})

    def test_database_refuses_to_change_delete_or_empty_evidence(self):
        decision = self.decisions(self.order)[0]
        for query in (
            "UPDATE dg_event SET payload = '{}'",
            "DELETE FROM dg_event",
            "TRUNCATE dg_event CASCADE",
            f"UPDATE dg_decision SET outcome = 'passed' WHERE id = {decision.id}",
            "DELETE FROM dg_decision_reason",
            "UPDATE dg_policy_version SET definition = '{}'",
        ):
            with (
                self.subTest(query=query),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)

    def test_nobody_changes_evidence_through_the_orm(self):
        with self.assertRaisesRegex(AccessError, "never changed or deleted"):
            self.events[0].sudo().write({"payload": "{}"})
        with self.assertRaisesRegex(AccessError, "never changed or deleted"):
            self.events.sudo().unlink()

    def test_untouched_journal_verifies(self):
        self.given_sealed()

        count, unsealed, problems = self.env["dg.seal"]._verify()

        self.assertEqual((unsealed, problems), (0, []))
        self.assertGreaterEqual(count, 3)

    def test_events_not_sealed_yet_are_reported_as_such(self):
        _count, unsealed, problems = self.env["dg.seal"]._verify()

        self.assertGreaterEqual(unsealed, 3)
        self.assertEqual(problems, [])

    def test_altered_event_is_found(self):
        self.given_sealed()
        self.when_altered("UPDATE dg_event SET payload = %s WHERE id = %s", '{"reason":"other"}', self.events[1].id)

        problems = self.problems()

        self.assertEqual(len(problems), 1)
        self.assertIn(f"Event {self.events[1].id}", problems[0])

    def test_removed_event_is_found(self):
        self.given_sealed()
        self.when_altered("DELETE FROM dg_event WHERE id = %s", self.events[1].id)

        problems = self.problems()
        self.assertEqual(len(problems), 1)
        self.assertIn(f"Event {self.events[1].id}", problems[0])
        self.assertIn("was removed", problems[0])

    def test_altered_figures_of_a_decision_are_found(self):
        self.given_sealed()
        decision = self.decisions(self.order)[0]
        self.when_altered(
            "UPDATE dg_decision SET facts = jsonb_set(facts, '{deepest_discount,value}', '\"8\"') WHERE id = %s",
            decision.id,
        )

        problems = self.problems()
        self.assertEqual(len(problems), 1)
        self.assertIn("the figures were altered", problems[0])

    def test_cut_off_end_is_found(self):
        self.given_sealed()
        last = self.env["dg.seal.line"].search([], order="position desc", limit=1)
        self.when_altered("DELETE FROM dg_seal_line WHERE id = %s", last.id)

        self.assertIn("was removed", " ".join(self.problems()))

    def test_every_payload_satisfies_its_schema(self):
        import jsonschema

        for event in self.env["dg.event"].search([]):
            with self.subTest(event=event.display_name):
                jsonschema.validate(json.loads(event.payload), json.loads(event.event_type_id.schema))

    def test_auditor_verifies_with_one_button(self):
        self.given_sealed()

        answer = self.env["dg.seal"].with_user(self.auditor).action_verify()

        self.assertEqual(answer["params"]["title"], "The journal is intact.")

    def test_salesperson_may_not_verify(self):
        with self.assertRaises(AccessError):
            self.env["dg.seal"].with_user(self.salesperson).action_verify()

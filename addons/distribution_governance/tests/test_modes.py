"""Do observe, warn and enforce do what they say, at once, in every company, and on the pilot only?"""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestModes(ControlCase):
    """A policy that holds more than 10 % discount, in the modes of its process."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_discount_policy()

    def given_mode(self, mode):
        """Switch the process."""
        self.process.with_user(self.manager).mode = mode

    def when_confirmed(self, discount=18, **values):
        """Enter an order and confirm it."""
        order = self.given_order(discount=discount, **values)
        order.action_confirm()
        return order

    def messages_to(self, user):
        """Return the notifications that are on their way to the user's screen."""
        self.env.cr.precommit.run()
        rows = self.env["bus.bus"].search([("message", "like", "simple_notification")])
        return [row.message for row in rows if f'"res.partner",{user.partner_id.id}]' in row.channel.replace(" ", "")]

    def given_pilot(self, *domains):
        """Let the mode act on these documents only."""
        self.process.with_user(self.manager).scope_ids = [
            Command.clear(),
            *(Command.create({"document_model": "sale.order", "domain": domain}) for domain in domains),
        ]

    # ---- observe, warn, enforce ----

    def test_observed_order_passes_and_leaves_its_reasons(self):
        self.given_mode("observe")

        order = self.when_confirmed()

        self.assert_confirmed(order)
        decision = self.decisions(order)
        self.assertEqual((decision.outcome, decision.effect), ("passed", "allow"))
        self.assertEqual(decision.reason_ids.mapped(lambda reason: (reason.effect, reason.mode)), [("hold", "observe")])
        self.assertFalse(self.messages_to(self.salesperson))

    def test_warned_order_passes_with_a_message_that_names_the_rule(self):
        self.given_mode("warn")

        order = self.when_confirmed()

        self.assert_confirmed(order)
        self.assertEqual(self.decisions(order).effect, "warn")
        self.assertFalse(self.holds(order))
        [message] = self.messages_to(self.salesperson)
        self.assertIn("Discount above 10 %", message)
        self.assertIn(order.name, message)

    def test_order_inside_policy_brings_no_message(self):
        self.given_mode("warn")

        self.when_confirmed(discount=5)

        self.assertFalse(self.messages_to(self.salesperson))

    def test_policy_may_be_milder_than_its_process_and_never_harsher(self):
        for process, policy, state in (
            ("enforce", "observe", "sale"),
            ("warn", "enforce", "sale"),
            ("enforce", "enforce", "draft"),
        ):
            self.process.mode, self.policy.mode = process, policy
            with self.subTest(process=process, policy=policy):
                self.assertEqual(self.when_confirmed().state, state)

    def test_switch_acts_on_the_next_batch_of_a_long_run_and_back(self):
        states = []
        for mode in ("enforce", "observe", "warn", "enforce"):
            self.given_mode(mode)
            batch = self.given_order(discount=18) | self.given_order(discount=18)
            batch.action_confirm()
            states.append(set(batch.mapped("state")))

        self.assertEqual(states, [{"draft"}, {"sale"}, {"sale"}, {"draft"}])
        self.assertEqual(self.journal(self.process).count("process.mode_changed"), 4)
        self.assertEqual(self.payload_of(self.process, "process.mode_changed"), {"from": "warn", "to": "enforce"})

    def test_held_order_passes_after_the_switch_and_its_hold_ends(self):
        order = self.when_confirmed()
        self.assert_held(order, "Discount above 10 %")
        self.given_mode("warn")

        order.action_confirm()

        self.assert_confirmed(order)

    def test_salesperson_and_controller_switch_no_mode(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.process", "write", self.process.ids, {"mode": "observe"}, user=user)

    def test_each_company_has_a_mode_of_its_own(self):
        elsewhere = self.env["res.company"].create(
            {"name": "Second Wholesale", "currency_id": self.company.currency_id.id}
        )
        self.env.user.company_ids = [Command.link(elsewhere.id)]
        seller = new_test_user(
            self.env,
            "dg_there",
            groups="sales_team.group_sale_salesman",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )
        process = self.process.copy({"name": "There", "company_id": elsewhere.id, "mode": "observe"})
        self.given_discount_policy(name="There", process_id=process.id, company_id=elsewhere.id)

        here = self.when_confirmed()
        line = Command.create({"product_id": self.shelf.id, "discount": 18})
        orders = self.env["sale.order"].with_user(seller).with_context(allowed_company_ids=elsewhere.ids)
        there = orders.create({"partner_id": self.customer.id, "order_line": [line]})
        there.action_confirm()

        self.assertEqual((here.state, there.state), ("draft", "sale"))
        self.assertEqual(self.decisions(there).company_id, elsewhere)

    # ---- pilot ----

    def test_outside_the_pilot_orders_are_only_observed(self):
        self.given_pilot('[("client_order_ref", "=", "pilot")]')

        outside = self.when_confirmed()
        inside = self.when_confirmed(client_order_ref="pilot")

        self.assert_confirmed(outside)
        self.assertEqual(self.decisions(outside).reason_ids.mode, "observe")
        self.assert_held(inside, "Discount above 10 %")

    def test_every_line_of_the_pilot_counts(self):
        self.given_pilot('[("client_order_ref", "=", "a")]', '[("client_order_ref", "=", "b")]')

        states = [self.when_confirmed(client_order_ref=reference).state for reference in ("a", "b", "c")]

        self.assertEqual(states, ["draft", "draft", "sale"])

    def test_pilot_of_everything_is_as_no_pilot(self):
        self.given_pilot("[]")

        self.assert_held(self.when_confirmed(), "Discount above 10 %")

    def test_end_of_the_pilot_is_recorded_and_acts_at_once(self):
        self.given_pilot('[("client_order_ref", "=", "pilot")]')
        self.assertEqual(
            self.payload_of(self.process, "process.scope_changed")["scope"],
            [{"document_model": "sale.order", "domain": '[("client_order_ref", "=", "pilot")]'}],
        )
        self.assert_confirmed(self.when_confirmed())

        self.given_pilot()

        self.assertEqual(self.payload_of(self.process, "process.scope_changed"), {"scope": []})
        self.assert_held(self.when_confirmed(), "Discount above 10 %")

    def test_pilot_that_cannot_be_read_is_refused(self):
        for domain in ("nonsense", "{}", '[("no_such_field", "=", 1)]'):
            with self.subTest(domain=domain), self.assertRaisesRegex(ValidationError, "cannot be read"):
                self.given_pilot(domain)

    def test_nobody_but_managers_changes_the_pilot(self):
        self.given_pilot("[]")
        scope = self.process.scope_ids
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.process.scope", "unlink", scope.ids, user=user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.process.scope", "create", [{"process_id": self.process.id}], user=user)

"""Does the banner say why an order does not move, since when, and who may let it pass?"""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .control_case import CONTROLLER, ControlCase


@tagged("post_install", "-at_install")
class TestBanner(ControlCase):
    """What a salesperson reads on an order, and what a customer does."""

    def banner(self, order, user=None):
        """Return what a person reads."""
        return order.with_user(user or self.salesperson).dg_banner

    def test_banner_names_line_rule_value_limit_and_what_would_pass(self):
        self.given_discount_policy()

        banner = self.banner(self.given_held())

        self.assertIn("<strong>Discount above 10 %.</strong>", banner)
        self.assertIn("Deepest line discount is 18 % (line 1, Steel Shelf)", banner)
        self.assertIn("more than 10 %", banner)
        self.assertIn("It passes this rule with at most 10 %", banner)

    def test_banner_names_who_can_release_and_since_when(self):
        self.given_discount_policy()

        banner = self.banner(self.given_held())

        self.assertIn(f"Held since {fields.Datetime.now().strftime('%-m/%-d/%y')}", banner)
        self.assertIn(f"submitted by {self.salesperson.name}", banner)
        self.assertIn(f"{self.controller.name}, {self.second_controller.name}", banner)

    def test_controllers_who_cannot_release_are_not_named(self):
        self.given_discount_policy()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        away = new_test_user(self.env, "dg_away", groups=CONTROLLER, company_id=elsewhere.id, company_ids=elsewhere.ids)
        blind = self._user("dg_blind", "distribution_governance.group_dg_controller")
        left = self._user("dg_left", CONTROLLER)
        left.active = False
        order = self.given_held()
        self.when_written_by(self.controller, order, {"client_order_ref": "a hand in it"})

        self.assertEqual(order._dg_releasers(), self.second_controller)
        for person in (away, blind, left, self.controller):
            self.assertNotIn(person.name, self.banner(order))

    def test_banner_says_when_nobody_can_release(self):
        self.given_discount_policy()
        order = self.given_held()
        (self.controller | self.second_controller).active = False

        self.assertIn("No controller may release it", self.banner(order))

    def test_banner_names_five_controllers_and_counts_the_rest(self):
        self.given_discount_policy()
        for number in range(5):
            self._user(f"dg_extra{number}", CONTROLLER)

        self.assertIn("+2.", self.banner(self.given_held()))

    def test_who_can_release_costs_no_query_per_controller(self):
        self.given_discount_policy()
        order = self.given_held()
        people = [self._user(f"dg_more{number}", CONTROLLER) for number in range(12)]
        order._dg_releasers()

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = order._dg_releasers()
            return self.env.cr.sql_log_count - before, len(found)

        many = count()
        for person in people[4:]:
            person.active = False
        self.env.flush_all()
        few = count()
        self.assertEqual((many[1], few[1]), (14, 6))
        self.assertLessEqual(many[0], few[0] + 1)

    def test_banner_of_a_valuable_order_asks_for_two_controllers(self):
        self.given_discount_policy(release_limit=50)
        order = self.given_held()
        self.assertIn("Two controllers have to agree: it is worth", self.banner(order))

        self.when_released(order)

        banner = self.banner(order)
        self.assertIn(f"{self.controller.name} agreed; another controller has to agree as well", banner)
        self.assertIn(f"released by {self.second_controller.name}.", banner)

    def test_blocked_order_says_who_can_override_where_that_is_allowed(self):
        for allowed, words in ((False, False), (True, "It can be overridden by")):
            self.given_block_policy(name=f"Allowed {allowed}", allow_override=allowed)
            order = self.given_held()
            with self.subTest(allowed=allowed):
                self.assertEqual(order.dg_gate_state, "blocked")
                self.assertEqual(order.dg_can_override, allowed)
                self.assertEqual("overridden by" in self.banner(order), bool(words))
            self.env["dg.policy"].search([("company_id", "=", self.company.id)]).action_retire()

    def test_released_order_says_by_whom_why_until_when_and_what_failed(self):
        self.given_discount_policy()
        order = self.given_held()
        order.order_line = [Command.create({"name": "No product", "price_unit": 0.0})]
        end = fields.Datetime.now() + timedelta(days=3)
        self.when_released(order, reason="Season deal.", valid_until=end)

        self.assertEqual(order.dg_gate_state, "released")
        banner = self.banner(order)
        self.assertIn(f"Released by {self.controller.name}: “Season deal.”", banner)
        self.assertIn("The release ends on", banner)
        self.assertIn("It could not go on by itself", banner)

    def test_reason_somebody_typed_is_no_html(self):
        self.given_policy(("<b>Bold</b> rule", "hold", {"deepest_discount": "> 10"}), release_limit=50)

        self.assertIn("&lt;b&gt;Bold&lt;/b&gt; rule", self.banner(self.given_held()))

    def test_released_reason_is_no_html_either(self):
        self.given_discount_policy()
        order = self.given_held()
        order.order_line = [Command.create({"name": "No product", "price_unit": 0.0})]
        self.when_released(order, reason="<script>alert(1)</script>")

        self.assertNotIn("<script>", self.banner(order))

    def test_form_of_a_held_order_opens_and_saves(self):
        self.given_discount_policy()
        order = self.given_held()

        with Form(order.with_user(self.salesperson)) as form:
            form.client_order_ref = "still editable"

        self.assertEqual(order.dg_gate_state, "held")

    # ---- the customer ----

    def test_customer_who_signed_a_held_order_reads_that_it_is_in_review_and_no_reason(self):
        self.given_discount_policy()
        order = self.given_held()
        self.assertFalse(order._dg_is_in_review())

        order.write({"signed_by": "The customer", "signed_on": fields.Datetime.now()})

        self.assertTrue(order._dg_is_in_review())
        page = self.env["ir.qweb"]._render(
            "distribution_governance.in_review", {"sale_order": order.sudo()}, raise_if_not_found=True
        )
        self.assertIn("in review", str(page))
        self.assertNotIn("Discount", str(page))

    def test_order_that_is_not_held_is_not_in_review(self):
        order = self.given_order(signed_by="The customer")

        self.assertFalse(order._dg_is_in_review())

    def test_customer_reads_neither_banner_nor_forecast(self):
        self.given_discount_policy()
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        order = self.given_held(partner_id=portal.partner_id.id)
        order.message_subscribe(portal.partner_id.ids)

        for field in ("dg_banner", "dg_forecast", "dg_forecast_state", "dg_can_override"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.rpc("sale.order", "read", order.ids, [field], user=portal)

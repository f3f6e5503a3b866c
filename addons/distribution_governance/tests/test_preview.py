"""Does the preview tell what the gate would say, as far as the reader may know, without writing anything?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestPreview(ControlCase):
    """The forecast on the form and the button “Check against policy”."""

    def written(self):
        """Return how many rows governance has written."""
        models = ("dg.decision", "dg.decision.reason", "dg.hold", "dg.event", "dg.guard", "dg.exception")
        return {model: self.env[model].sudo().search_count([]) for model in models}

    def when_checked(self, order, user=None):
        """Press the button; return the only answer."""
        before = self.written()
        [answer] = self.rpc("sale.order", "action_dg_check", order.ids, user=user)["dg_result"]
        self.assertEqual(self.written(), before)
        return answer

    # ---- the button ----

    def test_check_tells_every_outcome_with_its_reasons(self):
        self.given_policy(
            ("Warn", "warn", {"deepest_discount": "(5..10]"}),
            ("Hold", "hold", {"deepest_discount": "(10..20]"}),
            ("Block", "block", {"deepest_discount": "> 20"}),
        )
        for discount, outcome, rules in (
            (0, "pass", []),
            (8, "warn", ["Warn"]),
            (15, "hold", ["Hold"]),
            (30, "block", ["Block"]),
        ):
            order = self.given_order(discount=discount)
            with self.subTest(discount=discount):
                answer = self.when_checked(order)
                self.assertEqual(
                    (answer["outcome"], [reason["rule"] for reason in answer["reasons"]]), (outcome, rules)
                )
                self.assertEqual(order.state, "draft")

    def test_check_says_in_words_what_was_measured_and_what_would_pass(self):
        self.given_discount_policy()

        [reason] = self.when_checked(self.given_order(discount=18))["reasons"]

        self.assertIn("Deepest line discount is 18 % (line 1, Steel Shelf)", reason["explanation"])
        self.assertIn("It passes this rule with at most 10 %", reason["explanation"])

    def test_check_discloses_no_figure_that_is_closed_to_the_reader(self):
        self.given_policy(("Margin below 50 %", "hold", {"margin_percent": "< 50"}))
        order = self.given_order(discount=18)

        self.assertNotIn("26.83", str(self.when_checked(order)))
        self.assertNotIn("26.83", order.with_user(self.salesperson).dg_forecast)
        self.assertIn("26.83 %", str(self.when_checked(order, user=self.controller)))

    def test_check_says_what_is_observed_only(self):
        self.process.mode = "observe"
        self.given_discount_policy()

        answer = self.when_checked(self.given_order(discount=18))

        self.assertEqual((answer["outcome"], answer["reasons"][0]["mode"]), ("pass", "observe"))

    def test_check_without_a_policy_says_that_none_is_about_it(self):
        answer = self.when_checked(self.given_order(discount=90))

        self.assertEqual((answer["outcome"], answer["is_governed"]), ("pass", False))

    def test_check_is_for_whoever_may_read_the_order(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        reader = self._user("dg_reader", "account.group_account_readonly,distribution_governance.group_dg_user")

        self.assertEqual(self.when_checked(order, user=reader)["outcome"], "hold")
        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_dg_check", order.ids, user=self.other_salesperson)

    def test_check_is_nothing_for_customers(self):
        self.given_discount_policy()
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        order = self.given_order(discount=18, partner_id=portal.partner_id.id)
        order.message_subscribe(portal.partner_id.ids)

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_dg_check", order.ids, user=portal)

    def test_check_of_nothing_says_so(self):
        with self.assertRaisesRegex(UserError, "nothing to check"):
            self.rpc("sale.order", "action_dg_check", [])

    def test_dialog_shows_the_answer_and_saves_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        action = order.action_dg_check()

        dialog = Form(self.env[action["res_model"]].with_user(self.salesperson).with_context(**action["context"]))

        self.assertIn("would be held", dialog.answer)
        self.assertIn("Deepest line discount is 18 %", dialog.answer)

    def test_dialog_opened_on_what_the_user_may_not_read_shows_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        def opened_on(model, ids):
            here = {"default_document_model": model, "default_document_ids": ids}
            return Form(self.env["dg.preview.wizard"].with_user(self.other_salesperson).with_context(**here)).answer

        with self.assertRaises(AccessError):
            opened_on("sale.order", order.ids)
        self.assertFalse(opened_on("res.users", self.env.user.ids))

    # ---- the forecast on the form ----

    def test_quotation_outside_policy_would_be_held(self):
        self.given_discount_policy()
        before = self.written()

        order = self.given_order(discount=18).with_user(self.salesperson)

        self.assertEqual(order.dg_forecast_state, "would_hold")
        self.assertIn("Deepest line discount is 18 %", order.dg_forecast)
        self.assertEqual(self.written(), before)

    def test_quotation_inside_policy_has_no_forecast(self):
        self.given_discount_policy()

        order = self.given_order(discount=5)

        self.assertEqual((order.dg_forecast_state, order.dg_forecast), (False, False))

    def test_held_order_that_was_mended_would_pass_now(self):
        self.given_discount_policy()
        order = self.given_held()
        self.assertFalse(order.dg_forecast_state)

        order.order_line.discount = 5
        order.invalidate_recordset()

        self.assertEqual((order.dg_gate_state, order.dg_forecast_state), ("held", "would_pass"))

    def test_confirmed_and_new_orders_have_no_forecast(self):
        self.given_discount_policy()
        confirmed = self.given_order()
        confirmed.action_confirm()

        self.assertFalse(confirmed.dg_forecast_state)
        self.assertFalse(self.env["sale.order"].new({"partner_id": self.customer.id}).dg_forecast_state)

    def test_forecast_without_a_policy_judges_nothing(self):
        def fail(*_args):
            raise AssertionError("There is nothing to judge.")

        self.patch(type(self.env["sale.order"]), "_dg_preview", fail)

        self.assertFalse(self.given_order(discount=90).dg_forecast_state)

    @mute_logger("odoo.addons.distribution_governance.models.dg_preview", "odoo.sql_db")
    def test_form_opens_when_the_forecast_fails(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        for breaking in (lambda *args: 1 / 0, lambda self, *args: self.env.cr.execute("SELECT nothing FROM nowhere")):
            self.patch(type(self.env["sale.order"]), "_dg_judge", breaking)
            order.invalidate_recordset()
            with self.subTest(breaking=breaking):
                with Form(order.with_user(self.salesperson)) as form:
                    form.client_order_ref = "opens"
                self.assertFalse(order.dg_forecast_state)

    def test_forecast_of_a_list_is_never_asked_for(self):
        view = self.env["sale.order"].get_view(view_type="list")
        self.assertNotIn("dg_forecast", view["arch"])

    def test_released_order_that_got_worse_would_be_held(self):
        self.given_discount_policy()
        order = self.given_held()
        order.order_line = [Command.create({"name": "No product", "price_unit": 0.0})]
        self.when_released(order)
        order.order_line.filtered("product_id").discount = 30
        order.invalidate_recordset()

        self.assertEqual((order.dg_gate_state, order.dg_forecast_state), ("released", "would_hold"))

"""Are the ways in which a sales order was once brought past the gate closed, and do they stay closed?"""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ..exceptions import GateClosed, ReleaseRefused
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAttacks(GovernanceCase):
    """Each test is one attack, made the way a remote client makes it."""

    def rpc(self, model, method, *args, user=None, **kwargs):
        """Call a method of a model as a remote client does."""
        return call_kw(self.env[model].with_user(user or self.salesperson), method, list(args), kwargs)

    def values(self, **line):
        """Return the values of an order of one line."""
        line = {"product_id": self.shelf.id, "product_uom_qty": 1, **line}
        return {"partner_id": self.customer.id, "order_line": [Command.create(line)]}

    # ---- defaults ----

    def test_default_of_a_context_or_of_a_user_makes_no_confirmed_order(self):
        self.given_discount_policy()
        self.env["ir.default"].with_user(self.salesperson).set("sale.order", "state", "sale", True)

        for context in ({}, {"default_state": "sale"}):
            order = self.env["sale.order"].browse(
                self.rpc("sale.order", "create", [self.values(discount=50)], context=context)
            )
            with self.subTest(context=context):
                self.assertEqual(order.state, "draft")
                self.assertEqual(order.order_line.state, "draft")

    def test_default_values_of_a_user_forge_no_release(self):
        self.given_discount_policy()
        defaults = self.env["ir.default"].with_user(self.salesperson)
        for field, value in {
            "state": "released",
            "released_values": {"deepest_discount": "999"},
            "release_reason": "forged",
            "released_by_id": self.controller.id,
        }.items():
            defaults.set("dg.hold", field, value, True)
        order = self.given_order(discount=18)

        order.action_confirm()
        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertFalse(self.holds(order).released_by_id)

    # ---- computed figures ----

    def test_computed_figures_cannot_be_written(self):
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50"}))
        order = self.given_order()
        for model, record, values in (
            ("sale.order", order, {"amount_untaxed": 1.0}),
            ("sale.order", order, {"currency_rate": 0.0}),
            ("sale.order", order, {"invoice_status": "invoiced"}),
            ("sale.order.line", order.order_line, {"price_subtotal": 1.0}),
            ("sale.order.line", order.order_line, {"state": "sale"}),
        ):
            with self.subTest(values=values), self.assertRaises(GateClosed):
                self.rpc(model, "write", record.ids, values)
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "create", [self.values() | {"amount_untaxed": 1.0}])

        order.action_confirm()
        self.assert_held(order, "Order above 50")

    def test_line_of_a_held_order_is_not_delivered(self):
        self.given_discount_policy()
        order = self.given_order(discount=90)
        order.action_confirm()

        with self.assertRaises(GateClosed):
            self.rpc("sale.order.line", "write", order.order_line.ids, {"state": "sale"})

        self.assertFalse(order.order_line.move_ids)

    # ---- figures ----

    def test_back_dated_quotation_gets_no_price_of_the_past(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        sale_rule = {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 50}
        sale_rule |= {"date_start": "2020-01-01 00:00:00", "date_end": "2020-01-31 00:00:00"}
        self.customer.with_company(self.company).property_product_pricelist = self.env["product.pricelist"].create(
            {
                "name": "January",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [Command.create(sale_rule)],
            }
        )
        self.given_discount_policy()
        order = self.given_order(
            date_order=fields.Datetime.to_datetime("2020-01-10 10:00:00"), line={"price_unit": 50.0}
        )

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_currency_without_a_rate_is_not_counted_one_to_one(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        rupiah.rate_ids.unlink()
        pricelist = self.env["product.pricelist"].create(
            {"name": "Rupiah", "company_id": self.company.id, "currency_id": rupiah.id}
        )
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50000"}))
        order = self.given_order(pricelist_id=pricelist.id)

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            order.action_confirm()

        self.assertEqual(order.state, "draft")
        self.assertIn("no exchange rate for IDR", self.holds(order).explanation)

    def test_included_tax_is_no_way_to_a_discount(self):
        group = {"type_tax_use": "sale", "amount": 25.0, "company_id": self.company.id}
        country = {"country_id": self.env.ref("base.be").id}
        tax_group = self.env["account.tax.group"].create({"name": "Tax", "company_id": self.company.id, **country})
        included = self.env["account.tax"].create(
            {
                "name": "25 % in",
                "price_include_override": "tax_included",
                "tax_group_id": tax_group.id,
                **group,
                **country,
            }
        )
        self.given_discount_policy()
        order = self.given_order(line={"tax_ids": [Command.set(included.ids)]})

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertIn("20 %", self.holds(order).explanation)

    def test_returned_goods_with_an_invented_cost_raise_no_margin(self):
        self.given_policy(("Margin below 15 %", "hold", {"margin_percent": "< 15"}))
        order = self.given_order(discount=60, quantity=10)
        order.order_line = [
            Command.create(
                {"product_id": self.shelf.id, "product_uom_qty": -1, "price_unit": 0.0, "purchase_price": 100000.0}
            )
        ]

        order.action_confirm()

        self.assert_held(order, "Margin below 15 %")

    def test_returned_goods_at_list_price_are_no_discount(self):
        self.given_discount_policy()
        order = self.given_order(quantity=10)
        order.order_line = [Command.create({"product_id": self.shelf.id, "product_uom_qty": -2})]

        order.action_confirm()

        self.assert_confirmed(order)

    def test_invoice_to_somebody_without_a_limit_avoids_no_credit_check(self):
        self.customer.with_company(self.company).credit_limit = 50.0
        self.given_policy(("Over the credit limit", "hold", {"credit_over_limit": "> 0"}))
        other = self.env["res.partner"].create({"name": "No limit", "is_company": True})
        order = self.given_order(partner_invoice_id=other.id)

        order.action_confirm()

        self.assert_held(order, "Over the credit limit")

    # ---- releases ----

    def test_controller_cannot_release_what_he_submitted(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.with_user(self.controller).action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "submitted"):
            self.when_released(order)

    def test_dialog_opened_on_other_figures_releases_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=12)
        order.action_confirm()
        wizards = self.env["dg.release.wizard"].with_user(self.controller)
        opened = wizards.with_context(default_hold_ids=self.holds(order).ids).create({"reason": "12 % is fine."})
        order.order_line.discount = 25
        order.action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "other figures since you opened this"):
            opened.action_release()

        self.assert_held(order, "Discount above 10 %")

    def test_release_is_used_up_by_the_confirmation(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        self.when_released(order)
        order.action_cancel()
        order.action_draft()

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_release_is_given_for_one_customer(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        large = self.holds(order).filtered(lambda hold: hold.rule_name == "Large")
        large.with_user(self.controller)._release("This customer may.")
        order.partner_id = self.env["res.partner"].create({"name": "Somebody else", "is_company": True})

        order.order_line.discount = 0
        order.action_confirm()

        self.assert_held(order, "Large")

    def test_rule_that_blocks_now_is_not_covered_by_a_release_from_before(self):
        policy = self.given_discount_policy()
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        order = self.given_order(discount=18)
        order.action_confirm()
        self.holds(order).filtered(lambda hold: hold.policy_id == policy).with_user(self.controller)._release("Fine.")
        policy.rule_ids.effect = "block"
        policy.action_publish()

        order.action_confirm()

        self.assertEqual(order.dg_gate_state, "blocked")

    def test_superuser_mode_writes_no_release(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()

        with self.assertRaises(AccessError):
            self.holds(order).sudo().write({"state": "released", "released_values": {"deepest_discount": "99"}})

    # ---- policies ----

    def test_manager_forges_neither_state_nor_authors(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        for values in ({"state": "published"}, {"author_ids": [Command.clear()]}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.rpc("dg.policy", "write", policy.ids, values, user=self.manager)
        created = self.rpc(
            "dg.policy",
            "create",
            [{"name": "Born", "process_id": self.process.id, "company_id": self.company.id, "state": "published"}],
            user=self.manager,
        )
        self.assertEqual(self.env["dg.policy"].browse(created).state, "draft")

    def test_somebody_elses_small_change_does_not_free_the_author(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        policy.with_user(self.manager).rule_ids.condition_ids.test = "> 90"
        policy.with_user(self.second_manager).rule_ids.sequence = 3

        for user in (self.manager, self.second_manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                policy.with_user(user).action_publish()

    def test_switching_a_policy_off_is_on_record_and_ends_its_holds(self):
        policy = self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        with self.assertRaises(UserError):
            policy.with_user(self.manager).process_id = self.process.copy({"mode": "observe"})

        policy.with_user(self.manager).active = False

        self.assertEqual(self.journal(policy)[-1], "policy.archived")
        self.assertEqual(self.holds(order).state, "withdrawn")

    def test_archived_policy_acts_on_nobody_whatever_the_context_says(self):
        policy = self.given_discount_policy()
        policy.active = False
        order = self.given_order(discount=18)

        order.with_context(active_test=False).action_confirm()

        self.assert_confirmed(order)

    def test_rule_without_conditions_holds_everything_and_breaks_nothing(self):
        self.given_policy(("Everything", "hold", {}))
        order = self.given_order()

        order.action_confirm()

        self.assert_held(order, "Everything")

    # ---- people from outside ----

    def test_customer_on_the_portal_reads_no_policy_and_submits_nothing(self):
        self.given_discount_policy()
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        order = self.given_order(discount=18, partner_id=portal.partner_id.id)
        order.message_subscribe(portal.partner_id.ids)
        order.action_confirm()

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "read", order.ids, ["dg_banner"], user=portal)
        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_confirm", order.ids, user=portal)
        answer = order.with_user(portal).sudo().action_confirm()
        self.assertNotIn("Discount", str(answer))

    def test_user_who_may_only_read_an_order_submits_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        reader = self._user("dg_reader", "account.group_account_readonly")

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_confirm", order.ids, user=reader)

        self.assertFalse(self.decisions(order))

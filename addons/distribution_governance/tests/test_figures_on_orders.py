"""Are Odoo's own margin and credit warning shown to everybody at first, and to few where the settings say so?"""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestFiguresOnOrders(ControlCase):
    """The settings “Margins for Everybody” and “Credit Warning for Everybody”."""

    def given_limited(self):
        """Switch both settings off, as an administrator does."""
        self.env["res.config.settings"].create(
            {"group_dg_margin_reader": False, "group_dg_credit_reader": False}
        ).execute()

    def figure(self, user, model, ids, field):
        """Read one field as a remote client does."""
        return self.rpc(model, "read", ids, [field], user=user)

    def test_everybody_sees_margins_as_long_as_nobody_limits_them(self):
        order = self.given_order()

        self.assertEqual(self.figure(self.salesperson, "sale.order", order.ids, "margin")[0]["margin"], 40)

    def test_limited_figures_are_closed_to_a_salesperson_in_every_channel(self):
        self.given_limited()
        order = self.given_order()
        for model, ids, fields in (
            ("sale.order", order.ids, ("margin", "margin_percent", "partner_credit_warning")),
            ("sale.order.line", order.order_line.ids, ("margin", "margin_percent", "purchase_price")),
        ):
            for field in fields:
                with self.subTest(field=field), self.assertRaises(AccessError):
                    self.figure(self.salesperson, model, ids, field)
        with self.assertRaises(AccessError):
            self.rpc("sale.report", "formatted_read_group", [], ["partner_id"], ["margin:sum"])
        with self.assertRaises(AccessError):
            self.rpc("sale.order", "search", [("margin", ">", 0)])

    def test_limited_figures_are_seen_by_those_whose_duty_it_is(self):
        self.given_limited()
        order = self.given_order()
        for user in (self.sales_manager, self.controller):
            with self.subTest(user=user.login):
                self.assertEqual(self.figure(user, "sale.order", order.ids, "margin")[0]["margin"], 40)

    def test_salesperson_still_enters_orders_and_their_margin_is_computed(self):
        self.given_limited()
        with Form(self.env["sale.order"].with_user(self.salesperson)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.shelf
        self.assertEqual(form.record.sudo().margin, 40)

    def test_form_of_a_salesperson_has_no_column_for_limited_figures(self):
        self.given_limited()
        arch = self.env["sale.order"].with_user(self.salesperson).get_view(view_type="form")["arch"]

        for field in ("margin", "margin_percent", "purchase_price", "partner_credit_warning"):
            self.assertNotIn(f'name="{field}"', arch)

    def test_policy_still_decides_on_margins_for_a_salesperson(self):
        self.given_limited()
        self.given_policy(("Margin below 50 %", "hold", {"margin_percent": "< 50"}))

        self.assert_held(self.given_held(), "Margin below 50 %")

    def test_change_of_the_settings_is_recorded(self):
        self.given_limited()

        self.assertEqual(self.payload_of(self.company, "company.figures_changed"), {"margin": False, "credit": False})

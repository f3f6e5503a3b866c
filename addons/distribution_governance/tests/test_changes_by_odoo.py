"""Do Odoo's own edits of a confirmed order go through, and only those?"""

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..exceptions import ChangeRefused, GateClosed
from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesByOdoo(ChangeCase):
    """Down payments, shipping, extra goods, invoices and returns, by the people who do them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("generic_coa", company=cls.company, install_demo=False)
        cls.company.currency_id = cls.env.ref("base.EUR")
        cls.storekeeper = cls._user("dg_stock", "stock.group_stock_user,sales_team.group_sale_salesman_all_leads")
        cls.accountant = cls._user("dg_invoicing", "account.group_account_invoice")
        cls.seller = new_test_user(
            cls.env,
            "dg_seller",
            groups="base.group_user,sales_team.group_sale_salesman,account.group_account_invoice",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )

    def setUp(self):
        super().setUp()
        # Every one of these edits would trip a rule if it were judged as somebody's own change.
        self.given_policy(("Order above 1000", "hold", {"amount_untaxed": "> 1000"}), name="Value")
        self.given_policy(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}), name="Discount")

    def when_invoiced(self, order, **values):
        """Invoice the order in Odoo's dialog; return the invoices."""
        wizard = self.env["sale.advance.payment.inv"].with_user(self.seller)
        wizard.create({"sale_order_ids": order.ids, **values}).create_invoices()
        return order.invoice_ids.sorted("id")

    def when_delivered(self, order, quantity, **extra):
        """Deliver as the storekeeper; `extra` are values of a move that nobody ordered."""
        picking = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        picking.move_ids.with_user(self.storekeeper).quantity = quantity
        if extra:
            locations = {"location_id": picking.location_id.id, "location_dest_id": picking.location_dest_id.id}
            self.env["stock.move"].with_user(self.storekeeper).create(
                {"picking_id": picking.id, "picked": True, **locations, **extra}
            ).quantity = extra["product_uom_qty"]
        picking.move_ids.picked = True
        picking.with_user(self.storekeeper).with_context(skip_backorder=True).button_validate()
        self.env.flush_all()
        return picking

    def test_down_payment_is_invoiced_posted_and_deducted(self):
        order = self.given_confirmed(quantity=10, user=self.seller)

        (down,) = self.when_invoiced(order, advance_payment_method="percentage", amount=50)
        down.invoice_line_ids.with_user(self.accountant).filtered("is_downpayment").price_unit = 400
        down.with_user(self.accountant).action_post()
        self.assertEqual(order.order_line.filtered("is_downpayment").mapped("price_unit"), [0, 400])
        self.when_delivered(order, 10)
        final = self.when_invoiced(order, advance_payment_method="delivered")[1:]
        final.with_user(self.accountant).action_post()

        self.assertEqual(final.amount_untaxed, 600)
        self.assert_stopped(order)
        self.assertNotIn("document.changed", self.journal(order))

    def test_down_payment_of_a_locked_order_goes_through(self):
        order = self.given_confirmed(quantity=10, user=self.seller)
        order.action_lock()

        (down,) = self.when_invoiced(order, advance_payment_method="fixed", fixed_amount=100)
        down.with_user(self.accountant).action_post()

        self.assertEqual(down.state, "posted")
        self.assert_stopped(order)

    def test_delivery_cost_is_added_at_shipping(self):
        service = self._product("Freight", 0.0, 0.0, type="service")
        carrier = self.env["delivery.carrier"].create(
            {"name": "Lorry", "product_id": service.id, "fixed_price": 80, "invoice_policy": "real"}
        )
        order = self.given_confirmed(quantity=9.5, carrier_id=carrier.id, product=self.shelf)
        picking = order.picking_ids
        picking.carrier_id = carrier

        picking.with_user(self.storekeeper).send_to_shipper()
        self.env.flush_all()

        self.assertEqual(order.order_line.filtered("is_delivery").price_unit, 80)
        self.assertEqual(order.amount_untaxed, 1030)
        self.assert_stopped(order)
        self.when_line_written(order, discount=5)
        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, product_uom_qty=20)

    def test_extra_goods_are_delivered_and_wait_for_a_release_where_they_are_outside_policy(self):
        free = self._product("Bolts", 20.0, 5.0, invoice_policy="order", is_storable=True)
        listed = self._product("Screws", 20.0, 5.0, invoice_policy="delivery", is_storable=True)
        for product, reasons in ((listed, []), (free, ["Discount above 10 %"])):
            order = self.given_confirmed()

            picking = self.when_delivered(
                order, 1, product_id=product.id, product_uom=product.uom_id.id, product_uom_qty=3
            )

            with self.subTest(product=product.name):
                self.assertEqual(picking.state, "done")
                added = order.order_line[1:]
                self.assertEqual((added.product_id, added.product_uom_qty, added.qty_delivered), (product, 0, 3))
                self.assert_stopped(order, *reasons)

    def test_order_is_delivered_invoiced_and_returned(self):
        order = self.given_confirmed(quantity=5, user=self.seller)
        picking = self.when_delivered(order, 5)
        (invoice,) = self.when_invoiced(order, advance_payment_method="delivered")
        invoice.with_user(self.accountant).action_post()
        returns = self.env["stock.return.picking"].with_user(self.storekeeper)
        dialog = returns.with_context(
            active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
        ).create({})
        dialog.product_return_moves.write({"quantity": 2, "to_refund": True})
        back = self.env["stock.picking"].browse(dialog.action_create_returns()["res_id"])
        back.move_ids.with_user(self.storekeeper).write({"quantity": 2, "picked": True})
        back.with_user(self.storekeeper).button_validate()
        self.env.flush_all()

        self.assertEqual((back.state, order.order_line.qty_delivered), ("done", 3))
        self.assert_stopped(order)
        self.assertNotIn("document.changed", self.journal(order))

    def test_promise_is_moved_by_whoever_plans(self):
        order = self.given_confirmed()

        self.rpc("sale.order", "write", order.ids, {"commitment_date": "2027-02-01 08:00:00"}, user=self.sales_manager)

        self.assertEqual(order.commitment_date.month, 2)

    def test_scope_of_odoos_own_edits_is_open_to_nobody_else(self):
        order = self.given_confirmed(user=self.seller)
        action = self.env["base.automation"].create(
            {
                "name": "Cheaper when invoiced",
                "model_id": self.env["ir.model"]._get_id("account.move"),
                "trigger": "on_write",
                "action_server_ids": [
                    Command.create(
                        {
                            "name": "Cheaper",
                            "model_id": self.env["ir.model"]._get_id("account.move"),
                            "state": "code",
                            "code": f"env['sale.order.line'].browse({order.order_line.id}).write({{'price_unit': 1}})",
                        }
                    )
                ],
            }
        )
        self.addCleanup(action.unlink)
        (down,) = self.when_invoiced(order, advance_payment_method="percentage", amount=50)

        with self.assertRaises(GateClosed):
            down.with_user(self.accountant).action_post()
            order._prepare_invoice()

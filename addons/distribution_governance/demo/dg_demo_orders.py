from datetime import timedelta
from itertools import groupby

from odoo import Command, api, fields, models

from .cast_orders import OPENING, SEASON
from .cast_orders_today import TODAY


class DgDemo(models.AbstractModel):
    """What the demo company sells: orders as its salespeople enter them."""

    _inherit = "dg.demo"

    @api.model
    def _make_orders(self):
        """Enter the orders wave by wave, and let each take its way before the next begins."""
        number = 0
        for wave in (OPENING, SEASON, TODAY):
            entered = self._enter_orders(wave)
            for order in entered:
                number += 1
                self._remember("order", {number: order})
            self._take_their_ways(list(zip(wave, entered, strict=True)))

    @api.model
    def _enter_orders(self, wave):
        """Return the orders of a wave in their sequence, entered by their salespeople."""
        entered = self.env["sale.order"].browse()
        # Orders in a row, so that numbers follow the cast; Odoo's groupby would gather them from everywhere.
        # pylint: disable-next=bad-builtin-groupby
        for seller, orders in groupby(wave, key=lambda order: order.seller):
            values = [self._prepare_order(order) for order in orders]
            entered += self._as(seller).env["sale.order"].create(values).with_env(self.env)
        for plan, order in zip(wave, entered, strict=True):
            if plan.carrier:
                self._add_freight(plan, order)
        return entered

    @api.model
    def _prepare_order(self, order):
        """Return the values of one order; what the customer's own terms say is left to Odoo."""
        values = {
            "partner_id": self._recall("customer", order.customer).id,
            "client_order_ref": order.reference,
            "warehouse_id": self._recall("warehouse", order.warehouse).id,
            "order_line": [
                Command.create(
                    {
                        "product_id": self._recall("product", product).id,
                        "product_uom_qty": pieces,
                        "discount": discount,
                    }
                )
                for product, pieces, discount in order.lines
            ],
        }
        if order.price_list:
            values["pricelist_id"] = self._price_list(order.price_list).id
        if order.payment_term:
            values["payment_term_id"] = self._term(order.payment_term).id
        if order.promised_in is not None:
            values["commitment_date"] = fields.Datetime.now() + timedelta(days=order.promised_in)
        return values

    @api.model
    def _add_freight(self, plan, order):
        """Let the salesperson choose a carrier in Odoo's dialog; charge its rate, or what was promised."""
        dialog = self._as(plan.seller).env["choose.delivery.carrier"]
        choice = dialog.create({"order_id": order.id, "carrier_id": self._recall("carrier", plan.carrier).id})
        choice.update_price()
        if plan.freight is not None:
            choice.delivery_price = plan.freight
        choice.button_confirm()

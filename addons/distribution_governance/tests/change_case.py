"""The words in which the tests of changes after confirmation are written."""

from odoo import Command

from .common import GovernanceCase


class ChangeCase(GovernanceCase):
    """Confirmed orders, and the ways to change them."""

    def given_confirmed(self, discount=0.0, **values):
        """Confirm an order, released where it asks for it."""
        order = self.given_order(discount=discount, **values)
        order.action_confirm()
        if order.state != "sale":
            self.when_released(order)
        self.assert_confirmed(order)
        return order

    def when_line_written(self, order, user=None, **values):
        """Write values on the first line as a remote client does."""
        return self.rpc("sale.order.line", "write", order.order_line[:1].ids, values, user=user)

    def when_changed_by_system(self, order, **values):
        """Write values on the first line in superuser mode."""
        order.order_line[:1].sudo().write(values)
        self.env.flush_all()

    def values_of_line(self, order, **values):
        """Return the values of one more line."""
        return {"order_id": order.id, "product_id": self.shelf.id, "product_uom_qty": 1, **values}

    def assert_stopped(self, order, *reasons):
        """The order is confirmed, and its delivery and invoicing wait for exactly these reasons."""
        self.assertEqual(order.state, "sale")
        holds = self.holds(order, "active")
        self.assertEqual(sorted(holds.mapped("rule_name")), sorted(reasons))
        self.assertEqual(set(holds.mapped("gate")), {"change"} if reasons else set())

    def update(self, line, **values):
        """Return a command that writes on a line."""
        return Command.update(line.id, values)

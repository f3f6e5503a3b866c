"""Does a request tell whoever decides what has to be known?"""

from unittest.mock import patch

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .panel_case import PanelCase

# What the panels of an order cost, however many lines it has.
QUERIES = 50
# What reading the fields of the form costs.
OPENING = 12


@tagged("post_install", "-at_install")
class TestPanels(PanelCase):
    """What `panels` tells whoever is asked."""

    def given_sold(self, user=None, discount=0.0):
        """Let an order go through; return it."""
        order = self.given_order(user=user, discount=discount)
        order.action_confirm()
        self.assert_confirmed(order)
        return order

    def test_approver_reads_every_line_with_its_prices_and_its_margin(self):
        _order, request = self.given_request(product=self.rack, quantity=3)
        panel = self.panels(request)["order"]

        self.assertEqual(
            self.cells(panel),
            [
                {
                    "Product": "Rack",
                    "Quantity": "3",
                    "Customer's Price": "100.00 €",
                    "Net Price": "82.00 €",
                    "Discount": "18 %",
                    "Margin": "54.72 %",
                    "Amount": "246.00 €",
                }
            ],
        )
        self.assertEqual(self.facts(panel)["Margin"], "134.61 € · 54.72 %")
        self.assertEqual(self.facts(panel)["Below the customer's prices"], "18 %")

    def test_goods_without_a_cost_are_named_in_place_of_a_margin(self):
        gift = self._product("Mystery Box", 100.0, 0.0)
        _order, request = self.given_request(product=gift)
        panel = self.panels(request)["order"]

        self.assertEqual(self.facts(panel)["Margin"], "Mystery Box has no cost")
        self.assertEqual(self.cells(panel)[0]["Margin"], "")

    def test_line_that_sells_nothing_has_no_prices(self):
        order, request = self.given_request(quantity=2)
        shipping = self._product("Freight", 15.0, 0.0, type="service")
        line = {"product_id": shipping.id, "is_delivery": True, "price_unit": 15.0, "name": "Freight\nby road"}
        order.sudo().write(
            {"order_line": [Command.create(line), Command.create({"display_type": "line_note", "name": "Ring first."})]}
        )
        rows = self.cells(self.panels(request)["order"])

        self.assertEqual(len(rows), 2)
        self.assertIn("15.00 €", rows[1].values())

    def test_approver_reads_limit_debts_room_and_what_is_late(self):
        self.given_invoice(amount=1234.5, due="2020-01-31")
        _order, request = self.given_request(quantity=10)
        panel = self.panels(request)["credit"]

        self.assertEqual(
            self.cells(panel),
            [
                {
                    "Debtor": "Harbour Street Hardware",
                    "Limit": "7,777.00 €",
                    "Owes with This Order": "2,054.50 €",
                    "Room Left": "5,722.50 €",
                }
            ],
        )
        self.assertEqual(self.facts(panel)["Overdue"], "1,234.50 €")
        self.assertIn("days", self.facts(panel)["Oldest overdue debt"])

    def test_stock_says_what_is_free_what_comes_and_what_is_short(self):
        location = self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.rack, location, 2)
        _order, request = self.given_request(product=self.rack, quantity=3)

        [row] = self.cells(self.panels(request)["stock"])
        self.assertEqual(row["Warehouse"], self.warehouse.name)
        self.assertEqual(
            [row[label] for label in ("Ordered", "Free Now", "There When Due", "Short")], ["3", "2", "2", "1"]
        )

    def test_order_of_services_has_no_stock(self):
        work = self._product("Assembly", 100.0, 60.0, type="service")
        _order, request = self.given_request(product=work)

        self.assertNotIn("stock", self.panels(request))

    def test_history_counts_the_orders_that_the_reader_may_read(self):
        self.given_sold()
        self.given_sold(user=self.other_salesperson, discount=4)
        self.given_order()
        _order, request = self.given_request()

        told = self.facts(self.panels(request)["customer"])
        self.assertEqual(told["Orders in 12 months"], "2 · 196.00 €")
        self.assertEqual(told["Average discount"], "2 %")
        self.assertEqual(told["Other open quotations"], "1 · 100.00 €")
        own = self.facts(self.panels(request, self.salesperson)["customer"])
        self.assertEqual(own["Orders in 12 months"], "1 · 100.00 €")
        self.assertEqual(own["Average discount"], "0 %")

    def test_customer_who_never_ordered_is_told_so(self):
        _order, request = self.given_request()
        told = self.facts(self.panels(request)["customer"])

        self.assertEqual(told["Customer since"], "no order yet")
        self.assertEqual(told["Orders in 12 months"], "0")

    def test_earlier_decisions_say_why_how_and_by_whom(self):
        _order, earlier = self.given_request()
        self.when_voted(earlier, self.lead)
        self.when_voted(earlier, self.director, "reject", "Too cheap.")
        order = self.given_order(discount=15)
        order.action_confirm()

        [row] = self.panels(self.request(order))["decisions"]["rows"]
        link, reasons, outcome, people, _day = row
        self.assertEqual((link["model"], link["id"]), ("dg.approval.request", earlier.id))
        self.assertEqual((reasons, outcome), ("Discount above 10 %", "Rejected"))
        self.assertIn(self.lead.name, people)
        self.assertIn(self.director.name, people)

    def test_decisions_on_orders_of_others_are_told_to_whoever_may_read_them(self):
        self.given_request(user=self.other_salesperson)
        order = self.given_order(discount=15)
        order.action_confirm()

        self.assertEqual(len(self.panels(self.request(order))["decisions"]["rows"]), 1)
        self.assertFalse(self.panels(self.request(order), self.salesperson)["decisions"]["rows"])

    def test_decisions_on_another_customer_are_not_told(self):
        _order, _earlier = self.given_request(partner_id=self.env["res.partner"].create({"name": "Somebody"}).id)
        order = self.given_order(discount=15)
        order.action_confirm()

        self.assertFalse(self.panels(self.request(order))["decisions"]["rows"])

    def test_attachments_of_the_document_can_be_opened(self):
        order, request = self.given_request()
        self.assertNotIn("attachments", self.panels(request))
        values = {"name": "drawing.txt", "raw": b"a shelf", "res_model": order._name, "res_id": order.id}
        drawing = self.env["ir.attachment"].create(values)

        [link] = self.panels(request)["attachments"]["links"]
        self.assertEqual(link["label"], "drawing.txt")
        self.assertEqual(link["url"], f"/web/content/{drawing.id}?download=true")

    def test_who_may_not_read_the_order_reads_no_panel(self):
        _order, request = self.given_request()
        with self.assertRaises(AccessError):
            self.panels(request, self.other_salesperson)

    def test_panels_are_written_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.lead.lang = "de_DE"
        _order, request = self.given_request(product=self.rack, quantity=3)
        told = self.panels(request, context={"lang": "de_DE"})

        self.assertEqual(self.facts(told["order"])["Untaxed amount"], "246,00 €")

    def test_step_says_who_passed_the_question_on(self):
        _order, request = self.given_request()
        colleague = self._approver("dg_colleague")
        self.rpc("dg.approval.request", "forward", request.ids, colleague.id, "You know them.", user=self.lead)
        step = request.step_ids[0].with_user(self.director)

        self.assertEqual(step.passed_on, f"{self.lead.name} to {colleague.name}: “You know them.”")
        self.assertFalse(request.step_ids[1].passed_on)

    def test_panels_cost_the_same_for_one_line_and_for_forty(self):
        goods = [self._product(f"Rack {number}", 100.0, 60.0, is_storable=True) for number in range(40)]
        _order, request = self.given_request(product=goods[0])
        long = self.given_order(discount=18, product=goods[0])
        long.write({"order_line": [Command.create({"product_id": one.id, "discount": 12}) for one in goods[1:]]})
        long.action_confirm()
        self.panels(request)
        with self.assertQueryCount(QUERIES):
            self.panels(request)
        with self.assertQueryCount(QUERIES):
            told = self.panels(self.request(long))
        self.assertEqual([len(told[key]["rows"]) for key in ("order", "stock")], [40, 40])

    def test_request_opens_with_few_queries(self):
        _order, request = self.given_request()
        form = self.env["dg.approval.request"].with_user(self.lead).get_view(view_type="form")["arch"]
        who = {"fields": {"display_name": {}}}
        fields = {field.get("name") for field in etree.fromstring(form).xpath("//field[not(ancestor::field)]")}
        spec = {name: who if request._fields[name].relational else {} for name in fields - {"step_ids", "vote_ids"}}
        spec["step_ids"] = {"fields": {"name": {}, "approver_ids": who, "due_at": {}, "passed_on": {}, "state": {}}}
        spec["vote_ids"] = {"fields": {"voted_at": {}, "step_id": who, "voter_id": who, "choice": {}, "comment": {}}}
        for _again in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.rpc("dg.approval.request", "web_read", request.ids, spec, user=self.lead)
        self.assertLessEqual(self.env.cr.sql_log_count - before, OPENING)

    def test_reasons_come_first_with_the_figures_that_the_reader_may_know(self):
        _order, request = self.given_request()
        first = next(iter(self.panels(request).values()))

        [(rule, why)] = first["facts"]
        self.assertEqual((first["key"], rule), ("reasons", "Discount above 10 %"))
        self.assertIn("Deepest line discount is 18 %", why)
        self.assertIn("It passes this rule with at most 10 %", why)

    def test_changes_since_the_request_are_told_until_it_is_closed(self):
        order, request = self.given_request()
        self.assertNotIn("changes", self.panels(request))
        order.order_line.discount = 25

        told = self.panels(request)["changes"]
        self.assertTrue(told["is_warning"])
        self.assertIn(["18", "25"], [row[1:] for row in told["rows"]])

    def test_who_is_asked_and_became_excluded_is_told_so(self):
        order, request = self.given_request()
        self.assertNotIn("answer", self.panels(request))
        order.with_user(self.lead).client_order_ref = "Changed by the team lead"

        self.assertIn("changed or submitted the document yourself", self.panels(request)["answer"]["note"])

    def test_panel_that_fails_hides_no_other(self):
        _order, request = self.given_request()
        broken = patch.object(type(self.env["sale.order"]), "_dg_customer_panel", side_effect=TypeError)
        with broken, self.assertLogs("odoo.addons.dg_approvals.models.panel_reader", "WARNING"):
            told = self.panels(request)

        self.assertIn("cannot be told", told["customer"]["note"])
        self.assertTrue(told["reasons"]["facts"] and told["order"]["rows"])

"""Is a blocked customer blocked, whoever tries to open him and however?"""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .fact_words import FactCase

BOOKS = "account.group_account_manager,base.group_partner_manager"


@tagged("post_install", "-at_install")
class TestSalesStatus(FactCase):
    """Finance and controllers say whether we sell to a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._user("dg_finance", BOOKS)
        cls.clerk = cls._user("dg_clerk", "sales_team.group_sale_salesman_all_leads,base.group_partner_manager")

    def block(self, partner=None, status="blocked"):
        """Let finance change the sales status of a customer."""
        (partner or self.customer).with_user(self.finance).write(
            {"dg_sales_status": status, "dg_sales_status_reason": "Three invoices are not paid."}
        )

    def partner(self, name, **values):
        return self.env["res.partner"].create({"name": name, **values})

    def test_customer_without_a_status_is_not_blocked(self):
        self.assertIsNone(self.value(self.given_order(), "customer_block"))

    def test_status_counts_for_every_contact_and_for_whoever_is_invoiced(self):
        contact = self.partner("Buyer", parent_id=self.customer.id)
        branch = self.partner("Branch", parent_id=self.customer.id, is_company=True)
        desk = self.partner("Desk", parent_id=branch.id)
        other = self.partner("Other", is_company=True)
        self.block()
        for values in (
            {},
            {"partner_id": contact.id},
            {"partner_id": branch.id},
            {"partner_id": desk.id},
            {"partner_id": other.id, "partner_invoice_id": desk.id},
        ):
            order = self.given_order(**values)
            with self.subTest(values=values):
                measure = self.measure(order, "customer_block")[order.id]
                self.assertEqual((measure.value, measure.where), ("blocked", self.customer.name))

    def test_gravest_status_counts(self):
        payer = self.partner("Payer", is_company=True)
        self.block(status="warning")
        self.block(payer)

        self.assertEqual(self.value(self.given_order(), "customer_block"), "warning")
        self.assertEqual(self.value(self.given_order(partner_invoice_id=payer.id), "customer_block"), "blocked")

    def test_order_of_a_blocked_customer_is_held(self):
        self.given_policy(("Customer is blocked", "hold", {"customer_block": '"blocked"'}))
        self.block()
        order = self.given_order()

        order.action_confirm()

        self.assert_held(order, "Customer is blocked")

    def test_salesperson_opens_no_customer(self):
        self.block()
        for user in (self.salesperson, self.clerk, self.sales_manager):
            for values in ({"dg_sales_status": "open"}, {"dg_sales_status_reason": "Fine."}):
                with self.subTest(user=user.login, values=values), self.assertRaises(AccessError):
                    self.rpc("res.partner", "write", self.customer.ids, values, user=user)

    def test_salesperson_makes_no_customer_with_a_status(self):
        values = {"name": "New", "dg_sales_status": "warning"}
        with self.assertRaises(AccessError):
            self.rpc("res.partner", "create", [values], user=self.clerk)
        with self.assertRaises(AccessError):
            self.rpc(
                "res.partner",
                "create",
                [{"name": "New"}],
                context={"default_dg_sales_status": "warning"},
                user=self.clerk,
            )

        answer = self.rpc("res.partner", "load", ["name", "dg_sales_status"], [["New", "Blocked"]], user=self.clerk)
        self.assertFalse(answer["ids"])
        self.assertFalse(self.env["res.partner"].search([("name", "=", "New")]))

    def test_copy_of_a_blocked_customer_is_blocked(self):
        self.block()

        copy = self.rpc(
            "res.partner", "copy", self.customer.ids, {"name": "Clean", "dg_sales_status": "open"}, user=self.clerk
        )

        copy = self.env["res.partner"].browse(copy)
        self.assertEqual((copy.name, copy.dg_sales_status), ("Clean", "blocked"))
        self.assertEqual(copy.dg_sales_status_reason, "Three invoices are not paid.")

    def test_moving_the_customer_below_another_company_opens_nothing(self):
        self.block()
        mother = self.partner("Mother", is_company=True)
        for values in (
            {"is_company": False, "parent_id": mother.id},
            {"is_company": True, "parent_id": False},
        ):
            self.rpc("res.partner", "write", self.customer.ids, values, user=self.clerk)

        self.assertEqual(self.value(self.given_order(), "customer_block"), "blocked")

    def test_blocked_customer_is_not_deleted_nor_merged_away(self):
        self.block()
        manager = self._user("dg_contacts", "base.group_partner_manager")
        clean = self.partner("Clean", is_company=True)

        with self.assertRaisesRegex(UserError, "Let finance open the customer first"):
            self.customer.with_user(manager).unlink()
        with self.assertRaisesRegex(UserError, "Let finance open the customer first"):
            self.env["base.partner.merge.automatic.wizard"]._merge((self.customer + clean).ids, clean)

    def test_finance_and_controller_change_the_status_on_record(self):
        self.block()
        controller = self.controller
        controller.group_ids += self.env.ref("base.group_partner_manager")
        self.customer.with_user(controller).dg_sales_status = "open"
        self.customer.with_user(self.finance).dg_sales_status = "open"

        self.assertEqual(self.journal(self.customer), ["customer.sales_status_changed"] * 2)
        events = self.env["dg.event"].search([("document_model", "=", "res.partner")], order="id")
        self.assertEqual(events.mapped("actor_id"), self.finance + controller)
        self.assertIn('"to":"blocked"', events[0].payload.replace(" ", ""))

    def test_controller_changes_the_status_without_the_right_to_edit_contacts(self):
        contact = self.partner("Buyer", parent_id=self.customer.id)
        wizards = self.env["dg.sales.status.wizard"].with_user(self.controller)
        with self.assertRaises(ValidationError):
            wizards.create({"partner_id": contact.id, "status": "blocked", "reason": " "}).action_apply()

        wizards.create({"partner_id": contact.id, "status": "blocked", "reason": "Not paid."}).action_apply()

        self.assertEqual((self.customer.dg_sales_status, contact.dg_sales_status), ("blocked", "open"))
        self.assertEqual(self.customer.dg_sales_status_reason, "Not paid.")
        self.assertEqual(self.env["dg.event"].search([], order="id desc", limit=1).actor_id, self.controller)

    def test_dialog_is_closed_to_everybody_else(self):
        values = {"partner_id": self.customer.id, "status": "open", "reason": "Fine."}
        self.block()
        for user in (self.salesperson, self.clerk, self.manager, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.sales.status.wizard", "create", [values], user=user)
        opened = self.env["dg.sales.status.wizard"].create(values)
        with self.assertRaises(AccessError):
            opened.with_user(self.clerk).action_apply()
        self.assertEqual(self.customer.dg_sales_status, "blocked")

    def test_customer_on_the_portal_does_not_read_why_he_is_blocked(self):
        self.block()
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        portal.partner_id.parent_id = self.customer

        with self.assertRaises(AccessError):
            self.rpc("res.partner", "read", portal.partner_id.ids, ["dg_sales_status_reason"], user=portal)

    def test_form_shows_the_status_and_lets_only_finance_edit_it(self):
        for user, is_readonly in ((self.salesperson, True), (self.finance, False), (self.controller, False)):
            described = self.rpc("res.partner", "fields_get", ["dg_sales_status"], user=user)
            with self.subTest(user=user.login):
                self.assertEqual(described["dg_sales_status"]["readonly"], is_readonly)

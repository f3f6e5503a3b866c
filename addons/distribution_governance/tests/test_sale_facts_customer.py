"""Is it the customer that is measured, and not what the order says about him?"""

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .fact_words import FactCase


@tagged("post_install", "-at_install")
class TestSaleFactsCustomer(FactCase):
    """Country, age and team."""

    def partner(self, name, **values):
        """Enter a contact."""
        return self.env["res.partner"].create({"name": name, **values})

    # ---- country ----

    def test_country_is_that_of_the_company_whatever_address_the_order_names(self):
        self.customer.country_id = self.env.ref("base.nl")
        abroad = self.partner("Depot", parent_id=self.customer.id, type="other", country_id=self.env.ref("base.us").id)
        payer = self.partner("Payer", is_company=True, country_id=self.env.ref("base.us").id)
        for values in (
            {},
            {"partner_id": abroad.id},
            {"partner_shipping_id": abroad.id},
            {"partner_invoice_id": payer.id},
        ):
            with self.subTest(values=values):
                self.assertEqual(self.value(self.given_order(**values), "customer_country"), "NL")

    def test_country_is_missing_where_the_company_has_none(self):
        self.assertIsNone(self.value(self.given_order(), "customer_country"))

    # ---- tags ----

    def test_tags_are_those_of_the_company_in_the_source_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        tags = self.env["res.partner.category"].create(
            [{"name": "Key account"}, {"name": "Cash only"}, {"name": "Old"}]
        )
        tags[0].with_context(lang="fr_FR").name = "Grand compte"
        tags[2].active = False
        self.customer.category_id = tags
        gold = self.env["res.partner.category"].create({"name": "Gold"})
        contact = self.partner("Buyer", parent_id=self.customer.id, category_id=gold.ids)
        order = self.given_order(partner_id=contact.id)

        tagged = self.value(order.with_context(lang="fr_FR"), "customer_tags")

        self.assertEqual(tagged, frozenset({"Key account", "Cash only"}))
        self.assertIsNone(self.value(self.given_order(partner_id=self.partner("New").id), "customer_tags"))

    def test_policy_asks_for_one_tag_among_several(self):
        names = ("Key account", "Cash only")
        self.customer.category_id = self.env["res.partner.category"].create([{"name": name} for name in names])
        self.given_policy(("Cash only", "hold", {"customer_tags": '"Cash only"'}))
        order = self.given_order()

        order.action_confirm()

        self.assert_held(order, "Cash only")
        self.assertIn("Cash only, Key account", self.holds(order).explanation)

    # ---- age ----

    def given_past_order(self, day, partner=None):
        """Confirm an order on a day in the past."""
        with freeze_time(f"{day} 08:00:00"):
            order = self.given_order(partner_id=(partner or self.customer).id)
            order.action_confirm()
        self.env.cr.execute("UPDATE sale_order SET create_date = %s WHERE id = %s", (f"{day} 08:00:00", order.id))
        self.env.invalidate_all()
        return order

    @freeze_time("2026-03-10 12:00:00")
    def test_age_counts_from_the_first_confirmed_order_of_the_company(self):
        contact = self.partner("Buyer", parent_id=self.customer.id, active=False)
        self.given_past_order("2026-02-28")
        self.given_past_order("2026-03-08", contact)

        self.assertEqual(self.value(self.given_order(), "customer_age_days"), 10)
        self.assertEqual(self.value(self.given_order(partner_id=contact.id), "customer_age_days"), 10)

    def test_who_never_ordered_is_new(self):
        self.given_order()
        cancelled = self.given_order()
        cancelled.action_confirm()
        cancelled._action_cancel()

        self.assertIsNone(self.value(self.given_order(), "customer_age_days"))

    def test_order_dated_back_makes_no_old_customer(self):
        past = self.given_order()
        past.action_confirm()
        self.rpc("sale.order", "write", past.ids, {"date_order": fields.Datetime.to_datetime("2019-01-01 08:00:00")})

        self.assertEqual(self.value(self.given_order(), "customer_age_days"), 0)

    # ---- team ----

    def given_team(self, name, *users):
        """Make a sales team of these people."""
        return self.env["crm.team"].create(
            {
                "name": name,
                "company_id": self.company.id,
                "crm_team_member_ids": [Command.create({"user_id": user.id}) for user in users],
            }
        )

    def test_team_is_that_of_the_salesperson_whatever_the_order_says(self):
        self.given_team("North", self.salesperson)
        south = self.given_team("South", self.other_salesperson)
        order = self.given_order()
        self.assertEqual(self.value(order, "sales_team"), "North")

        self.rpc("sale.order", "write", order.ids, {"team_id": south.id})
        self.assertEqual(self.value(order, "sales_team"), "North")

        self.rpc("sale.order", "write", order.ids, {"user_id": False})
        self.assertEqual(self.value(order, "sales_team"), "North")

    def test_team_of_the_order_counts_among_the_salespersons_own_teams(self):
        self.env["ir.config_parameter"].sudo().set_param("sales_team.membership_multi", True)
        self.given_team("North", self.salesperson)
        south = self.given_team("South", self.salesperson)

        self.assertEqual(self.value(self.given_order(team_id=south.id), "sales_team"), "South")

    def test_team_is_missing_for_a_salesperson_without_one(self):
        team = self.given_team("South", self.other_salesperson)

        self.assertIsNone(self.value(self.given_order(team_id=team.id), "sales_team"))

    # ---- cost ----

    def test_few_queries_for_any_batch(self):
        self.given_past_order("2026-01-05")
        self.customer.dg_sales_status = "blocked"
        self.given_team("North", self.salesperson)
        order = self.given_order(partner_id=self.partner("Buyer", parent_id=self.customer.id).id)

        self.assert_few_queries(order, "customer_block", "customer_country", "customer_tags", at_most=1)
        self.assert_few_queries(order, "customer_age_days", at_most=1)
        self.assert_few_queries(order, "sales_team", at_most=1)

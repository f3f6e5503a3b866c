"""Can people add facts without code, and do policies rest on them safely?"""

from datetime import date
from decimal import Decimal

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .custom_fact_words import ACCOUNTANTS, CustomFactCase


@tagged("post_install", "-at_install")
class TestCustomFacts(CustomFactCase):
    """A fact is a stored field that the document leads to."""

    # ---- values ----

    def test_every_kind_of_field_becomes_a_value_of_its_kind(self):
        self.customer.write({"color": 7, "ref": "A-17", "country_id": self.env.ref("base.nl").id, "is_company": True})
        order = self.given_order(validity_date=date(2026, 12, 24))
        for path, unit, expected in (
            ("partner_id.color", "count", Decimal(7)),
            ("partner_id.ref", "category", "A-17"),
            ("partner_id.country_id", "category", "Netherlands"),
            ("partner_id.is_company", "flag", True),
            ("partner_id.type", "category", "contact"),
            ("validity_date", "date", date(2026, 12, 24)),
            ("require_signature", "flag", order.require_signature),
            ("partner_id.commercial_partner_id.country_id.code", "category", "NL"),
        ):
            fact = self.given_fact(path, unit)
            with self.subTest(path=path):
                self.assertEqual(self.value(order, fact.key), expected)

    def test_what_is_empty_is_missing_but_zero_and_no_are_values(self):
        order = self.given_order()
        order.validity_date = False
        for path, unit, expected in (
            ("partner_id.color", "count", Decimal(0)),
            ("partner_id.ref", "category", None),
            ("partner_id.country_id", "category", None),
            ("partner_id.country_id.code", "category", None),
            ("partner_id.state_id.country_id.phone_code", "count", None),
            ("partner_id.employee", "flag", False),
            ("validity_date", "date", None),
        ):
            fact = self.given_fact(path, unit)
            with self.subTest(path=path):
                self.assertEqual(self.value(order, fact.key), expected)

    def test_money_is_in_company_currency(self):
        euros = self.given_order()
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "company_id": self.company.id, "rate": 1.25, "name": "2020-01-01"}
        )
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollar", "company_id": self.company.id, "currency_id": dollar.id}
        )
        fact = self.given_fact("amount_total", "money", disclosure=False)
        orders = self.given_order(pricelist_id=pricelist.id) + euros

        self.assertEqual(self.values(orders, fact.key), [80, 100])
        dollar.rate_ids.unlink()
        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            measured = self.measure(orders, fact.key)
        self.assertEqual([measured[order.id].is_failed for order in orders], [True, False])

    def test_language_of_the_caller_changes_no_value(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.customer.country_id = self.env.ref("base.nl")
        self.env.ref("base.nl").with_context(lang="fr_FR").name = "Pays-Bas"
        fact = self.given_fact("partner_id.country_id", "category")

        self.assertEqual(self.value(self.given_order().with_context(lang="fr_FR"), fact.key), "Netherlands")

    def test_policy_on_a_fact_of_ones_own_holds(self):
        fact = self.given_fact("partner_id.color", "count")
        self.given_policy_on(fact, "> 5")
        order = self.given_order()
        order.action_confirm()
        self.assert_confirmed(order)
        self.customer.color = 6

        order = self.given_order()
        order.action_confirm()

        self.assert_held(order, "Mine")

    def test_figure_is_shown_to_the_chosen_group_only(self):
        fact = self.given_fact("partner_id.color", "count", disclosure=ACCOUNTANTS)
        self.given_policy_on(fact, ">= 0")
        self.customer.color = 97531
        order = self.given_order()

        order.action_confirm()

        hold = self.holds(order)
        self.assertNotIn("531", hold.with_user(self.salesperson).explanation)
        self.assertIn("is 97,531", hold.with_user(self.controller).explanation)

    def test_field_that_is_gone_holds_what_it_decided_on(self):
        fact = self.given_fact("partner_id.color", "count")
        self.given_policy_on(fact, "> 5")
        self.env.cr.execute("UPDATE dg_fact SET path = 'partner_id.gone' WHERE id = %s", [fact.id])
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        order = self.given_order()

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            order.action_confirm()

        self.assertEqual(order.state, "draft")

    # ---- keys ----

    def test_key_follows_from_the_name_and_never_meets_a_declared_one(self):
        fact = self.given_fact("partner_id.color", "count", name="Colour of Customer!")
        self.assertEqual(fact.key, "x_colour_of_customer")
        for key in ("free", "X_Upper", "x_", "x_no way"):
            with self.subTest(key=key), self.assertRaises(ValidationError):
                self.given_fact("partner_id.color", "count", key=key)

        declared = self.env["sale.order"]._dg_declared_facts()
        self.assertFalse([key for key in declared if key.startswith("x_")])

    def test_installing_again_leaves_facts_of_ones_own_alone(self):
        fact = self.given_fact("partner_id.color", "count")

        self.env["dg.fact"]._sync_declared()

        self.assertEqual((fact.path, fact.active), ("partner_id.color", True))
        self.assertFalse(fact.get_external_id()[fact.id])

    # ---- who may, and when not ----

    def test_only_a_manager_adds_facts(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.given_fact("partner_id.color", "count", user=user)

    def test_declared_facts_are_not_changed_by_hand(self):
        declared = self.env.ref("distribution_governance.dg_fact_sale_order_credit_over_limit")
        for values in ({"disclosure": False}, {"name": "Mine"}, {"path": "amount_total"}, {"active": False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.rpc("dg.fact", "write", declared.ids, values, user=self.manager)
        with self.assertRaises(AccessError):
            self.rpc("dg.fact", "unlink", declared.ids, user=self.manager)
        with self.assertRaises(AccessError):
            self.rpc("dg.fact", "create", [{"name": "No path", "key": "x_none", "unit": "count"}], user=self.manager)
        fact = self.given_fact("partner_id.color", "count")
        with self.assertRaises(AccessError):
            self.rpc("dg.fact", "write", fact.ids, {"path": False}, user=self.manager)

    def test_fact_in_use_keeps_its_meaning(self):
        fact = self.given_fact("partner_id.color", "count")
        policy = self.given_policy_on(fact, "> 5")
        policy.rule_ids.condition_ids.unlink()
        for values in ({"path": "partner_id.id"}, {"unit": "money"}, {"disclosure_group_id": False}, {"key": "x_new"}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "Sales policy, version 1"):
                fact.write(values)
        with self.assertRaisesRegex(UserError, "Sales policy, version 1"):
            fact.unlink()

        fact.write({"name": "Colour", "active": False})
        self.customer.color = 6
        order = self.given_order()
        order.action_confirm()
        self.assert_held(order, "Mine")

    def test_fact_in_a_draft_is_not_removed(self):
        fact = self.given_fact("partner_id.color", "count")
        policy = self.given_draft(("Mine", "hold", {}))
        policy.rule_ids.condition_ids = [(0, 0, {"fact_id": fact.id, "test": "> 5"})]

        with self.assertRaisesRegex(UserError, "Policy “Sales policy” uses the fact"):
            fact.unlink()

    def test_fact_that_nobody_uses_is_changed_and_removed(self):
        fact = self.given_fact("partner_id.color", "count")
        order = self.given_order()
        key = fact.key
        self.assertEqual(self.value(order, key), 0)

        fact.path = "company_id.id"
        fact.path = "partner_id.id"
        self.assertEqual(self.value(order, key), self.customer.id)
        fact.unlink()
        self.assertTrue(self.measure(order, key)[order.id].is_failed)

    # ---- cost ----

    def test_few_queries_for_any_batch(self):
        fact = self.given_fact("partner_id.color", "count")
        order = self.given_order()

        self.assert_few_queries(order, fact.key)

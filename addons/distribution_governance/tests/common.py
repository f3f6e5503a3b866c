"""The words in which the tests of governance are written."""

from odoo import Command
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, new_test_user

PREFIX = "distribution_governance.dg_fact_sale_order_"


class GovernanceCase(TransactionCase):
    """A company with a price list of 100 for a shelf that costs 60, two salespeople and people who govern."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "no_reset_password": True})
        cls.company = cls.env["res.company"].create(
            {"name": "Test Wholesale", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.env.ref("base.EUR").active = True
        cls.env.user.company_ids = [Command.link(cls.company.id)]
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.salesperson = cls._user("dg_sales", "sales_team.group_sale_salesman")
        cls.other_salesperson = cls._user("dg_sales2", "sales_team.group_sale_salesman")
        cls.sales_manager = cls._user("dg_sales_manager", "sales_team.group_sale_manager")
        cls.controller = cls._user(
            "dg_controller", "distribution_governance.group_dg_controller,sales_team.group_sale_salesman_all_leads"
        )
        cls.manager = cls._user("dg_manager", "distribution_governance.group_dg_manager")
        cls.second_manager = cls._user("dg_manager2", "distribution_governance.group_dg_manager")
        cls.auditor = cls._user("dg_auditor", "distribution_governance.group_dg_auditor")
        cls.customer = cls.env["res.partner"].create({"name": "Harbour Street Hardware", "is_company": True})
        cls.shelf = cls._product("Steel Shelf", 100.0, 60.0)
        cls.process = cls.env["dg.process"].create(
            {"name": "Sales", "company_id": cls.company.id, "owner_id": cls.sales_manager.id, "mode": "enforce"}
        )

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env, login, groups=f"base.group_user,{groups}", company_id=cls.company.id, company_ids=cls.company.ids
        )

    @classmethod
    def _product(cls, name, price, cost, **values):
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "list_price": price, "standard_price": cost, "taxes_id": False, **values}
        )

    # ---- given ----

    def given_policy(self, *rules, **values):
        """Publish a policy; each rule is (reason, effect, {fact: test})."""
        policy = self.given_draft(*rules, **values)
        policy.action_publish()
        return policy

    def given_draft(self, *rules, **values):
        """Write a policy without publishing it."""
        return self.env["dg.policy"].create(
            {
                "name": "Sales policy",
                "process_id": self.process.id,
                "company_id": self.company.id,
                "rule_ids": [
                    Command.create(
                        {
                            "name": name,
                            "effect": effect,
                            "condition_ids": [
                                Command.create({"fact_id": self.env.ref(PREFIX + fact).id, "test": test})
                                for fact, test in tests.items()
                            ],
                        }
                    )
                    for name, effect, tests in rules
                ],
                **values,
            }
        )

    def given_discount_policy(self, **values):
        """Publish the policy of most tests: more than 10 % discount is held."""
        return self.given_policy(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}), **values)

    def given_order(self, discount=0.0, quantity=1, product=None, user=None, **values):
        """Enter an order of one line as a salesperson."""
        line = {
            "product_id": (product or self.shelf).id,
            "product_uom_qty": quantity,
            "discount": discount,
            **values.pop("line", {}),
        }
        orders = self.env["sale.order"].with_user(user or self.salesperson)
        return orders.create({"partner_id": self.customer.id, "order_line": [Command.create(line)], **values})

    # ---- when ----

    def when_released(self, order, user=None, reason="Agreed with the sales manager.", **values):
        """Release every active hold of the order through the dialog."""
        wizard = self.env["dg.release.wizard"].with_user(user or self.controller)
        return wizard.create({"hold_ids": self.holds(order, "active").ids, "reason": reason, **values}).action_release()

    def rpc(self, model, method, *args, user=None, **kwargs):
        """Call a method of a model as a remote client does."""
        return call_kw(self.env[model].with_user(user or self.salesperson), method, list(args), kwargs)

    # ---- what is there ----

    def holds(self, order, *states):
        """Return the holds of the order, in any state or in the given ones."""
        domain = [("document_model", "=", order._name), ("document_id", "in", order.ids)]
        return self.env["dg.hold"].search(domain + ([("state", "in", states)] if states else []), order="id")

    def decisions(self, order):
        """Return the decisions on the order, oldest first."""
        domain = [("document_model", "=", order._name), ("document_id", "in", order.ids)]
        return self.env["dg.decision"].search(domain, order="id")

    def journal(self, record):
        """Return the codes of the events about the record, oldest first."""
        domain = [("document_model", "=", record._name), ("document_id", "in", record.ids)]
        return [event.event_type_id.code for event in self.env["dg.event"].search(domain, order="id")]

    # ---- then ----

    def assert_held(self, order, *reasons):
        """The order is not confirmed and held for exactly these reasons."""
        self.assertEqual(order.state, "draft")
        self.assertEqual(sorted(self.holds(order, "active").mapped("rule_name")), sorted(reasons))

    def assert_confirmed(self, order):
        """The order is confirmed and nothing holds it."""
        self.assertEqual(order.state, "sale")
        self.assertFalse(self.holds(order, "active"))

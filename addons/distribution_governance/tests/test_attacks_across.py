"""Can an insider get past the gate by a company, a scope, a credit note in disguise or somebody else's release?"""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..exceptions import GateClosed
from .test_proposals import ProposalCase


@tagged("post_install", "-at_install")
class TestAttacksAcross(ProposalCase):
    """Each test is one attack, made the way a remote client makes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sister = cls.env["res.company"].create({"name": "Sister", "currency_id": cls.company.currency_id.id})
        cls.env.user.company_ids = [Command.link(cls.sister.id)]
        cls.traveller = new_test_user(
            cls.env,
            "dg_traveller",
            groups="base.group_user,sales_team.group_sale_salesman",
            company_id=cls.company.id,
            company_ids=(cls.company | cls.sister).ids,
        )
        cls.hour = cls._product("Hour", 100.0, 60.0, type="service", invoice_policy="delivery")

    def given_traveller_order(self, company, **values):
        """Confirm an order of a salesperson of both companies, in one of them."""
        values = {
            "partner_id": self.customer.id,
            "company_id": company.id,
            "order_line": [Command.create({"product_id": self.hour.id, **values})],
        }
        shared = self.env["product.pricelist"].create({"name": "Shared", "company_id": False})
        values["pricelist_id"] = shared.id
        orders = self.env(user=self.traveller.id, context={"allowed_company_ids": (company | self.company).ids})
        order = orders["sale.order"].create(values)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        return order

    # ---- companies ----

    def move(self, order, company, **values):
        self.rpc(
            "sale.order",
            "write",
            order.ids,
            {"company_id": company.id, "team_id": False, "warehouse_id": False, **values},
            user=self.traveller,
            context={"allowed_company_ids": (self.company | self.sister).ids},
        )

    def test_order_confirmed_in_a_company_without_policy_does_not_move_here(self):
        self.given_discount_policy()
        order = self.given_traveller_order(self.sister, discount=60)

        with self.assertRaises(GateClosed):
            self.move(order, self.company)

        self.assertEqual(order.company_id, self.sister)

    def test_order_confirmed_here_does_not_leave_for_a_company_without_policy(self):
        self.given_discount_policy()
        order = self.given_traveller_order(self.company)

        with self.assertRaises(GateClosed):
            self.move(order, self.sister, order_line=[self.update(order.order_line, discount=60)])

        self.assertEqual(order.company_id, self.company)

    # ---- scopes ----

    def given_teams(self):
        """Make a team in the scope and one beside it."""
        team = {"company_id": self.company.id}
        return self.env["crm.team"].create([{"name": "Bristol", **team}, {"name": "Elsewhere", **team}])

    def test_order_confirmed_beside_the_scope_does_not_move_into_it(self):
        inside, outside = self.given_teams()
        self.given_discount_policy(domain='[("team_id.name", "=", "Bristol")]')
        order = self.given_confirmed(team_id=inside.id)

        self.rpc(
            "sale.order",
            "write",
            order.ids,
            {"team_id": outside.id, "order_line": [self.update(order.order_line, discount=60)]},
        )
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "write", order.ids, {"team_id": inside.id})

    def test_order_observed_beside_the_pilot_does_not_move_into_it(self):
        inside, outside = self.given_teams()
        self.process.scope_ids = [Command.create({"domain": '[("team_id.name", "=", "Bristol")]'})]
        self.given_discount_policy()
        order = self.given_confirmed(team_id=inside.id)

        self.rpc(
            "sale.order",
            "write",
            order.ids,
            {"team_id": outside.id, "order_line": [self.update(order.order_line, discount=60)]},
        )
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "write", order.ids, {"team_id": inside.id})

    # ---- credit ----

    def given_credit_policy(self):
        self.customer.with_company(self.company).credit_limit = 1000
        self.given_policy(("Over credit", "hold", {"credit_over_limit": "> 0"}))

    def test_return_that_nobody_ships_makes_no_credit(self):
        self.given_credit_policy()
        negative = self.given_order(quantity=-50, product=self.hour)
        negative.action_confirm()
        order = self.given_order(quantity=50)
        self.rpc("sale.order", "action_confirm", order.ids)

        self.assert_held(order, "Over credit")

    def test_return_in_the_same_batch_makes_no_credit(self):
        self.given_credit_policy()
        orders = self.given_order(quantity=-50, product=self.hour) | self.given_order(quantity=50)
        self.rpc("sale.order", "action_confirm", orders.ids)

        self.assert_held(orders[1], "Over credit")

    def test_released_order_leaves_no_room_for_the_rest_of_its_batch(self):
        self.given_credit_policy()
        first, second = self.given_order(quantity=9), self.given_order(quantity=9)
        third = self.given_order(quantity=11)
        third.action_confirm()
        self.assert_held(third, "Over credit")
        hold = self.holds(third, "active")
        hold._move_to(
            "released",
            released_by_id=self.controller.id,
            released_values=hold._figures(),
            released_fingerprint=hold.decision_id.fingerprint,
            released_party=third._dg_party(),
        )
        self.rpc("sale.order", "action_confirm", (third | first | second).ids)

        self.assertEqual(third.state, "sale")
        self.assert_held(first, "Over credit")
        self.assert_held(second, "Over credit")

    # ---- delivered more than ordered ----

    def test_hours_beyond_the_order_count_for_its_amount(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 1000"}))
        order = self.given_confirmed(product=self.hour)

        with self.assertRaises(GateClosed):
            self.when_line_written(order, qty_delivered=500)

    def test_hours_beyond_the_order_count_for_credit(self):
        self.given_credit_policy()
        order = self.given_confirmed(product=self.hour)

        with self.assertRaises(GateClosed):
            self.when_line_written(order, qty_delivered=500)

    # ---- what others may not read ----

    def test_comparison_shows_no_policy_of_another_company(self):
        policy = self.given_discount_policy()
        version = policy.current_version_id
        stranger = new_test_user(
            self.env,
            "dg_stranger",
            groups="base.group_user,sales_team.group_sale_manager",
            company_id=self.sister.id,
            company_ids=self.sister.ids,
        )
        with self.assertRaises(UserError):
            (row,) = self.rpc(
                "dg.policy.comparison",
                "create",
                [{"policy_id": policy.id, "after_id": version.id}],
                user=stranger,
                context={"allowed_company_ids": self.sister.ids},
            )
            self.rpc(
                "dg.policy.comparison",
                "read",
                [row],
                ["changes"],
                user=stranger,
                context={"allowed_company_ids": self.sister.ids},
            )

"""Who answers for a process, and what happens when people leave?"""

from odoo.tests import tagged

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestProcessPeople(ControlCase):
    """Archived owners and archived requesters."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()

    def test_hold_belongs_to_the_owner_of_its_process(self):
        self.assertEqual(self.holds(self.given_held()).owner_id, self.sales_manager)

    def test_deputy_answers_when_the_owner_has_left(self):
        self.process.deputy_id = self.second_manager
        self.sales_manager.active = False

        self.assertEqual(self.holds(self.given_held()).owner_id, self.second_manager)
        self.assertFalse(self.process.is_unattended)

    def test_process_whose_people_have_left_says_so_and_still_holds(self):
        self.sales_manager.active = False

        hold = self.holds(self.given_held())

        self.assertEqual((hold.state, hold.owner_id.id), ("active", False))
        self.assertTrue(self.process.is_unattended)

    def test_change_of_owner_is_recorded(self):
        self.process.with_user(self.manager).write({"owner_id": self.manager.id, "deputy_id": self.second_manager.id})

        self.assertEqual(
            self.payload_of(self.process, "process.people_changed"),
            {"owner": self.manager.id, "deputy": self.second_manager.id},
        )

    # ---- whoever asked has left ----

    def test_order_of_a_requester_who_left_goes_on_with_the_rights_of_its_salesperson(self):
        order = self.given_held()
        order.with_user(self.sales_manager).user_id = self.other_salesperson
        self.salesperson.active = False

        self.when_released(order)

        self.assert_confirmed(order)
        confirmed = self.env["dg.event"].search(order._dg_rows_domain(), order="id desc", limit=1)
        self.assertEqual((confirmed.actor_id, confirmed.on_behalf_of_id), (self.controller, self.other_salesperson))

    def test_order_nobody_looks_after_stays_and_becomes_an_exception(self):
        order = self.given_held(team_id=False)
        self.salesperson.active = False

        answer = self.when_released(order)

        self.assertEqual(order.state, "draft")
        self.assertIn("has left", answer["params"]["message"])
        self.assertEqual((self.exceptions().kind, self.exceptions().document_id), ("resume_failed", order.id))
        self.assertEqual(self.holds(order).state, "released")

    def test_released_order_of_somebody_who_left_is_confirmed_by_the_next_salesperson(self):
        order = self.given_held(team_id=False)
        self.salesperson.active = False
        self.when_released(order)
        order.with_user(self.sales_manager).user_id = self.other_salesperson

        order.with_user(self.other_salesperson).action_confirm()

        self.assert_confirmed(order)
        self.assertEqual(self.exceptions().state, "resolved")

    def test_somebody_who_left_and_had_a_hand_in_it_is_still_remembered(self):
        order = self.given_held(user=self.controller)
        self.controller.active = False

        self.assertIn(self.controller, order._dg_hands())

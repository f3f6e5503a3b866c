"""May a block be overridden, by whom, how long, and what remains of it?"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..exceptions import ReleaseRefused
from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestOverride(ControlCase):
    """Overriding a block of a sales order that is worth 100."""

    def tomorrow(self, days=1):
        """Return a moment in the future."""
        return fields.Datetime.now() + timedelta(days=days)

    def given_blocked(self, override_limit=1000, **values):
        """Publish a policy whose blocks may be overridden, by one controller up to the limit; block an order."""
        self.policy = self.given_block_policy(override_limit=override_limit, **values)
        return self.given_held()

    def test_blocked_order_that_is_overridden_confirms_and_the_journal_says_so(self):
        order = self.given_blocked()
        self.assertEqual(order.dg_gate_state, "blocked")

        answer = self.when_released(order)

        self.assert_confirmed(order)
        self.assertEqual(answer["params"]["title"], "Overridden")
        self.assertEqual(self.journal(order), ["sale_order.held", "hold.overridden", "sale_order.confirmed"])
        hold = self.holds(order)
        self.assertEqual((hold.is_override, hold.released_by_id), (True, self.controller))
        self.assertAlmostEqual(hold.valid_until, self.tomorrow(7), delta=timedelta(minutes=1))

    def test_block_of_a_policy_that_does_not_allow_it_is_never_overridden(self):
        order = self.given_blocked(allow_override=False)

        for permit in ("_release", "_override"):
            with self.subTest(permit=permit), self.assertRaisesRegex(ReleaseRefused, "has to change"):
                getattr(self.holds(order).with_user(self.controller), permit)("Anyway.", self.tomorrow())

    def test_block_is_overridden_and_not_released(self):
        order = self.given_blocked()

        with self.assertRaisesRegex(ReleaseRefused, "only overridden"):
            self.holds(order).with_user(self.controller)._release("Fine.")

    def test_hold_is_released_and_not_overridden(self):
        self.given_discount_policy(allow_override=True)
        order = self.given_held()

        with self.assertRaisesRegex(ReleaseRefused, "release it instead"):
            self.holds(order).with_user(self.controller)._override("Fine.", self.tomorrow())

    def test_override_has_an_end_that_the_policy_limits(self):
        order = self.given_blocked(release_max_days=2)
        hold = self.holds(order).with_user(self.controller)
        for end in (False, self.tomorrow(3)):
            with self.subTest(end=end), self.assertRaisesRegex(ReleaseRefused, "at most"):
                hold._override("Fine.", end)
        with self.assertRaisesRegex(ReleaseRefused, "in the future"):
            hold._override("Fine.", self.tomorrow(-1))

        hold._override("Fine.", self.tomorrow(1))

        self.assert_confirmed(order)

    def test_whoever_made_changed_or_submitted_the_order_does_not_override_it(self):
        order = self.given_blocked()
        made, changed, submitted = self.given_held(user=self.controller), order, self.given_held()
        self.when_written_by(self.controller, changed, {"client_order_ref": "mine"})
        submitted.with_user(self.controller).action_confirm()

        for own in (made, changed, submitted):
            with self.subTest(order=own.name), self.assertRaisesRegex(ReleaseRefused, "Ask another controller"):
                self.when_released(own)

    def test_override_covers_nothing_worse(self):
        order = self.given_blocked()
        order.order_line.discount = 30

        self.when_released(order)

        self.assertEqual(order.dg_gate_state, "blocked")

    def test_override_ends_with_the_permission_of_the_policy(self):
        order = self.given_blocked()
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        order.action_confirm()
        block = self.holds(order).filtered("is_block")
        block.with_user(self.controller)._override("Fine.", self.tomorrow())
        self.assert_held(order, "Large")

        self.policy.allow_override = False
        self.policy.action_publish()
        self.when_released(order)

        self.assertEqual(order.dg_gate_state, "blocked")

    def test_override_above_the_limit_takes_two_controllers(self):
        order = self.given_blocked(override_limit=99)

        self.when_released(order)
        self.assertEqual(order.dg_gate_state, "blocked")
        self.when_released(order, user=self.second_controller)

        self.assert_confirmed(order)
        self.assertEqual(
            self.journal(order), ["sale_order.held", "hold.endorsed", "hold.overridden", "sale_order.confirmed"]
        )
        self.assertEqual(self.payload_of(order, "hold.overridden")["endorsed_by"], self.controller.ids)

    def test_override_takes_two_controllers_where_no_limit_is_set(self):
        order = self.given_blocked(override_limit=0)

        self.when_released(order)

        self.assertEqual(self.holds(order).state, "active")

    def test_salesperson_and_manager_cannot_override(self):
        order = self.given_blocked()
        for user in (self.salesperson, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.when_released(order, user=user)
        with self.assertRaisesRegex(ReleaseRefused, "Only a controller"):
            self.holds(order).with_user(self.salesperson)._override("I say so.", self.tomorrow())

    def test_nobody_writes_an_override_by_hand(self):
        order = self.given_blocked()
        hold = self.holds(order)
        for user in (self.salesperson, self.controller, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.hold", "write", hold.ids, {"is_override": True, "is_block": False}, user=user)
        with self.assertRaises(AccessError):
            hold.sudo().write({"is_override": True})

    def test_terms_are_frozen_in_the_version_and_their_change_has_an_author(self):
        self.given_blocked()
        self.assertFalse(self.policy.has_unpublished_changes)
        self.policy.with_user(self.manager).allow_override = False

        self.assertTrue(self.policy.has_unpublished_changes)
        self.assertEqual(self.policy.author_ids, self.manager)
        self.assertTrue(self.policy.current_version_id._release_terms().allow_override)

    def test_version_from_before_there_were_terms_is_no_unpublished_change(self):
        policy = self.given_discount_policy()

        self.assertNotIn("release_limit", policy.current_version_id._content())
        self.assertFalse(policy.has_unpublished_changes)

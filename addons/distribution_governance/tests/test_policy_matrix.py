"""Can a decision table be edited as a grid, and is every wrong cell told in words?"""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..exceptions import PolicyNotPublishable
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestPolicyMatrix(GovernanceCase):
    """Cells, columns and what is said about them."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_draft(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Large order with discount", "warn", {"deepest_discount": "> 0", "amount_untaxed": "> 5000"}),
        )
        self.rule = self.policy.rule_ids[0]

    def check(self, *tests, user=None):
        """Ask what is wrong with tests, as the grid does while somebody types."""
        return self.rpc("dg.policy", "check_tests", "sale.order", list(tests), user=user or self.manager)

    # ---- cells ----

    def test_cells_say_what_the_conditions_say(self):
        self.assertEqual(
            [rule.cells for rule in self.policy.rule_ids],
            [{"deepest_discount": "> 10"}, {"deepest_discount": "> 0", "amount_untaxed": "> 5000"}],
        )

    def test_writing_cells_adds_changes_and_removes_conditions(self):
        rule = self.policy.rule_ids[1]
        kept = rule.condition_ids.filtered(lambda cell: cell.fact_id.key == "amount_untaxed")

        self.rpc(
            "dg.policy.rule",
            "write",
            rule.ids,
            {"cells": {"deepest_discount": " [5..10) ", "amount_untaxed": "> 5000", "margin_percent": "null"}},
            user=self.manager,
        )

        tests = {cell.fact_id.key: cell.test for cell in rule.condition_ids}
        self.assertEqual(tests, {"deepest_discount": "[5..10)", "amount_untaxed": "> 5000", "margin_percent": "null"})
        self.assertIn(kept, rule.condition_ids, "an unchanged cell keeps its condition")

    def test_cell_that_is_empty_or_a_dash_is_no_condition(self):
        rule = self.policy.rule_ids[1]
        for nothing in ("-", " - ", "", False):
            with self.subTest(nothing=nothing):
                rule.cells = {"deepest_discount": "> 0", "amount_untaxed": "> 5000"}
                rule.cells = {"deepest_discount": "> 0", "amount_untaxed": nothing}
                self.assertEqual(rule.condition_ids.fact_id.mapped("key"), ["deepest_discount"])

    def test_whoever_changes_a_cell_is_an_author(self):
        self.rpc("dg.policy.rule", "write", self.rule.ids, {"cells": {"deepest_discount": "> 12"}}, user=self.manager)

        with self.assertRaisesRegex(PolicyNotPublishable, "Ask another governance manager"):
            self.policy.with_user(self.manager).action_publish()

    def test_salesperson_changes_no_cell(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.policy.rule", "write", self.rule.ids, {"cells": {}}, user=user)
        self.assertEqual(self.rule.cells, {"deepest_discount": "> 10"})

    # ---- wrong cells ----

    def test_wrong_cell_is_refused_with_its_rule_and_nothing_changes(self):
        with self.assertRaisesRegex(ValidationError, r"Rule “Discount above 10 %”.*“> ten” on “Deepest line discount”"):
            self.rpc(
                "dg.policy.rule", "write", self.rule.ids, {"cells": {"deepest_discount": "> ten"}}, user=self.manager
            )

    def test_every_wrong_cell_of_a_rule_is_told(self):
        with self.assertRaises(ValidationError) as refused:
            self.rule.cells = {"deepest_discount": "> ten", "amount_untaxed": "lots"}

        self.assertIn("“> ten”", str(refused.exception))
        self.assertIn("“lots”", str(refused.exception))

    def test_wrong_cell_is_told_before_it_is_saved(self):
        parent = {"id": self.policy.id, "document_model": "sale.order"}
        answer = self.rpc(
            "dg.policy.rule",
            "onchange",
            self.rule.ids,
            {"cells": {"deepest_discount": "> ten"}, "policy_id": parent},
            ["cells"],
            {"cells": {}, "cell_errors": {}},
            user=self.manager,
        )

        self.assertIn("“> ten”", answer["value"]["cell_errors"]["deepest_discount"])
        self.assertEqual(self.rule.cells, {"deepest_discount": "> 10"})

    def test_typed_test_is_checked_with_the_sentence_that_saving_gives(self):
        answers = self.check(["deepest_discount", "> ten"], ["deepest_discount", "> 10"], ["deepest_discount", " "])

        with self.assertRaises(ValidationError) as refused:
            self.rule.cells = {"deepest_discount": "> ten"}
        self.assertIn(answers[0], str(refused.exception))
        self.assertEqual(answers[1:], ["", ""])

    def test_test_for_a_fact_of_another_type_is_refused(self):
        for key, test in (
            ("deepest_discount", '"EU"'),
            ("deepest_discount", "true"),
            ("amount_untaxed", 'not("A")'),
            ("deepest_discount", 'date("2026-01-01")'),
        ):
            with self.subTest(key=key, test=test):
                self.assertIn("cannot be read", self.check([key, test])[0])
                with self.assertRaises(ValidationError):
                    self.rule.cells = {key: test}

    def test_unknown_fact_is_refused_with_the_facts_to_choose_from(self):
        self.assertIn("Deepest line discount", self.check(["moon_phase", "> 1"])[0])
        with self.assertRaisesRegex(ValidationError, "“moon_phase” is not a fact"):
            self.rule.cells = {"moon_phase": "> 1"}

    def test_cells_of_another_shape_are_refused_in_words(self):
        for cells in ([["deepest_discount", "> 1"]], "> 1", {"deepest_discount": 7}, {"deepest_discount": ["> 1"]}):
            with self.subTest(cells=cells), self.assertRaises(ValidationError):
                self.rpc("dg.policy.rule", "write", self.rule.ids, {"cells": cells}, user=self.manager)

    def test_checking_tells_nothing_to_whoever_reads_no_policies(self):
        stranger = new_test_user(self.env, "dg_stranger", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.check(["deepest_discount", "> ten"], user=stranger)

    # ---- columns ----

    def test_columns_keep_their_order_and_end_with_facts_in_use(self):
        self.policy.matrix_columns = ["margin_percent", "amount_untaxed"]

        self.assertEqual(self.policy._columns(), ["margin_percent", "amount_untaxed", "deepest_discount"])

    def test_draft_with_two_equal_columns_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "“margin_percent” stands there twice"):
            self.rpc(
                "dg.policy",
                "write",
                self.policy.ids,
                {"matrix_columns": ["margin_percent", "amount_untaxed", "margin_percent"]},
                user=self.manager,
            )

    def test_columns_that_are_no_facts_are_refused(self):
        for columns in (["moon_phase"], {"margin_percent": 1}, [7], "margin_percent"):
            with self.subTest(columns=columns), self.assertRaises(ValidationError):
                self.rpc("dg.policy", "write", self.policy.ids, {"matrix_columns": columns}, user=self.manager)

    def test_order_of_columns_is_no_change_of_content(self):
        self.policy.action_publish()
        self.policy.matrix_columns = ["amount_untaxed", "deepest_discount"]
        self.rule.cells = {"deepest_discount": "> 11"}
        self.rule.cells = {"deepest_discount": "> 10"}

        self.assertFalse(self.policy.has_unpublished_changes)

    def test_every_fact_says_what_it_measures_and_who_sees_it(self):
        columns = {fact["key"]: fact for fact in self.policy.matrix_facts}

        self.assertEqual(columns["deepest_discount"]["label"], "Deepest line discount")
        self.assertEqual(columns["deepest_discount"]["unit_name"], "Percent")
        self.assertTrue(columns["margin_percent"]["description"])
        self.assertTrue(columns["margin_percent"]["disclosure"])

    # ---- the identity of a rule ----

    def test_nobody_gives_a_rule_the_identity_of_another(self):
        with self.assertRaises(AccessError):
            self.rpc("dg.policy.rule", "write", self.rule.ids, {"kept_key": "1"}, user=self.manager)
        created = self.rpc(
            "dg.policy.rule",
            "create",
            [{"policy_id": self.policy.id, "name": "Sly", "kept_key": str(self.rule.id)}],
            user=self.manager,
            context={"default_kept_key": str(self.rule.id)},
        )
        self.assertEqual(self.env["dg.policy.rule"].browse(created)._key(), str(created[0]))

    # ---- the form ----

    def test_form_takes_rules_with_cells(self):
        with Form(self.policy.with_user(self.manager)) as form, form.rule_ids.new() as rule:
            rule.name = "Low margin"
            rule.cells = {"margin_percent": "< 15"}

        self.assertEqual(self.policy.rule_ids[-1].condition_ids.test, "< 15")

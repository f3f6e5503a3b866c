"""Does a table survive the way through a file, and does a wrong file change nothing?"""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import GovernanceCase

RULES = (
    ("Discount above 10 %", "hold", {"deepest_discount": "(10..40]"}),
    ("Margin unknown, large", "block", {"margin_percent": "null", "amount_untaxed": ">= 1000.50"}),
    ("=1+1", "warn", {}),
)


def encoded(content):
    """Return a text or bytes as a file field takes it."""
    return base64.b64encode(content.encode() if isinstance(content, str) else content)


class ImportCase(GovernanceCase):
    """A draft with rules of every kind."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_draft(*RULES)

    def wizard(self, content, policy=None, user=None):
        """Open the dialog on a draft and give it a file."""
        wizards = self.env["dg.policy.import.wizard"].with_user(user or self.manager)
        return wizards.create({"policy_id": (policy or self.policy).id, "file": encoded(content)})

    def table(self, policy):
        """Return what the rules of a draft say."""
        return [(rule.name, rule.effect, rule.guidance or "", rule.cells or {}) for rule in policy.rule_ids]


@tagged("post_install", "-at_install")
class TestPolicyImport(ImportCase):
    """Files in and out."""

    def test_table_survives_the_way_through_each_format(self):
        self.policy.rule_ids[0].guidance = "Lower it; or ask."
        for field in ("csv_file", "dmn_file"):
            with self.subTest(field=field):
                other = self.given_draft(("Something else", "allow", {"deepest_discount": "> 1"}), name="Other")

                self.wizard(base64.b64decode(self.policy[field]), other).action_import()

                self.assertEqual(self.table(other), self.table(self.policy))
                self.assertEqual(set(other._columns()), set(self.policy._columns()))

    def test_dialog_shows_what_the_file_changes(self):
        wizard = self.wizard("name,effect,deepest_discount\nDiscount above 10 %,hold,> 12\nNew one,warn,> 3\n")

        kinds = {row["name"].get("old") or row["name"]["new"]: row["kind"] for row in wizard.changes["rows"]}

        self.assertEqual(
            kinds,
            {
                "Discount above 10 %": "changed",
                "New one": "added",
                "Margin unknown, large": "removed",
                "=1+1": "removed",
            },
        )
        self.assertEqual(wizard.changes["rows"][0]["cells"]["deepest_discount"], {"old": "(10..40]", "new": "> 12"})
        self.assertEqual(self.policy.rule_ids[0].cells, {"deepest_discount": "(10..40]"})

    def test_every_problem_is_shown_with_row_and_column_and_nothing_changes(self):
        before = self.table(self.policy)
        wizard = self.wizard(
            "name,effect,deepest_discount,margin_percent\n"
            "Good,hold,> 10,\n"
            ",hold,> 10,\n"
            "Bad test,hold,> ten,\n"
            'Bad effect,explode,> 10,"""EU"""\n'
        )

        places = [(problem["row"], problem["column"]) for problem in wizard.problems]

        self.assertIn((3, "Deepest line discount"), places)
        self.assertIn((4, "effect"), places)
        self.assertIn((4, "Order margin"), places)
        self.assertEqual({row for row, _column in places}, {2, 3, 4})
        self.assertFalse(wizard.changes)
        with self.assertRaisesRegex(UserError, "“> ten”"):
            wizard.action_import()
        self.assertEqual(self.table(self.policy), before)

    def test_wrong_columns_are_refused(self):
        for heading, sentence in (
            ("name,effect,moon_phase", "“moon_phase” is not known"),
            ("name,effect,deepest_discount,deepest_discount", "there twice"),
            ("name,deepest_discount", "“effect” is missing"),
        ):
            wizard = self.wizard(f"{heading}\nA,hold,> 1,> 2\n")
            with self.subTest(heading=heading), self.assertRaisesRegex(UserError, sentence):
                wizard.action_import()

    def test_what_is_no_table_is_refused_in_words(self):
        for content in (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00",
            b"\xff\xfe<\x00?\x00",
            "<html><body>Hello</body></html>",
            '<!DOCTYPE d [<!ENTITY a "b">]><definitions>&a;</definitions>',
            "<definitions",
            "\n",
        ):
            with self.subTest(content=content):
                wizard = self.wizard(content)
                self.assertTrue(wizard.problems[0]["sentence"])
                with self.assertRaises(UserError):
                    wizard.action_import()
        self.assertEqual(len(self.policy.rule_ids), 3)

    def test_file_of_a_spreadsheet_on_windows_is_read(self):
        content = "name;effect;deepest_discount\r\nRabatt für Händler;hold;> 10\r\n".encode("cp1252")

        self.wizard(content).action_import()

        self.assertEqual(self.policy.rule_ids.name, "Rabatt für Händler")

    def test_rule_that_keeps_its_name_stays_the_same_rule(self):
        self.policy.action_publish()
        order = self.given_order(discount=18)
        order.action_confirm()
        self.holds(order).with_user(self.controller)._release("This customer may.")
        order.action_cancel()
        order.action_draft()
        keys = {rule.name: rule._key() for rule in self.policy.rule_ids}

        self.wizard("name,effect,deepest_discount\nDiscount above 10 %,hold,> 8\nNew one,warn,> 3\n").action_import()
        self.policy.action_publish()

        self.assertEqual(self.policy.rule_ids[0]._key(), keys["Discount above 10 %"])
        self.assertNotIn(self.policy.rule_ids[1]._key(), keys.values())

    def test_rules_of_the_same_name_keep_their_identities_in_their_order(self):
        policy = self.given_draft(*[("Same", "hold", {"deepest_discount": f"> {limit}"}) for limit in (1, 2)])
        keys = [rule._key() for rule in policy.rule_ids]

        self.wizard(
            "name,effect,deepest_discount\nSame,hold,> 5\nSame,hold,> 6\nSame,hold,> 7\n", policy
        ).action_import()

        self.assertEqual([rule._key() for rule in policy.rule_ids[:2]], keys)
        self.assertEqual(len({rule._key() for rule in policy.rule_ids}), 3)

    def test_whoever_imports_is_an_author(self):
        self.wizard("name,effect\nAlways,warn\n").action_import()

        with self.assertRaisesRegex(UserError, "Ask another governance manager"):
            self.policy.with_user(self.manager).action_publish()

    def test_import_is_for_managers_and_reading_is_for_readers(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.wizard("name,effect\nAlways,warn\n", user=user)
        action = self.rpc("dg.policy", "action_export_csv", self.policy.ids, user=self.auditor)
        self.assertIn(f"/web/content/dg.policy/{self.policy.id}/csv_file/Sales_policy.csv", action["url"])


@tagged("post_install", "-at_install")
class TestPolicyDownload(HttpCase, ImportCase):
    """The files as a browser gets them."""

    def test_reader_downloads_both_formats_and_a_stranger_none(self):
        addresses = [self.policy.action_export_csv()["url"], self.policy.action_export_dmn()["url"]]
        self.authenticate("dg_auditor", "dg_auditor")
        csv, dmn = [self.url_open(address) for address in addresses]

        self.assertTrue(csv.content.decode("utf-8-sig").startswith("name,effect,guidance,deepest_discount"))
        self.assertIn("attachment", csv.headers["Content-Disposition"])
        self.assertIn("https://www.omg.org/spec/DMN/20191111/MODEL/", dmn.text)
        self.authenticate(None, None)
        self.assertNotIn(b"Discount above", self.url_open(addresses[0]).content)

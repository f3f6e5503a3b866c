"""Does a fact of one's own lead to a value, and only to one that its readers may see?"""

from odoo.exceptions import ValidationError
from odoo.orm.models import NO_ACCESS
from odoo.tests import tagged

from .custom_fact_words import ACCOUNTANTS, CustomFactCase


@tagged("post_install", "-at_install")
class TestCustomFactPaths(CustomFactCase):
    """Paths that are refused, and why."""

    def test_path_that_leads_nowhere_is_refused_with_the_reason(self):
        for path, unit, problem in (
            ("partner_id.nothing", "count", "has no field “nothing”"),
            ("order_line.discount", "percent", "“order_line” does not lead to one record"),
            ("amount_total.currency", "count", "“amount_total” does not lead to one record"),
            ("partner_id.display_name", "category", "“display_name” is not stored"),
            ("partner_id.country_code", "category", "“country_code” is not stored"),
            ("partner_id.category_id", "category", "is not stored"),
            ("partner_id.color", "flag", "“color” is of type integer"),
            ("partner_id.ref", "money", "“ref” is of type char"),
            ("note", "category", "“note” is of type html"),
            ("date_order", "date", "“date_order” is of type datetime"),
            ("partner_id..color", "count", "has no field “”"),
        ):
            with self.subTest(path=path), self.assertRaisesRegex(ValidationError, problem):
                self.given_fact(path, unit)

    def test_path_off_the_document_says_who_may_see_the_figure(self):
        with self.assertRaisesRegex(ValidationError, "choose who may"):
            self.given_fact("partner_id.color", "count", disclosure=False)
        with self.assertRaisesRegex(ValidationError, "choose who may"):
            self.given_fact("partner_id.credit_limit", "money", disclosure=False)

    def test_closed_field_is_shown_to_those_who_may_read_it(self):
        with self.assertRaisesRegex(ValidationError, "may not read “credit_limit”"):
            self.given_fact("partner_id.credit_limit", "money", disclosure="sales_team.group_sale_manager")
        self.given_fact("partner_id.credit_limit", "money", disclosure=ACCOUNTANTS)
        secret = self.env["res.partner"]._fields["ref"]
        self.patch(secret, "groups", NO_ACCESS)
        with self.assertRaisesRegex(ValidationError, "nobody may read “ref”"):
            self.given_fact("partner_id.ref", "category", disclosure="base.group_system")

    def test_group_that_may_not_read_the_records_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "may not read"):
            self.given_fact("warehouse_id.sequence", "count", disclosure="base.group_portal")

    def test_group_without_an_xml_id_is_refused(self):
        handmade = self.env["res.groups"].create({"name": "Handmade"})

        with self.assertRaisesRegex(ValidationError, "has no XML id"):
            self.env["dg.fact"].with_user(self.manager).create(
                {"name": "Mine", "path": "partner_id.color", "unit": "count", "disclosure_group_id": handmade.id}
            )

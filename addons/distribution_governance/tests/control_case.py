"""The words in which tests of releases, overrides and the screens of controllers are written."""

import json

from .common import GovernanceCase

CONTROLLER = "distribution_governance.group_dg_controller,sales_team.group_sale_salesman_all_leads"


class ControlCase(GovernanceCase):
    """The company of all tests with a second controller."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_controller = cls._user("dg_controller2", CONTROLLER)

    def given_held(self, discount=18, **values):
        """Enter an order and confirm it, so that it is held or blocked."""
        order = self.given_order(discount=discount, **values)
        order.action_confirm()
        return order

    def given_block_policy(self, **values):
        """Publish a policy that blocks every discount above 10 %, which a controller may override."""
        return self.given_policy(
            ("Discount above 10 %", "block", {"deepest_discount": "> 10"}), **{"allow_override": True, **values}
        )

    def when_written_by(self, user, records, values):
        """Let a person change records in a request of his or her own."""
        records.with_user(user).write(values)
        self.env.flush_all()
        self.env.invalidate_all()

    def payload_of(self, record, code):
        """Return the payload of the last event with this code about the record."""
        domain = [("document_model", "=", record._name), ("document_id", "=", record.id)]
        event = self.env["dg.event"].search([*domain, ("event_type_id.code", "=", code)], order="id desc", limit=1)
        return json.loads(event.payload)

    def exceptions(self, *states):
        """Return the exceptions of the company, in any state or in the given ones."""
        domain = [("company_id", "=", self.company.id)]
        return self.env["dg.exception"].search(domain + ([("state", "in", states)] if states else []), order="id")

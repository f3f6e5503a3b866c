"""The words in which the tests of figures are written: requests that were made and answered at given hours."""

from datetime import datetime, timedelta

from odoo.tests import freeze_time

from .approval_case import ApprovalCase

# A Monday, after every policy of the tests was published.
MONDAY = datetime(2035, 3, 5, 8, 0)


def after(hours):
    """Return the clock standing so many hours after that Monday began."""
    return freeze_time(MONDAY + timedelta(hours=hours))


class FiguresCase(ApprovalCase):
    """Whoever leads the team answers alone; figures are read by an auditor, as the views ask for them."""

    def given_rule(self, name="Discount above 10 %"):
        """Publish a policy of one rule that asks the first tier."""
        return self.given_routed_policy((name, {"deepest_discount": "> 10"}, self.team))

    def given_submitted(self, hour=0, **values):
        """Let an order be held at an hour; return (order, request)."""
        with after(hour):
            order = self.given_order(discount=18, **values)
            order.action_confirm()
        return order, self.request(order)

    def given_answered(self, hours, choice="approve", **values):
        """Let a request be answered so many hours after it was made; return (order, request)."""
        order, request = self.given_submitted(**values)
        self.when_answered(request, hours, choice)
        return order, request

    def when_answered(self, request, hour, choice="approve", user=None):
        """Answer a request at an hour."""
        with after(hour):
            self.when_voted(request, user or self.lead, choice, comment="Because.")

    def figures(self, model, groupby, measures, domain=(), user=None):
        """Return {group: (figures)} as a graph asks for them."""
        found = self.rpc(model, "formatted_read_group", list(domain), groupby, measures, user=user or self.auditor)
        return {
            tuple(row[spec][0] if isinstance(row[spec], (list, tuple)) else row[spec] for spec in groupby): tuple(
                row[measure] for measure in measures
            )
            for row in found
        }

    def total(self, model, measures, domain=(), user=None):
        """Return the figures over all."""
        return self.figures(model, [], measures, domain, user)[()]

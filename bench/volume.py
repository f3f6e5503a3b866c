"""What stands in the database of a company that has asked people for years?  Open and closed requests by the million.

    python -m bench.volume CONF DATABASE ORDERS OPEN CLOSED

In the database with our addons: ORDERS draft orders, of which OPEN wait for the first approver, and CLOSED requests
that he approved, on the same orders, which people took up again. Two requests are made as people make them, one left
open and one approved; the others are copies of their rows: decision, reason, hold, request, step, seat and vote. The
first GROUPED closed steps were those of the group of directors; the second approver is asked on FEW open steps as well.
The journal keeps the events of the two, not of the copies; what was submitted is not kept with the closed copies, which
nothing that is measured reads and which would double the size.
"""

from __future__ import annotations

import sys

import odoo.modules.registry
import odoo.tools
from odoo.tools import SQL

from . import approvers, copies
from .approval_operations import ApprovalOperations

GROUPED = 20_000
FEW = 10


def main(conf, database, *counts):
    """Fill a database."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    operations = ApprovalOperations(odoo.modules.registry.Registry(database))
    operations.staff()
    waiting, approved = ([order_id] for order_id in operations.enter_outside("service", 2))
    operations.go(waiting, until="request")
    operations.go(approved)
    with operations.as_system() as env:
        Volume(env, operations.company_id).fill(waiting[0], approved[0], *map(int, counts))
        asked = approvers.found(env).ids
    for user_id, expected in zip(asked, (int(counts[1]) + 1, min(int(counts[1]), FEW)), strict=True):
        with operations.transaction(user_id) as env:
            found = env["dg.approval.request"].search_count([("is_mine", "=", True)])
            if found != expected:
                raise RuntimeError(f"{expected} requests should wait for {env.user.login}, and {found} do.")


class Volume:
    """Copies of rows in one transaction."""

    def __init__(self, env, company_id):
        """Work past the checks of references, which hold by construction, where the server lets us."""
        self.env, self.company = env, env["res.company"].browse(company_id)
        [[may]] = env.execute_query(SQL("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        if may:
            env.cr.execute("SET LOCAL session_replication_role = replica")

    def fill(self, waiting_id, approved_id, orders, opened, closed):
        """Copy the request that waits and the one that was approved."""
        first = self._orders(waiting_id, orders)
        due = SQL("now() AT TIME ZONE 'UTC' + interval '30 days' + number * interval '1 minute'")
        self._requests(waiting_id, opened, SQL("%s + number", first), due)
        on = SQL("%s + 1 + (number - 1) %% %s", first, max(orders, 1))
        request, step = self._requests(approved_id, closed, on, SQL("NULL::timestamp"))
        self._votes(approved_id, closed, request, step)
        self._group(step, closed)

    def _orders(self, order_id, count):
        """Copy a draft and its first line; return the id before that of the first copy."""
        first = copies.multiply(
            self.env,
            "sale_order",
            order_id,
            count,
            name=SQL("'VOLUME-' || number"),
            access_token=SQL("NULL"),
            state=SQL("'draft'"),
        )
        line = self.env["sale.order"].browse(order_id).order_line[:1]
        copies.multiply(self.env, "sale_order_line", line.id, count, order_id=SQL("%s + number", first))
        return first

    def _requests(self, order_id, count, document, due):
        """Copy the request about an order and all it rests on; return the ids before its first copy and step."""
        [request] = self.env["dg.approval.request"].search([("document_id", "=", order_id)])
        step, hold = request.step_ids, request.hold_ids
        copied, here = {"document_id": document}, copies.multiply
        decision = here(self.env, "dg_decision", request.decision_id.id, count, **copied)
        copied |= {"decision_id": SQL("%s + number", decision)}
        reason = here(self.env, "dg_decision_reason", hold.reason_id.id, count, **copied)
        held = here(self.env, "dg_hold", hold.id, count, reason_id=SQL("%s + number", reason), **copied)
        amount = SQL("one.amount + number %% 10007")
        kept = {} if request.state == "open" else {"content": SQL("NULL")}
        asked = here(self.env, "dg_approval_request", request.id, count, amount=amount, due_at=due, **kept, **copied)
        about = SQL("%s + number", asked)
        copies.pair(
            self.env,
            "dg_approval_request_dg_hold_rel",
            dg_approval_request_id=about,
            dg_hold_id=SQL("%s + number", held),
            count=count,
        )
        steps = here(self.env, "dg_approval_step", step.id, count, request_id=about, due_at=due, next_at=due)
        seat = {"request_id": about, "step_id": SQL("%s + number", steps)}
        here(self.env, "dg_approval_assignment", step.assignment_ids.id, count, **seat)
        if request.state == "open":
            second = {"user_id": SQL("%s", approvers.found(self.env)[1].id)}
            here(self.env, "dg_approval_assignment", step.assignment_ids.id, min(count, FEW), **seat, **second)
        return asked, steps

    def _votes(self, order_id, count, request, step):
        """Copy the vote on an order; each copy belongs to a request and its step."""
        [vote] = self.env["dg.approval.request"].search([("document_id", "=", order_id)]).vote_ids
        about = {"request_id": SQL("%s + number", request), "step_id": SQL("%s + number", step)}
        copies.multiply(self.env, "dg_approval_vote", vote.id, count, **about)

    def _group(self, step, count):
        """Let the first closed steps be those of the directors."""
        group = approvers.directors(self.env)
        route = approvers.route(self.env, self.company, "Directors", approver_kind="group", group_id=group.id)
        copied = {"tier_id": route.tier_ids.id, "first": step + 1, "last": step + min(count, GROUPED)}
        statement = "UPDATE dg_approval_step SET tier_id = %(tier_id)s WHERE id BETWEEN %(first)s AND %(last)s"
        self.env.cr.execute(SQL(statement, **copied))


if __name__ == "__main__":
    main(*sys.argv[1:])

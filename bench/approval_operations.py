"""What is measured of approvals?  Orders outside policy on their way to being confirmed, see bench/paths.py."""

from __future__ import annotations

import contextlib
import gc

from . import approvers, paths
from .meter import Meter
from .operations import Operations


class ApprovalOperations(Operations):
    """The operations on one database, with those about approvals."""

    def staff(self, asked=1):
        """Have approvers and a hundred rules, of which one matches; all of the first `asked` have to approve."""
        with self.as_system() as env:
            company = env["res.company"].browse(self.company_id)
            if "dg.approval.request" in env:
                approvers.ask_on_route(env, company, asked)
            elif "tier.definition" in env:
                approvers.ask_in_tier(env, company)
        return {}

    def enter_outside(self, kind, size):
        """Return the ids of new orders outside policy."""
        ids = self.enter(kind, size)
        with self.transaction() as env:
            env["sale.order"].browse(ids).order_line.write({"discount": approvers.DISCOUNT})
            env.cr.commit()
        gc.collect()
        return ids

    def go(self, ids, measured=(), until=None, around=None):
        """Let orders take their steps in one call each, as far as the step `until`; return the cost of the measured.

        Those are taken inside the context manager `around`, if there is one.
        """
        meter = Meter()
        with self.as_system() as env:
            steps, approver_id = paths.of(env), approvers.found(env)[:1].id
        for step in steps:
            user_id = approver_id if step.is_answer else None
            with self.transaction(user_id) as env:
                prepared = step.prepare(env, ids)
            with self.transaction(user_id) as env, self._watched(env.cr, meter, around, step.name in measured):
                step.take(env, prepared)
                env.cr.commit()
            if step.name == until:
                break
        return meter.answer()

    @staticmethod
    def _watched(cursor, meter, around, is_measured):
        """Return the context manager in which a step is taken."""
        if not is_measured:
            return contextlib.nullcontext()
        return around or meter.on(cursor)

    def walk(self, kind, measured, until=None, size=1, times=1, ends="sale"):
        """Let `size` new orders outside policy go in one call, `times` times; they end in a state, or nothing counts.

        The cost is that of the steps that are `measured`.
        """
        ids = self.enter_outside(kind, size * times)
        batches = [ids[begin : begin + size] for begin in range(0, size * times, size)]
        costs = [self.go(batch, measured, until) for batch in batches]
        with self.as_system() as env:
            found = set(env["sale.order"].browse(ids).mapped("state"))
        if found != {ends}:
            raise RuntimeError(f"The orders should have ended as {ends}, and are {', '.join(sorted(found))}.")
        return {key: sum(cost[key] for cost in costs) for key in costs[0]}

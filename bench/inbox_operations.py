"""What is measured of inboxes?  What approvers look at, and what runs beside them, see bench/inboxes.py."""

from __future__ import annotations

import gc
from itertools import count

from odoo.tools import SQL

from . import approvers, inboxes, web_client
from .approval_operations import ApprovalOperations
from .meter import Meter

PAGE, COUNTED = 80, 10_001  # rows of a list, and how far the web client lets it be counted
_numbers = count(1)


class InboxOperations(ApprovalOperations):
    """The operations on one database, with those on inboxes."""

    def _as_approver(self, who=0):
        """Return the context manager of a fresh environment of an approver."""
        with self.as_system() as env:
            user_id = approvers.found(env)[who].id
        gc.collect()
        return self.transaction(user_id)

    def counter(self, who=0, times=1):
        """Ask for the number of what waits for an approver."""
        meter = Meter()
        for _time in range(times):
            with self._as_approver(who) as env, meter.on(env.cr):
                inboxes.of(env).count(env)
        return meter.answer()

    def listing(self, who=0, times=1):
        """Ask for the first page of what waits for an approver, as the web client asks."""
        with self.as_system() as env:
            inbox = inboxes.of(env)
            wanted = web_client.specification(env, inbox.model, "list")
        meter = Meter()
        for _time in range(times):
            with self._as_approver(who) as env, meter.on(env.cr):
                env[inbox.model].web_search_read(inbox.domain(env), wanted, limit=PAGE, count_limit=COUNTED)
        return meter.answer()

    def opening(self, times=1):
        """Open the form of requests that were made just now."""
        with self.as_system() as env:
            wanted = web_client.specification(env, "dg.approval.request", "form")
        meter, ids = Meter(), self.enter_outside("service", times)
        self.go(ids, until="request")
        with self.as_system() as env:
            requests = env["dg.approval.request"].search([("document_id", "in", ids)]).ids
        for request_id in requests:
            with self._as_approver() as env, meter.on(env.cr):
                env["dg.approval.request"].browse(request_id).web_read(wanted)
        return meter.answer()

    def join(self):
        """Make somebody new one of the directors."""
        with self.as_system() as env:
            company = env["res.company"].browse(self.company_id)
            roles, login = approvers.found(env)[0].group_ids, f"bench_director_{next(_numbers)}"
            users = env["res.users"].with_context(no_reset_password=True)
            user = users.create({"name": login, "login": login, **approvers.employed(company, roles)})
        gc.collect()
        meter = Meter()
        with self.as_system() as env, meter.on(env.cr):
            approvers.directors(env).write({"user_ids": [(4, user.id)]})
            env.cr.commit()
        return meter.answer()

    def watch(self, due=0):
        """Let the watch look once, when `due` of the open steps are late."""
        with self.as_system() as env:
            late = SQL("SELECT id FROM dg_approval_step WHERE state = 'open' AND next_at > now() LIMIT %s", due)
            past = (
                "UPDATE dg_approval_step SET due_at = next_at - interval '1 year', next_at = now() - interval '1 day'"
            )
            env.cr.execute(SQL("%s WHERE id IN (%s)", SQL(past), late))
        gc.collect()
        meter = Meter()
        with self.as_system() as env, meter.on(env.cr):
            env["dg.approval.step"]._cron_watch()
            env.cr.commit()
        with self.as_system() as env:
            if left := env["dg.approval.step"]._to_do(1):
                raise RuntimeError(f"The watch left step {left.id} undone.")
        return meter.answer()

    def pile(self, pending, closed):
        """Have many orders that wait for the first approver, and reviews that the directors have done, of the peer."""
        [order_id] = self.enter_outside("service", 1)
        self.go([order_id], until="request")
        with self.as_system() as env:
            inboxes.pile(env, order_id, pending, closed)
        return {}

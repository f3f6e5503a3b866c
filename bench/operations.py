"""What is measured?  Each operation does its work in transactions of their own and returns what they cost in all.

They run inside Odoo, in the process of bench/worker.py, as the sales manager of bench/wholesaler.py.
"""

from __future__ import annotations

import contextlib
import gc

import odoo.api

from . import open_orders, policies
from .meter import Meter
from .wholesaler import Wholesaler


class Operations:
    """The operations on one database."""

    def __init__(self, registry):
        """Find the company, and who acts in it."""
        self.registry, self.drafts = registry, []
        with self.as_system() as env:
            shop = Wholesaler(env)
            self.acting = (shop.env.uid, dict(shop.env.context))
            self.company_id = shop.company.id

    @contextlib.contextmanager
    def as_system(self):
        """Yield an environment of a transaction that is committed at the end."""
        with self.registry.cursor() as cursor:
            yield odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})

    @contextlib.contextmanager
    def transaction(self, user_id=None):
        """Yield a fresh environment of the sales manager or another, with nothing read yet, as a request has it."""
        manager_id, context = self.acting
        with self.registry.cursor() as cursor:
            yield odoo.api.Environment(cursor, user_id or manager_id, context)

    def enter(self, kind, size):
        """Return the ids of new orders, and clear away what entering them left behind."""
        with self.as_system() as env:
            ids = Wholesaler(env).enter(kind, size).ids
        gc.collect()
        return ids

    def _drafts(self, size):
        """Return the ids of drafts that stay drafts; they are entered once."""
        if len(self.drafts) < size:
            self.drafts = self.enter("service", size)
        gc.collect()
        return self.drafts[:size]

    def check_confirmed(self, ids):
        """Raise when one of the orders is not confirmed: the figures would mean nothing."""
        with self.as_system() as env:
            orders = env["sale.order"].browse(ids)
            if set(orders.mapped("state")) != {"sale"}:
                why = env["dg.decision.reason"].search([], limit=1).rule_name if "dg.decision.reason" in env else ""
                raise RuntimeError(f"An order was not confirmed. {why}")

    # ---- measured ----

    def confirm(self, kind, size=1, times=1):
        """Confirm `size` orders in one call and transaction, `times` times."""
        ids, meter = self.enter(kind, size * times), Meter()
        for begin in range(0, size * times, size):
            with self.transaction() as env:
                orders = env["sale.order"].browse(ids[begin : begin + size])
                with meter.on(env.cr):
                    orders.action_confirm()
                    env.cr.commit()
        self.check_confirmed(ids)
        return meter.answer()

    def create(self, kind, times=1):
        """Enter one draft per transaction."""
        meter = Meter()
        gc.collect()
        for _time in range(times):
            with self.transaction() as env:
                values = Wholesaler(odoo.api.Environment(env.cr, odoo.api.SUPERUSER_ID, {})).order(kind)
                env.invalidate_all()
                with meter.on(env.cr):
                    env["sale.order"].create([values])
                    env.cr.commit()
        return meter.answer()

    def write(self, times=1):
        """Write the customer's reference of one draft per transaction."""
        meter = Meter()
        for order_id in self._drafts(times):
            with self.transaction() as env:
                order = env["sale.order"].browse(order_id)
                with meter.on(env.cr):
                    order.write({"client_order_ref": "Your order of Monday"})
                    env.cr.commit()
        return meter.answer()

    def emit(self, events, times=1):
        """Write `events` events, one per document, in a transaction that has read the documents already."""
        ids, meter = self._drafts(events), Meter()
        for _time in range(times):
            with self.transaction() as env:
                orders = env["sale.order"].browse(ids)
                orders.mapped(lambda order: (order.display_name, order.company_id.id))
                payload = {"gate": "confirm", "decision_id": 1, "fingerprint": "0" * 64, "facts_digest": "0" * 64}
                with meter.on(env.cr):
                    env["dg.event"]._emit(orders, "sale_order.confirmed", dict.fromkeys(ids, payload))
                    env.flush_all()
        return meter.answer()

    def seal(self, events):
        """Seal a segment of `events` events."""
        self.emit(100, times=events // 100)
        gc.collect()
        meter = Meter()
        with self.as_system() as env, meter.on(env.cr):
            sealed = env["dg.seal"]._seal_segment()
            env.cr.commit()
        return meter.answer() | {"sealed": sealed}

    def reevaluate(self, how):
        """Ask what the policy in force does with the open orders; `how` is a function of bench/open_orders.py."""
        gc.collect()
        meter = Meter()
        with self.as_system() as env:
            simulation = open_orders.ask(env)
        with self.as_system() as env, open_orders.statements() as asked, meter.on(env.cr):
            matched = getattr(open_orders, how)(env["dg.simulation"].browse(simulation.id))
            env.flush_all()
        return meter.answer() | {"matched": matched, "about_orders": asked["sale_order"]}

    # ---- prepared ----

    def fill(self, count):
        """Have `count` open orders, all held at their first attempt, so that there are decisions on them."""
        self.publish([{"deepest_discount": "> 1"}])
        [order_id] = self.enter("service", 1)
        with self.transaction() as env:
            env["sale.order"].browse(order_id).action_confirm()
        with self.as_system() as env:
            open_orders.fill(env, order_id, count)
        return {}

    def publish(self, rules):
        """Put a policy of these rules in force, instead of the one before."""
        with self.as_system() as env:
            policies.retire(env)
            policies.publish(env, env["res.company"].browse(self.company_id), rules)
        return {}

    def facts(self):
        """Return what facts of a sales order there are: [{key, unit, direction}]."""
        with self.as_system() as env:
            facts = env["dg.fact"].search([("document_model", "=", "sale.order")], order="key")
            return [{"key": fact.key, "unit": fact.unit, "direction": fact.direction} for fact in facts]

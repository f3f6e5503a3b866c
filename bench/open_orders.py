"""What would a policy do with ten thousand open orders?  They are copied in the database and asked of a simulation."""

from __future__ import annotations

import contextlib
import re
import threading
from collections import Counter

from odoo.tools import SQL

from . import copies

CHEAPEST = 990_000  # what the first copy is worth; each further one is worth one more


def fill(env, order_id, count):
    """Copy a draft with its lines and its latest decision `count` times.

    Each is worth something else, and the recorded discounts go from 0 to 99 %.
    """
    numbers = SQL("generate_series(1, %s) AS number", count)
    worth = SQL("%s + number", CHEAPEST)
    made = copies.insert(
        env,
        "sale_order",
        SQL("id = %s", order_id),
        SQL("one CROSS JOIN %s", numbers),
        name=SQL("'BENCH-' || number"),
        amount_untaxed=worth,
        access_token=SQL("NULL"),
    )
    ids = SQL("one CROSS JOIN unnest(%s) AS copied", [copy_id for (copy_id,) in made])
    copies.insert(env, "sale_order_line", SQL("order_id = %s", order_id), ids, order_id=SQL("copied"))
    newest = SQL("id = (SELECT max(id) FROM dg_decision WHERE document_id = %s)", order_id)
    discount = SQL("""jsonb_set(facts, '{deepest_discount,value}', to_jsonb((copied %% 100)::text))""")
    copies.insert(env, "dg_decision", newest, ids, document_id=SQL("copied"), facts=discount)
    env.cr.execute("ANALYZE sale_order, sale_order_line, dg_decision")
    env.invalidate_all()


@contextlib.contextmanager
def statements():
    """Yield a counter of the statements of a block, by the table that they ask first."""
    asked = Counter()

    def hear(_cursor, query, _params, _start, _delay):
        if found := re.search(r'\bFROM\s+"?(\w+)', str(query)):
            asked[found.group(1)] += 1

    threading.current_thread().query_hooks = [hear]
    try:
        yield asked
    finally:
        del threading.current_thread().query_hooks


def ask(env):
    """Return a simulation of the draft of the policy in force on the open orders, ready to be carried out."""
    policy = env["dg.policy"].search([("state", "=", "published")])
    simulation = env["dg.simulation"].create({"policy_id": policy.id, "subject": "open"})
    # More orders than a user waits for: the work begins here and is left to the background.
    simulation._freeze()._start()
    env.flush_all()
    return simulation


def search(simulation):
    """Ask of facts that stand in columns; return how many rules of the draft matched."""
    tally, _changes = simulation._run_columns(simulation._backtest())
    return sum(tally.new_rules.values())


def replay(simulation):
    """Ask of facts that were recorded, batch by batch; return how many rules of the draft matched."""
    while simulation.state == "running":
        simulation._run_batch()
    if simulation.state != "done" or simulation.measured_count:
        raise RuntimeError(f"The recorded facts were not used: {simulation.state}, {simulation.error}.")
    return sum(simulation.rule_ids.mapped("new_count"))

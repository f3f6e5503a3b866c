"""How does an order outside policy get confirmed?  The steps that people take, in each variant.

Each step is a call that a client makes in a transaction of its own. What the client had to look at before is prepared
apart: whoever votes has opened what he votes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One call on some orders: by the sales manager, or by the first approver when it is an answer."""

    name: str
    take: Callable
    prepare: Callable = lambda env, order_ids: order_ids
    is_answer: bool = False


def _confirm(env, order_ids):
    """Press Confirm."""
    env["sale.order"].browse(order_ids).action_confirm()


def _seen(env, order_ids):
    """Return {request id: what the approver sees} of the requests about these orders."""
    asked = [("document_model", "=", "sale.order"), ("document_id", "in", order_ids), ("state", "=", "open")]
    requests = env["dg.approval.request"].search(asked)
    if len(requests) != len(order_ids):
        raise RuntimeError(f"{len(order_ids)} orders were submitted, and {len(requests)} requests made.")
    return requests.seen_now()


def _vote(env, seen):
    """Approve what was seen."""
    for request_id, token in seen.items():
        env["dg.approval.request"].browse(request_id).vote("approve", token, "")


def _ask_reviewer(env, order_ids):
    """Press Request Validation."""
    env["sale.order"].browse(order_ids).request_validation()


def _validate(env, order_ids):
    """Press Validate, on each order."""
    for order_id in order_ids:
        env["sale.order"].browse(order_id).validate_tier()


PLAIN = (Step("confirm", _confirm),)
# The last approval lets the order be confirmed.
OURS = (Step("request", _confirm), Step("approve", _vote, _seen, is_answer=True))
TIER = (
    Step("request", _ask_reviewer),
    Step("approve", _validate, is_answer=True),
    Step("confirm", _confirm),
)


def of(env):
    """Return the steps in this database."""
    if "dg.approval.request" in env:
        return OURS
    return TIER if "tier.review" in env else PLAIN

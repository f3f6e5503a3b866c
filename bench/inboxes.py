"""Where do approvers see what waits for them?  Their list and their counter, ours and the peer's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from odoo.tools import SQL

from . import approvers, copies

EXACT = 1_000  # as far as our counter counts


@dataclass(frozen=True)
class Inbox:
    """Where somebody finds what waits for him: in a list of a model, and in a number on every page."""

    model: str
    domain: Callable
    count: Callable


def _count(env):
    """Ask for our counter."""
    requests = env["dg.approval.request"]
    if ask := getattr(requests, "my_inbox", None):
        return ask()
    return requests.search_count([("is_mine", "=", True)], limit=EXACT + 1)


def _count_reviews(env):
    """Ask for the peer's counter."""
    return env["res.users"].review_user_count()


def _reviews(env):
    """Return the domain of the peer's filter “Needs my Review”."""
    return [("reviewer_ids", "in", env.uid), ("state", "not in", ["sale", "cancel"])]


OURS = Inbox("dg.approval.request", lambda _env: [("is_mine", "=", True)], _count)
TIER = Inbox("sale.order", _reviews, _count_reviews)


def of(env):
    """Return the inbox in this database."""
    return OURS if OURS.model in env else TIER


def pile(env, order_id, pending, closed):
    """Copy an order that waits for a review of the peer `pending` times; let a group have done `closed` reviews."""
    review = env["tier.review"].search([("model", "=", "sale.order"), ("res_id", "=", order_id)])
    first = copies.multiply(
        env, "sale_order", order_id, pending, name=SQL("'PILE-' || number"), access_token=SQL("NULL")
    )
    piled = copies.multiply(env, "tier_review", review.id, pending, res_id=SQL("%s + number", first))
    _reviewed_by(env, piled, pending, review.reviewer_ids)
    group = approvers.directors(env)
    of_group = approvers.tier_definition(env, review.company_id, "Directors", [("amount_untaxed", "<", 0)])
    of_group = env["tier.definition"].create(of_group | {"review_type": "group", "reviewer_group_id": group.id})
    done = {"definition_id": SQL("%s", of_group.id), "status": SQL("'approved'"), "can_review": SQL("false")}
    on = SQL("%s + 1 + (number - 1) %% %s", first, pending)
    approved = copies.multiply(env, "tier_review", review.id, closed, res_id=on, **done)
    for user in group.user_ids:
        _reviewed_by(env, approved, closed, user)
    env.cr.execute("ANALYZE sale_order, tier_review, res_users_tier_review_rel")
    env.invalidate_all()


def _reviewed_by(env, before, count, user):
    """Let a user be the reviewer of the reviews after `before`."""
    columns = {"tier_review_id": SQL("%s + number", before), "res_users_id": SQL("%s", user.id)}
    copies.pair(env, "res_users_tier_review_rel", count=count, **columns)

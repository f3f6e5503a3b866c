"""Does an approval reach only what was approved, whoever changes order, rule, route or roles meanwhile?"""

import pytest

from tests.blackbox.approval_words import (
    APPROVER_ROLES,
    about,
    evidence,
    field,
    held,
    id_of,
    new_person,
    newest_request,
    refused,
    routed_policy,
    seen_by,
    state_of,
    vote,
)

LINE = {"discount": {"discount": 25.0}, "price": {"price_unit": 60.0}, "quantity": {"product_uom_qty": 40.0}}
HEAD = {
    "warehouse": ("warehouse_id", "stock.warehouse", "Brightwater North"),
    "payment term": ("payment_term_id", "account.payment.term", "60 days net"),
}


def change(client, order, name):
    """Change an order as its salesperson does: its line through the model of lines, or its terms."""
    if name in LINE:
        return client.write("sale.order.line", field(client, "sale.order", order, "order_line"), LINE[name])
    key, model, value = HEAD[name]
    return client.write("sale.order", [order], {key: id_of(client, model, value)})


def approved_but_stuck(rpc, **values):
    """Return an order that is approved at 18 %, and could not go on for a line that nobody finished."""
    sales = rpc("sales")
    order, request = held(sales, **values)
    line = sales.create("sale.order.line", {"order_id": order, "name": "To be named", "price_unit": 0.0})
    vote(rpc("approver"), request)
    assert field(sales, "dg.approval.request", request, "state") == "failed"
    sales.call("sale.order.line", "unlink", [[line]])
    return order, request


@pytest.mark.parametrize("name", [*LINE, *HEAD])
def test_vote_on_what_was_seen_before_a_change_is_refused(rpc, name):
    order, request = held(rpc("sales"))
    seen = seen_by(rpc("approver"), request)
    change(rpc("sales"), order, name)

    error = refused(lambda: vote(rpc("approver"), request, seen=seen))

    assert error.name == "VoteRefused"
    assert "was changed since you opened this" in error.message
    assert not evidence(rpc("auditor"), order)["dg.approval.vote"]
    assert state_of(rpc("sales"), order) == "draft"


@pytest.mark.parametrize("name", ["discount", "price", "payment term"])
def test_order_approved_small_and_made_worse_is_held_again(rpc, name):
    order, request = approved_but_stuck(rpc)
    change(rpc("sales"), order, name)

    rpc("sales").call("sale.order", "action_confirm", [[order]])

    assert state_of(rpc("sales"), order) == "draft"
    active = rpc("controller").search("dg.hold", [*about(order), ["state", "=", "active"]])
    assert active
    rpc("approver").call("dg.approval.request", "action_retry", [[request]])
    assert state_of(rpc("sales"), order) == "draft"


def test_order_approved_and_left_alone_goes_on(rpc):
    order, request = approved_but_stuck(rpc)

    rpc("sales").call("dg.approval.request", "action_retry", [[request]])

    assert state_of(rpc("sales"), order) == "sale"


def test_request_that_is_approved_as_changed_covers_the_old_figures_only(rpc):
    order, request = held(rpc("sales"))
    change(rpc("sales"), order, "discount")

    vote(rpc("approver"), request)

    assert state_of(rpc("sales"), order) == "draft"
    assert newest_request(rpc("sales"), order) != request


def test_copy_of_an_approved_order_is_held_again(rpc):
    order, request = held(rpc("sales"))
    vote(rpc("approver"), request)
    assert state_of(rpc("sales"), order) == "sale"

    copied = rpc("sales").call("sale.order", "copy", [[order]])
    copy = copied[0] if isinstance(copied, list) else copied
    assert not rpc("sales").search("dg.approval.request", about(copy))
    rpc("sales").call("sale.order", "action_confirm", [[copy]])

    assert state_of(rpc("sales"), copy) == "draft"
    assert field(rpc("sales"), "dg.approval.request", newest_request(rpc("sales"), copy), "state") == "open"


def test_answer_is_not_given_twice_nor_after_the_end(rpc):
    order, request = held(rpc("sales"))
    seen = seen_by(rpc("approver"), request)
    vote(rpc("approver"), request, "reject", "No.")

    for choice in ("approve", "reject"):
        error = refused(lambda c=choice: vote(rpc("approver"), request, c, seen=seen))
        assert error.name == "VoteRefused"

    assert len(evidence(rpc("auditor"), order)["dg.approval.vote"]) == 1
    assert state_of(rpc("sales"), order) == "draft"


def test_renamed_rule_and_rewritten_route_change_nothing_on_a_request_that_runs(rpc):
    admin, manager = rpc("admin"), rpc("manager")
    stranger = new_person(admin, "route_intruder", *APPROVER_ROLES)
    policy = routed_policy(rpc, "Rewritten meanwhile", [rpc("approver").uid])
    order, request = held(rpc("sales"), client_order_ref="Rewritten meanwhile", discount=0)
    before = evidence(rpc("auditor"), order)
    route = manager.search("dg.approval.route", [["name", "=", "Route of Rewritten meanwhile"]])

    rules = manager.search("dg.policy.rule", [["policy_id", "=", policy]])
    manager.write("dg.policy.rule", rules, {"name": "Harmless", "route_id": False, "tier_id": False})
    tiers = manager.search("dg.approval.tier", [["route_id", "in", route]])
    manager.write("dg.approval.tier", tiers, {"name": "Other", "user_ids": [[6, 0, [stranger]]], "sla_hours": 900.0})
    manager.write("dg.approval.route", route, {"name": "Renamed"})
    rpc("manager2").call("dg.policy", "action_publish", [[policy]])

    assert evidence(rpc("auditor"), order) == before
    error = refused(lambda: vote(rpc("route_intruder"), request))
    assert error.name == "VoteRefused"
    assert "Rule of Rewritten meanwhile" in field(rpc("sales"), "dg.approval.request", request, "reasons_text")
    vote(rpc("approver"), request)
    assert state_of(rpc("sales"), order) == "sale"


def test_former_approver_decides_nothing(rpc):
    admin = rpc("admin")
    person = new_person(admin, "former_approver", *APPROVER_ROLES)
    routed_policy(rpc, "For a leaver", [person, rpc("approver").uid])
    order, request = held(rpc("sales"), client_order_ref="For a leaver", discount=0)
    seen = seen_by(rpc("former_approver"), request)

    admin.write("res.users", [person], {"group_ids": [[3, admin.ref(APPROVER_ROLES[0])]]})
    error = refused(lambda: vote(rpc("former_approver"), request, seen=seen))

    assert error.name in {"VoteRefused", "AccessError"}
    assert not evidence(rpc("auditor"), order)["dg.approval.vote"]
    assert state_of(rpc("sales"), order) == "draft"


def test_nobody_reaches_his_own_order_through_a_delegation(rpc):
    admin = rpc("admin")
    seller = new_person(admin, "selling_approver", *APPROVER_ROLES)
    second = new_person(admin, "second_account", *APPROVER_ROLES)
    routed_policy(rpc, "Own order", [seller, rpc("approver").uid])
    order, request = held(rpc("selling_approver"), client_order_ref="Own order", discount=0)
    days = {"date_from": "2020-01-01", "date_to": "2099-12-31", "reason": "Away"}

    # His own seat, answered by his second account; and the seat of somebody else, answered by himself.
    values = days | {"delegator_id": seller, "delegate_id": second}
    rpc("selling_approver").create("dg.delegation", values)
    given = days | {"delegator_id": rpc("approver").uid, "delegate_id": seller}
    delegation = rpc("approver").create("dg.delegation", given)
    stolen = days | {"delegator_id": rpc("approver").uid, "delegate_id": second}
    assert refused(lambda: rpc("second_account").create("dg.delegation", stolen)).name == "AccessError"

    try:
        for login in ("selling_approver", "second_account"):
            error = refused(lambda who=login: vote(rpc(who), request))
            assert error.name == "VoteRefused", login
    finally:
        rpc("approver").call("dg.delegation", "action_revoke", [[delegation]])
    assert state_of(rpc("selling_approver"), order) == "draft"
    assert not evidence(rpc("auditor"), order)["dg.approval.vote"]


def test_request_of_another_company_is_closed(rpc):
    admin = rpc("admin")
    order, request = held(rpc("sales"))
    own = field(admin, "res.company", admin.ref("base.main_company"), "name")
    new_person(admin, "foreign_approver", *APPROVER_ROLES, "sales_team.group_sale_manager", company=own)
    foreigner = rpc("foreign_approver")
    here = {"allowed_company_ids": [id_of(admin, "res.company", "Brightwater Distribution")]}

    for call in (
        lambda: foreigner.read("dg.approval.request", [request], ["state"]),
        lambda: foreigner.call("dg.approval.request", "read", [[request], ["state"]], {"context": here}),
        lambda: vote(foreigner, request, seen="x"),
        lambda: vote(foreigner, request, seen="x", context=here),
    ):
        assert refused(call).name == "AccessError"
    assert not foreigner.search("dg.approval.request", about(order))
    assert state_of(rpc("sales"), order) == "draft"

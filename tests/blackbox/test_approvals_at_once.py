"""Is each question decided exactly once, however many people answer in the same moment?"""

import pytest

from tests.blackbox.approval_words import (
    APPROVER_ROLES,
    at_once,
    evidence,
    field,
    held,
    new_person,
    routed_policy,
    seen_by,
    state_of,
    vote,
)

LOGINS = ("twin1", "twin2")


@pytest.fixture(scope="module")
def twins(rpc):
    """Two approvers of one tier: one answer is enough for one mark, both must agree for the other."""
    people = [new_person(rpc("admin"), login, *APPROVER_ROLES) for login in LOGINS]
    routed_policy(rpc, "One of two", people)
    routed_policy(rpc, "Both of two", people, quorum=2)
    return LOGINS


def ballots(auditor, order):
    """The choices that were kept about an order."""
    return sorted(row["choice"] for row in evidence(auditor, order)["dg.approval.vote"])


def codes(auditor, order):
    """How often each event about an order is in the journal."""
    domain = [["document_model", "=", "sale.order"], ["document_id", "=", order]]
    told = [row["event_type_id"][1] for row in auditor.search_read("dg.event", domain, ["event_type_id"])]
    return {code: told.count(code) for code in set(told)}


def assert_decided_once(rpc, order, errors):
    """One answer counts, the other is refused in a sentence, and the order was confirmed once at most."""
    assert len(errors) == 1
    # Where both reach the database at once, its own guard speaks: one person answers a step once.
    assert errors[0].name in {"VoteRefused", "ValidationError"}
    assert "answered this already" in errors[0].message or "not waiting for approval" in errors[0].message
    told = codes(rpc("auditor"), order)
    assert told.get("approval.voted") == 1
    assert told.get("sale_order.confirmed", 0) == (state_of(rpc("sales"), order) == "sale")


def test_two_sessions_of_one_approver_answer_once(rpc, new_rpc):
    order, request = held(rpc("sales"))
    sessions = [new_rpc("approver") for _number in range(2)]
    seen = seen_by(sessions[0], request)

    _answers, errors = at_once(*(lambda c=client: vote(c, request, seen=seen) for client in sessions))

    assert_decided_once(rpc, order, errors)
    assert ballots(rpc("auditor"), order) == ["approve"]
    assert state_of(rpc("sales"), order) == "sale"


def test_yes_and_no_of_one_approver_at_once_are_one_answer(rpc, new_rpc):
    order, request = held(rpc("sales"))
    sessions = [new_rpc("approver") for _number in range(2)]
    seen = seen_by(sessions[0], request)
    choices = ("approve", "reject")

    _answers, errors = at_once(
        *(
            lambda c=client, x=choice: vote(c, request, x, seen=seen)
            for client, choice in zip(sessions, choices, strict=True)
        )
    )

    assert_decided_once(rpc, order, errors)
    [choice] = ballots(rpc("auditor"), order)
    assert state_of(rpc("sales"), order) == ("sale" if choice == "approve" else "draft")


@pytest.mark.parametrize("choices", [("approve", "approve"), ("approve", "reject"), ("reject", "return")])
def test_two_approvers_of_one_tier_where_one_is_enough(rpc, new_rpc, twins, choices):
    order, request = held(rpc("sales"), client_order_ref="One of two", discount=0)
    sessions = [new_rpc(login) for login in twins]
    seen = seen_by(sessions[0], request)

    answers, errors = at_once(
        *(
            lambda c=client, x=choice: vote(c, request, x, seen=seen)
            for client, choice in zip(sessions, choices, strict=True)
        )
    )

    auditor = rpc("auditor")
    kept, state = ballots(auditor, order), field(auditor, "dg.approval.request", request, "state")
    assert len(kept) == len(answers) == 2 - len(errors)
    assert {error.name for error in errors} <= {"VoteRefused"}
    # One no does not end it while the other may still agree; a yes, or a wish for changes, does.
    assert state in {"done", "rejected", "returned"}
    assert (state == "done") == ("approve" in kept) == (state_of(rpc("sales"), order) == "sale")
    assert codes(auditor, order).get("sale_order.confirmed", 0) == (state == "done")


def test_two_approvers_who_must_both_agree_are_both_counted(rpc, new_rpc, twins):
    order, request = held(rpc("sales"), client_order_ref="Both of two", discount=0)
    sessions = [new_rpc(login) for login in twins]
    seen = seen_by(sessions[0], request)

    _answers, errors = at_once(*(lambda c=client: vote(c, request, seen=seen) for client in sessions))

    assert errors == []
    assert ballots(rpc("auditor"), order) == ["approve", "approve"]
    assert state_of(rpc("sales"), order) == "sale"
    assert codes(rpc("auditor"), order)["sale_order.confirmed"] == 1


def test_approval_and_withdrawal_at_once_leave_one_outcome(rpc, new_rpc):
    order, request = held(rpc("sales"))
    approver, sales = new_rpc("approver"), new_rpc("sales")
    seen = seen_by(approver, request)

    answers, errors = at_once(
        lambda: vote(approver, request, seen=seen),
        lambda: sales.call("dg.approval.request", "action_withdraw", [[request], "Changed my mind."]),
    )

    assert len(answers) == len(errors) == 1
    assert errors[0].name == "VoteRefused"
    state = field(rpc("auditor"), "dg.approval.request", request, "state")
    assert (state, state_of(rpc("sales"), order)) in {("done", "sale"), ("withdrawn", "draft")}


def test_approval_and_change_at_once_never_pass_what_was_not_seen(rpc, new_rpc):
    order, request = held(rpc("sales"))
    approver, sales = new_rpc("approver"), new_rpc("sales")
    seen = seen_by(approver, request)
    lines = field(sales, "sale.order", order, "order_line")

    at_once(
        lambda: vote(approver, request, seen=seen),
        lambda: sales.write("sale.order.line", lines, {"discount": 39.0}),
    )

    discount = field(sales, "sale.order.line", lines[0], "discount")
    assert (state_of(sales, order), discount) in {("sale", 18.0), ("draft", 39.0), ("draft", 18.0)}

"""Can anybody forge, erase or bend an approval from outside, by any of the ways into a running server?"""

import pytest

from tests.blackbox.approval_words import about, evidence, field, held, id_of, refused, seen_by, state_of, vote
from tests.client import RpcError

PEOPLE = ("sales", "sales2", "approver", "controller", "manager", "buyer", "admin")
FORGED = {
    "dg.approval.request": {"state": "approved"},
    "dg.approval.step": {"state": "approved", "quorum": 0},
    "dg.approval.vote": {"choice": "approve", "voted_at": "2020-01-01 00:00:00"},
    "dg.approval.assignment": {"is_open": False},
    "dg.hold": {"state": "released"},
    "dg.decision": {"outcome": "passed"},
}
NO = {"AccessError", "MissingError", "ReadOnlySqlTransaction"}


def by_web(client, model, method, *args, **kwargs):
    """Call as the web client does."""
    return client.call(model, method, args, kwargs)


def by_jsonrpc(client, model, method, *args, **kwargs):
    """Call as programs do, with the password."""
    words = [client.database, client.uid, client.login, model, method, list(args), kwargs]
    return client.post("/jsonrpc", {"service": "object", "method": "execute_kw", "args": words})


@pytest.fixture(scope="module")
def rejected(rpc):
    """An order with its request, which was rejected."""
    order, request = held(rpc("sales"))
    vote(rpc("approver"), request, "reject", "Too much.")
    return order, request


def rows_about(auditor, order, model):
    """Ids of the rows of a model that belong to an order."""
    if "document_id" in auditor.call(model, "fields_get", [["document_id"]]):
        return auditor.search(model, about(order))
    return auditor.search(model, [["request_id", "in", auditor.search("dg.approval.request", about(order))]])


@pytest.mark.parametrize("way", [by_web, by_jsonrpc])
@pytest.mark.parametrize("model", FORGED)
def test_nobody_writes_or_deletes_what_was_decided(rpc, rejected, model, way):
    order, _request = rejected
    auditor = rpc("auditor")
    before, rows = evidence(auditor, order), rows_about(auditor, order, model)
    assert rows
    for login in PEOPLE:
        client = rpc(login)
        for method, args in (
            ("write", [rows, FORGED[model]]),
            ("unlink", [rows]),
            ("web_save", [rows[:1], FORGED[model], {}]),
            ("copy", [rows[:1]]),
        ):
            error = refused(lambda c=client, m=method, a=args: way(c, model, m, *a))
            assert error.name in NO, (login, method, error)

    assert evidence(auditor, order) == before


@pytest.mark.parametrize("way", [by_web, by_jsonrpc])
def test_nobody_makes_rows_of_his_own(rpc, way):
    order, request = held(rpc("sales"))
    auditor = rpc("auditor")
    before = evidence(auditor, order)
    row = auditor.search_read("dg.approval.request", [["id", "=", request]], ["decision_id", "hold_ids", "step_ids"])[0]
    step, decision = row["step_ids"][0], row["decision_id"][0]
    approver = rpc("approver").uid
    here = id_of(rpc("admin"), "res.company", "Brightwater Distribution")
    link = {"document_model": "sale.order", "document_id": order, "company_id": here}
    values = {
        "dg.approval.vote": {
            "request_id": request,
            "step_id": step,
            "voter_id": approver,
            "choice": "approve",
            "voted_at": "2020-01-01 00:00:00",
            "channel": "ui",
            "decision_id": decision,
            "fingerprint": "x",
            "company_id": here,
        },
        "dg.approval.request": link | {"state": "done", "gate": "confirm", "decision_id": decision, "fingerprint": "x"},
        "dg.approval.step": {"request_id": request, "name": "Mine", "state": "approved", "sequence": 1},
        "dg.approval.assignment": {"request_id": request, "step_id": step, "user_id": approver, "origin": "tier"},
        "dg.hold": link | {"state": "released"},
        "dg.decision": link | {"outcome": "passed"},
    }
    for model, forged in values.items():
        for login in PEOPLE:
            error = refused(lambda m=model, f=forged, who=login: way(rpc(who), m, "create", [f]))
            assert error.name in NO, (model, login, error)

    assert evidence(auditor, order) == before


def test_nobody_answers_who_is_not_asked_whatever_the_context_says(rpc):
    order, request = held(rpc("sales"))
    before = evidence(rpc("auditor"), order)
    forged = {
        "uid": rpc("approver").uid,
        "su": True,
        "dg_vote": True,
        "default_state": "approved",
        "install_mode": True,
    }
    for login in ("sales", "controller", "manager", "approver2", "director", "finance"):
        client = rpc(login)
        error = refused(lambda c=client: vote(c, request, context=forged))
        assert error.name in {"VoteRefused", "AccessError"}, (login, error)
        dialog = client.create("dg.vote.wizard", {"request_ids": [[6, 0, [request]]], "choice": "approve"})
        error = refused(lambda c=client, d=dialog: c.call("dg.vote.wizard", "action_answer", [[d]]))
        assert error.name in {"VoteRefused", "AccessError"}, (login, error)

    assert evidence(rpc("auditor"), order) == before


def test_dialog_of_the_approver_is_closed_to_the_salesperson(rpc):
    order, request = held(rpc("sales"))
    values = {"request_ids": [[6, 0, [request]]], "choice": "reject", "comment": "No."}
    dialog = rpc("approver").create("dg.vote.wizard", values)

    for method, args in (("write", [[dialog], {"choice": "approve"}]), ("action_answer", [[dialog]])):
        error = refused(lambda m=method, a=args: rpc("sales").call("dg.vote.wizard", m, a))
        assert error.name in {"AccessError", "VoteRefused"}

    assert field(rpc("approver"), "dg.vote.wizard", dialog, "choice") == "reject"
    assert state_of(rpc("sales"), order) == "draft"


def test_methods_that_settle_are_closed_to_remote_calls(rpc):
    _order, request = held(rpc("sales"))
    for model, method, args in (
        ("dg.approval.request", "_release", [[request]]),
        ("dg.approval.request", "_resume", [[request]]),
        ("dg.approval.request", "_change", [[request], {"state": "approved"}]),
        ("dg.approval.request", "_keep_vote", [[request], {}, None, "approve", "", ""]),
        ("dg.approval.step", "_move_to", [[1], "approved"]),
        ("dg.approval.step", "_cron_watch", []),
        ("dg.approval.assignment", "_change", [[1], {"is_open": True}]),
        ("dg.terms.change", "_note", ["credit", []]),
    ):
        for way in (by_web, by_jsonrpc):
            error = refused(lambda w=way, m=model, n=method, a=args: w(rpc("approver"), m, n, *a))
            assert error.name == "AccessError", method


def test_stranger_opens_neither_request_nor_what_hangs_on_it(rpc):
    order, request = held(rpc("sales"))
    stranger = rpc("sales2")

    for call in (
        lambda: stranger.read("dg.approval.request", [request], ["document_name", "reasons"]),
        lambda: stranger.call("dg.approval.request", "web_read", [[request], {"reasons": {}}]),
        lambda: seen_by(stranger, request),
        lambda: vote(stranger, request, seen="x"),
        lambda: stranger.call("dg.approval.request", "action_withdraw", [[request]]),
        lambda: stranger.call("dg.approval.request", "message_post", [[request]], {"body": "Hello"}),
    ):
        assert refused(call).name == "AccessError"
    assert not stranger.search("dg.approval.request", about(order))
    for model in ("dg.approval.step", "dg.approval.assignment", "dg.approval.vote"):
        assert not stranger.search(model, [["request_id", "=", request]]), model
    dialog = refused(lambda: stranger.create("dg.vote.wizard", {"request_ids": [[6, 0, [request]]]}))
    assert dialog.name == "AccessError"


def test_state_of_a_requested_order_is_not_written_and_the_attempt_is_kept(rpc, eventually):
    order, request = held(rpc("sales"))

    for login in ("sales", "approver"):
        error = refused(lambda who=login: rpc(who).write("sale.order", [order], {"state": "sale"}))
        assert error.name == "GateClosed"

    domain = [*about(order), ["event_type_id.code", "=", "document.refused"]]
    assert eventually(lambda: len(rpc("auditor").search("dg.event", domain)) == 2)
    assert state_of(rpc("sales"), order) == "draft"
    assert field(rpc("auditor"), "dg.approval.request", request, "state") == "open"


def test_activity_marked_done_and_message_decide_nothing(rpc):
    order, request = held(rpc("sales"))
    approver = rpc("approver")
    kind = rpc("admin").ref("mail.mail_activity_data_todo")
    model = rpc("admin").search("ir.model", [["model", "=", "sale.order"]])[0]
    values = {"res_model_id": model, "res_id": order, "activity_type_id": kind, "user_id": approver.uid}
    activity = approver.create("mail.activity", values)

    approver.call("mail.activity", "action_feedback", [[activity]], {"feedback": "Approved"})
    approver.call("dg.approval.request", "message_post", [[request]], {"body": "Approved"})

    assert state_of(rpc("sales"), order) == "draft"
    assert field(approver, "dg.approval.request", request, "state") == "open"


def test_journal_of_all_that_verifies(rpc):
    admin = rpc("admin")
    cron = admin.search("ir.cron", [["cron_name", "=", "Governance: seal the journal"]])
    admin.call("ir.cron", "method_direct_trigger", [cron])

    result = rpc("auditor").call("dg.seal", "action_verify", [[]])["params"]["dg_result"]

    assert result["problems"] == []


def test_no_without_a_reason_and_answers_that_are_none_are_refused(rpc):
    order, request = held(rpc("sales"))
    for choice, comment in (("reject", " "), ("return", ""), ("done", "x"), ("", "x"), (None, "x")):
        error = refused(lambda c=choice, t=comment: vote(rpc("approver"), request, c, t))
        assert isinstance(error, RpcError)
        assert error.name == "VoteRefused", (choice, error)
    assert not evidence(rpc("auditor"), order)["dg.approval.vote"]

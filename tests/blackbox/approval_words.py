"""The words in which the black-box tests of approvals are written."""

import threading

import pytest

from tests.client import RpcError

CUSTOMER = "Orchard Valley Foods"  # has no credit limit
ARTICLE = "Steel Shelf 90 cm"
HERE = "Brightwater Distribution"
APPROVER_ROLES = ("distribution_governance.group_dg_approver", "sales_team.group_sale_salesman_all_leads")


def about(order):
    return [["document_model", "=", "sale.order"], ["document_id", "=", order]]


def id_of(client, model, name):
    return client.search(model, [["name", "=", name]])[0]


def held(client, discount=18, pieces=10, **values):
    """Return the ids of an order that was submitted and is held, and of its request."""
    line = {
        "product_id": id_of(client, "product.product", ARTICLE),
        "product_uom_qty": pieces,
        "discount": discount,
    }
    partner = id_of(client, "res.partner", CUSTOMER)
    order = client.create("sale.order", {"partner_id": partner, "order_line": [[0, 0, line]], **values})
    client.call("sale.order", "action_confirm", [[order]])
    return order, newest_request(client, order)


def newest_request(client, order):
    return client.search("dg.approval.request", about(order), order="id desc", limit=1)[0]


def seen_by(client, request):
    """What somebody sees who opens the request now."""
    return client.call("dg.approval.request", "seen_now", [[request]])[str(request)]


def vote(client, request, choice="approve", comment="Agreed.", seen=None, **kwargs):
    seen = seen or seen_by(client, request)
    return client.call("dg.approval.request", "vote", [[request], choice, seen, comment], kwargs)


def field(client, model, key, name):
    return client.read(model, [key], [name])[0][name]


def state_of(client, order):
    return field(client, "sale.order", order, "state")


def refused(call):
    """Return the error of a call that is refused."""
    with pytest.raises(RpcError) as error:
        call()
    return error.value


def evidence(auditor, order):
    """Everything that is kept about an order, to compare it before and after an attack."""
    kept = {
        "dg.approval.request": ["state", "outcome", "due_at", "vote_count", "requester_id", "hold_ids"],
        "dg.hold": ["state", "rule_name", "released_by_id"],
        "dg.decision": ["outcome", "fingerprint"],
    }
    rows = {model: auditor.search_read(model, about(order), names, order="id") for model, names in kept.items()}
    requests = [row["id"] for row in rows["dg.approval.request"]]
    for model, names in {
        "dg.approval.step": ["state", "quorum", "due_at", "name"],
        "dg.approval.assignment": ["user_id", "is_open"],
        "dg.approval.vote": ["voter_id", "choice", "voted_at", "comment"],
    }.items():
        rows[model] = auditor.search_read(model, [["request_id", "in", requests]], names, order="id")
    return rows


def at_once(*calls):
    """Run all calls in the same moment; return (answers, errors)."""
    together, answers, errors = threading.Barrier(len(calls)), [], []

    def run(call):
        together.wait()
        try:
            answers.append(call())
        except RpcError as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, errors


def new_person(admin, login, *roles, company=HERE):
    """Make a user of a company with these roles; the password is the login."""
    key = id_of(admin, "res.company", company)
    groups = [admin.ref(name) for name in ("base.group_user", *roles)]
    values = {"name": login, "login": login, "password": login, "company_id": key}
    return admin.create("res.users", values | {"company_ids": [[6, 0, [key]]], "group_ids": [[6, 0, groups]]})


def routed_policy(rpc, mark, people, **tier):
    """Publish a policy that puts orders with a mark to people, whatever their discount; return its id."""
    writer, publisher = rpc("manager"), rpc("manager2")
    first = {"name": f"Tier of {mark}", "approver_kind": "users", "user_ids": [[6, 0, people]], **tier}
    route = writer.create("dg.approval.route", {"name": f"Route of {mark}", "tier_ids": [[0, 0, first]]})
    rule = {"name": f"Rule of {mark}", "effect": "hold", "cells": {"amount_untaxed": "> 5"}, "route_id": route}
    values = {
        "name": f"Policy of {mark}",
        "process_id": id_of(writer, "dg.process", "Sales"),
        "domain": f"[('client_order_ref', '=', '{mark}')]",
        "mode": "enforce",
        "rule_ids": [[0, 0, rule]],
    }
    policy = writer.create("dg.policy", values)
    publisher.call("dg.policy", "action_publish", [[policy]])
    return policy

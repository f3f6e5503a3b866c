"""Does the gate stand on a real server with several processes, for whoever calls it from outside?"""

import json
import threading

import pytest

from tests.client import RpcError

CUSTOMER = "Orchard Valley Foods"  # has no credit limit


@pytest.fixture
def sell(rpc):
    """`sell(discount, …)`: the id of a new quotation of one shelf."""

    def enter(discount=0.0, login="sales", customer=CUSTOMER, pieces=1, product="Steel Shelf 90 cm", **terms):
        client = rpc(login)
        partner = client.search("res.partner", [["name", "=", customer]])[0]
        article = client.search("product.product", [["name", "=", product]])[0]
        line = {"product_id": article, "product_uom_qty": pieces, "discount": discount}
        return client.create("sale.order", {"partner_id": partner, "order_line": [[0, 0, line]], **terms})

    return enter


def state_of(client, order):
    return client.read("sale.order", [order], ["state"])[0]["state"]


def codes_about(client, order, **options):
    domain = [["document_model", "=", "sale.order"], ["document_id", "=", order]]
    rows = client.search_read("dg.event", domain, ["event_type_id"], order="id", **options)
    return [row["event_type_id"][1] for row in rows]


def test_salesperson_who_writes_the_state_directly_is_refused_and_the_attempt_is_kept(rpc, sell, eventually):
    order = sell(discount=18)

    with pytest.raises(RpcError) as refused:
        rpc("sales").write("sale.order", [order], {"state": "sale"})

    assert refused.value.name == "GateClosed"
    assert "This attempt was recorded" in refused.value.message
    assert state_of(rpc("sales"), order) == "draft"
    assert eventually(lambda: codes_about(rpc("auditor"), order)) == ["document.refused"]


def test_attempts_made_at_once_are_all_kept(new_rpc, rpc, sell, eventually):
    order = sell(discount=18)
    clients = [new_rpc("sales") for _number in range(6)]
    together = threading.Barrier(len(clients))
    refused = []

    def attempt(client):
        together.wait()
        try:
            client.write("sale.order", [order], {"state": "sale"})
        except RpcError as error:
            refused.append(error.name)

    threads = [threading.Thread(target=attempt, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["GateClosed"] * len(clients)
    assert eventually(lambda: codes_about(rpc("auditor"), order).count("document.refused") == len(clients))


def test_every_way_around_the_button_is_closed(rpc, sell):
    sales = rpc("sales")
    order = sell(discount=18)
    partner = sales.read("sale.order", [order], ["partner_id"])[0]["partner_id"][0]
    forced = {"context": {"dg_clearance": True, "su": True}}
    attempts = {
        "create": lambda: sales.create("sale.order", {"partner_id": partner, "state": "sale"}),
        "copy": lambda: sales.call("sale.order", "copy", [[order], {"state": "sale"}]),
        "context": lambda: sales.call("sale.order", "write", [[order], {"state": "sale"}], forced),
        "web_save": lambda: sales.call("sale.order", "web_save", [[order], {"state": "sale"}, {}]),
        "line": lambda: sales.write("sale.order", [order], {"order_line": [[0, 0, {"state": "sale", "name": "x"}]]}),
    }
    for name, attempt in attempts.items():
        with pytest.raises(RpcError) as refused:
            attempt()
        assert refused.value.name == "GateClosed", name

    assert state_of(sales, order) == "draft"
    assert not sales.search("sale.order", [["partner_id", "=", partner], ["state", "=", "sale"], ["id", ">", order]])


def test_import_of_the_confirmed_state_is_refused(rpc, sell):
    order = sell(discount=18)

    answer = rpc("sales").call("sale.order", "load", [[".id", "state"], [[str(order), "sale"]]])

    assert not answer["ids"]
    assert "cannot be moved to this state directly" in answer["messages"][0]["message"]
    assert state_of(rpc("sales"), order) == "draft"


def test_default_value_of_a_context_confirms_nothing(rpc, sell):
    sales = rpc("sales")
    partner = sales.read("sale.order", [sell()], ["partner_id"])[0]["partner_id"][0]

    order = sales.call("sale.order", "create", [{"partner_id": partner}], {"context": {"default_state": "sale"}})

    assert state_of(sales, order) == "draft"


def test_private_methods_are_closed_to_remote_calls(rpc, sell):
    order = sell(discount=18)
    for model, method, args in (
        ("sale.order", "_dg_resume", [[order], "confirm", 2, 2]),
        ("dg.hold", "_release", [[1], "because"]),
        ("dg.event", "_append", [[]]),
    ):
        with pytest.raises(RpcError) as refused:
            rpc("sales").call(model, method, args)
        assert refused.value.name == "AccessError", method


def test_batch_of_a_hundred_with_seven_outside_policy_confirms_ninety_three(rpc, sell):
    orders = [sell(discount=18 if number % 15 == 0 else 4) for number in range(100)]

    answer = rpc("sales").call("sale.order", "action_confirm", [orders])

    result = answer["params"]["dg_result"]
    assert (len(result["passed"]), len(result["held"])) == (93, 7)
    states = [row["state"] for row in rpc("sales").read("sale.order", orders, ["state"])]
    assert (states.count("sale"), states.count("draft")) == (93, 7)
    assert "93 of 100" in answer["params"]["message"]


def test_order_outside_policy_is_held_released_by_a_controller_and_confirms(rpc, sell):
    term = rpc("sales").search("account.payment.term", [["name", "=", "60 days net"]])[0]
    order = sell(payment_term_id=term)
    rpc("sales").call("sale.order", "action_confirm", [[order]])
    controller = rpc("controller")
    holds = controller.search("dg.hold", [["document_id", "=", order], ["document_model", "=", "sale.order"]])

    with pytest.raises(RpcError) as refused:
        rpc("sales").create("dg.release.wizard", {"hold_ids": [[6, 0, holds]], "reason": "Mine."})
    wizard = controller.create("dg.release.wizard", {"hold_ids": [[6, 0, holds]], "reason": "Agreed."})
    controller.call("dg.release.wizard", "action_release", [[wizard]])

    assert refused.value.name == "AccessError"
    assert state_of(rpc("sales"), order) == "sale"
    assert codes_about(controller, order) == ["sale_order.held", "hold.released", "sale_order.confirmed"]


def test_two_orders_confirmed_at_once_do_not_share_one_credit_limit(rpc, new_rpc, sell):
    admin = rpc("admin")
    company = admin.search("res.company", [["name", "=", "Brightwater Distribution"]])[0]
    here = {"context": {"allowed_company_ids": [company]}}
    values = {"name": "Two at once", "is_company": True, "credit_limit": 1500.0, "company_id": company}
    admin.call("res.partner", "create", [[values]], here)
    orders = [sell(login="sales", customer="Two at once", pieces=10) for _number in range(2)]
    clients = [new_rpc("sales") for _order in orders]
    together = threading.Barrier(2)

    def confirm(client, order):
        together.wait()
        client.call("sale.order", "action_confirm", [[order]])

    threads = [threading.Thread(target=confirm, args=pair) for pair in zip(clients, orders, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = sorted(state_of(rpc("sales"), order) for order in orders)
    assert states == ["draft", "sale"]


def test_colleague_reads_nothing_about_an_order_that_is_not_his(rpc, sell):
    order = sell(discount=18)
    rpc("sales").call("sale.order", "action_confirm", [[order]])

    for model in ("dg.hold", "dg.decision", "dg.decision.reason", "dg.event"):
        domain = [["document_model", "=", "sale.order"], ["document_id", "=", order]]
        assert rpc("sales").search(model, domain)
        assert not rpc("sales2").search(model, domain)


def test_margin_figures_never_reach_a_salesperson(rpc, sell):
    order = sell(product="Anti-Fatigue Mat 150 x 90")
    sales = rpc("sales")
    sales.call("sale.order", "action_confirm", [[order]])

    domain = [["document_model", "=", "sale.order"], ["document_id", "=", order]]
    seen = json.dumps(
        [
            sales.search_read("dg.hold", domain, ["explanation", "rule_name"]),
            sales.search_read("dg.decision", domain, ["facts_text"]),
            sales.search_read("dg.event", domain, ["payload"]),
            sales.read("sale.order", [order], ["dg_banner"]),
        ]
    )

    assert "Order margin" in seen
    assert "11.72" not in seen
    assert "11.72 %" in rpc("controller").search_read("dg.decision", domain, ["facts_text"])[0]["facts_text"]


def test_switch_to_observe_counts_in_every_process_at_once_and_back(rpc, sell):
    manager = rpc("manager")
    process = manager.search("dg.process", [["name", "=", "Sales"]])
    try:
        manager.write("dg.process", process, {"mode": "observe"})
        observed = [sell(discount=18) for _number in range(4)]
        for order in observed:
            rpc("sales").call("sale.order", "action_confirm", [[order]])
    finally:
        manager.write("dg.process", process, {"mode": "enforce"})
    enforced = [sell(discount=18) for _number in range(4)]
    for order in enforced:
        rpc("sales").call("sale.order", "action_confirm", [[order]])

    assert {state_of(rpc("sales"), order) for order in observed} == {"sale"}
    assert {state_of(rpc("sales"), order) for order in enforced} == {"draft"}


def test_journal_of_everything_that_happened_verifies(rpc, eventually):
    admin = rpc("admin")
    cron = admin.search("ir.cron", [["cron_name", "=", "Governance: seal the journal"]])
    admin.call("ir.cron", "method_direct_trigger", [cron])

    result = rpc("auditor").call("dg.seal", "action_verify", [[]])["params"]["dg_result"]

    assert result["problems"] == []
    assert result["verified"] > 10

"""Do releases, overrides and previews hold on a real server, when people act at once and from outside?"""

import threading

import pytest

from tests.client import RpcError

CUSTOMER = "Orchard Valley Foods"  # has no credit limit
HERE = "Brightwater Distribution"
ROLES = (
    "base.group_user",
    "distribution_governance.group_dg_controller",
    "sales_team.group_sale_salesman_all_leads",
)


@pytest.fixture(scope="module")
def more_controllers(rpc):
    """Logins of two more controllers, who had no hand in anything."""
    admin = rpc("admin")
    company = admin.search("res.company", [["name", "=", HERE]])[0]
    groups = [admin.ref(name) for name in ROLES]
    logins = ("parallel1", "parallel2")
    for login in logins:
        values = {"name": login, "login": login, "password": login, "company_id": company}
        admin.create("res.users", values | {"company_ids": [[6, 0, [company]]], "group_ids": [[6, 0, groups]]})
    return logins


@pytest.fixture
def hold(rpc):
    """`hold()`: the id of a held order and its holds."""

    def enter():
        client = rpc("sales")
        partner = client.search("res.partner", [["name", "=", CUSTOMER]])[0]
        article = client.search("product.product", [["name", "=", "Steel Shelf 90 cm"]])[0]
        # A rule without a route: a controller releases it.
        term = client.search("account.payment.term", [["name", "=", "60 days net"]])[0]
        line = {"product_id": article, "product_uom_qty": 1}
        values = {"partner_id": partner, "payment_term_id": term, "order_line": [[0, 0, line]]}
        order = client.create("sale.order", values)
        client.call("sale.order", "action_confirm", [[order]])
        return order, rpc("controller").search("dg.hold", about(order))

    return enter


@pytest.fixture
def two_controllers(rpc):
    """Every release under the policy on payment terms takes two controllers during this test."""
    writer, publisher = rpc("manager"), rpc("manager2")
    policy = writer.search("dg.policy", [["name", "=", "Payment terms"]])

    def publish(limit):
        writer.write("dg.policy", policy, {"release_limit": limit})
        publisher.call("dg.policy", "action_publish", [policy])

    publish(1)
    yield
    publish(0)


def about(order):
    return [["document_model", "=", "sale.order"], ["document_id", "=", order]]


def state_of(client, order):
    return client.read("sale.order", [order], ["state"])[0]["state"]


def release(client, holds):
    wizard = client.create("dg.release.wizard", {"hold_ids": [[6, 0, holds]], "reason": "Agreed."})
    return client.call("dg.release.wizard", "action_release", [[wizard]])


def at_once(*calls):
    """Run all calls in the same moment; return the messages of those that were refused."""
    together, refused = threading.Barrier(len(calls)), []

    def run(call):
        together.wait()
        try:
            call()
        except RpcError as error:
            refused.append(error.message)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def codes_about(client, order):
    rows = client.search_read("dg.event", about(order), ["event_type_id"], order="id")
    return [row["event_type_id"][1] for row in rows]


def test_two_controllers_who_release_at_once_release_once(rpc, new_rpc, hold, more_controllers):
    order, holds = hold()
    clients = [new_rpc(login) for login in more_controllers]

    refused = at_once(*(lambda client=client: release(client, holds) for client in clients))

    assert len(refused) == 1
    assert "not active any more" in refused[0]
    assert codes_about(rpc("controller"), order) == ["sale_order.held", "hold.released", "sale_order.confirmed"]


def test_two_controllers_who_agree_at_once_are_two(rpc, new_rpc, hold, more_controllers, two_controllers):
    order, holds = hold()
    clients = [new_rpc(login) for login in more_controllers]

    refused = at_once(*(lambda client=client: release(client, holds) for client in clients))

    assert refused == []
    assert state_of(rpc("sales"), order) == "sale"
    codes = codes_about(rpc("controller"), order)
    assert codes == ["sale_order.held", "hold.endorsed", "hold.released", "sale_order.confirmed"]


def test_one_controller_who_clicks_twice_at_once_agrees_once(rpc, new_rpc, hold, more_controllers, two_controllers):
    order, holds = hold()
    clients = [new_rpc(more_controllers[0]) for _click in range(2)]

    refused = at_once(*(lambda client=client: release(client, holds) for client in clients))

    assert len(refused) == 1
    assert "Another controller has to agree" in refused[0]
    assert state_of(rpc("sales"), order) == "draft"


def test_two_users_who_confirm_one_order_at_once_leave_one_hold(rpc, new_rpc, hold):
    order, _holds = hold()
    clients = [new_rpc("sales") for _user in range(2)]

    refused = at_once(*(lambda c=client: c.call("sale.order", "action_confirm", [[order]]) for client in clients))

    assert refused == []
    assert len(rpc("controller").search("dg.hold", [*about(order), ["state", "=", "active"]])) == 1
    assert state_of(rpc("sales"), order) == "draft"


def test_order_that_is_confirmed_while_it_is_released_is_confirmed_once(rpc, new_rpc, hold, more_controllers):
    order, holds = hold()
    controller, sales = new_rpc(more_controllers[0]), new_rpc("sales")

    at_once(lambda: release(controller, holds), lambda: sales.call("sale.order", "action_confirm", [[order]]))

    # Whoever came second, the order is confirmed once, or is still held by the figures the controller did not see.
    codes = codes_about(rpc("controller"), order)
    assert codes.count("sale_order.confirmed") == (state_of(sales, order) == "sale")


def test_preview_writes_nothing_and_is_refused_to_a_colleague(rpc, hold):
    order, _holds = hold()
    before = len(rpc("controller").search("dg.decision", about(order)))

    answer = rpc("sales").call("sale.order", "action_dg_check", [[order]])

    assert answer["dg_result"][0]["outcome"] == "hold"
    assert len(rpc("controller").search("dg.decision", about(order))) == before
    with pytest.raises(RpcError) as refused:
        rpc("sales2").call("sale.order", "action_dg_check", [[order]])
    assert refused.value.name == "AccessError"


def test_methods_that_settle_are_closed_to_remote_calls(rpc, hold):
    order, holds = hold()
    for model, method, args in (
        ("dg.hold", "_override", [holds, "because", False]),
        ("dg.hold", "_endorse", [holds, "because", False]),
        ("dg.exception", "_open", [[]]),
        ("dg.exception", "_end", [[1], "gone"]),
        ("sale.order", "_dg_preview", [[order], "confirm"]),
    ):
        with pytest.raises(RpcError) as refused:
            rpc("sales").call(model, method, args)
        assert refused.value.name == "AccessError", method


def test_customer_who_signed_a_held_order_reads_that_it_is_in_review(rpc, new_rpc, hold):
    order, _holds = hold()
    admin, sales = rpc("admin"), rpc("sales")
    sales.write("sale.order", [order], {"signed_by": "The customer", "signed_on": "2026-01-01 10:00:00"})
    link = sales.call("sale.order", "get_portal_url", [[order]])
    token = admin.read("sale.order", [order], ["access_token"])[0]["access_token"]

    visitor = new_rpc("sales").http.__class__()
    visitor.trust_env = False
    page = visitor.get(f"{sales.base_url}/my/orders/{order}?access_token={token}", timeout=60).text

    assert str(order) in link
    assert "We have received your order." in page
    assert "Longer payment term" not in page

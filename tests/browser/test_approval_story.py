"""Two people in a browser: an order outside policy is held, approved by whoever is asked, and confirmed by itself."""

import pytest

CUSTOMER = "Orchard Valley Foods"  # has no credit limit
MARK = "For approval"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def routed(rpc):
    """Orders with the mark go to the approver, in this module only."""
    writer, publisher = rpc("manager"), rpc("manager2")
    approver = rpc("admin").search("res.users", [["login", "=", "approver"]])
    tier = {"name": "Sales management", "approver_kind": "users", "user_ids": [[6, 0, approver]]}
    route = writer.create("dg.approval.route", {"name": "Discounts", "tier_ids": [[0, 0, tier]]})
    rule = {
        "name": "Discount above 5 %",
        "effect": "hold",
        "cells": {"deepest_discount": "> 5"},
        "guidance": "Lower the discount, or wait for sales management.",
        "route_id": route,
    }
    policy = writer.create(
        "dg.policy",
        {
            "name": "Discounts that people agree to",
            "process_id": writer.search("dg.process", [["name", "=", "Sales"]])[0],
            "domain": f"[('client_order_ref', '=', '{MARK}')]",
            "mode": "enforce",
            "rule_ids": [[0, 0, rule]],
        },
    )
    publisher.call("dg.policy", "action_publish", [[policy]])
    yield
    publisher.call("dg.policy", "action_retire", [[policy]])


def held_order(client, discount=8):
    """Return the id of an order that was submitted and is held."""
    partner = client.search("res.partner", [["name", "=", CUSTOMER]])[0]
    article = client.search("product.product", [["name", "=", "Steel Shelf 90 cm"]])[0]
    line = {"product_id": article, "product_uom_qty": 10, "discount": discount}
    values = {"partner_id": partner, "client_order_ref": MARK, "order_line": [[0, 0, line]]}
    order = client.create("sale.order", values)
    client.call("sale.order", "action_confirm", [[order]])
    return order


def open_order(shown, order):
    """Open the form of a sales order."""
    shown.goto(f"/odoo/action-sale.action_quotations_with_onboarding/{order}")
    shown.wait_for_selector(".o_form_view .o_field_widget[name=partner_id]")


def open_inbox(shown):
    """Open what waits for this person."""
    shown.goto("/odoo/action-dg_approvals.dg_approval_request_action_mine")
    shown.wait_for_selector(".o_list_view .o_data_row, .o_kanban_view .o_kanban_record")


def test_order_is_held_explained_approved_and_goes_on_by_itself(routed, page, rpc, screenshot):
    order = held_order(rpc("sales"))
    sales, approver = page("sales"), page("approver")

    open_order(sales, order)
    banner = sales.wait_for_selector(".o_dg_banner:visible").inner_text()
    assert "Discount above 5 %" in banner
    assert "It waits for approval by Nadia Clarke" in banner
    assert not sales.locator("button[name=action_dg_approve]:visible").count()
    screenshot(sales, "order-waits-for-approval", in_docs=True)

    open_inbox(approver)
    screenshot(approver, "my-approvals", in_docs=True)
    approver.click(".o_data_row >> text=Deepest line discount is 8 %")
    approver.wait_for_selector(".o_form_view button[name=action_approve]")
    margin = approver.wait_for_selector(".o_dg_panel[data-key=order]").inner_text()
    assert "Margin" in margin
    assert "not shown" not in margin
    assert "Owes with This Order" in approver.locator(".o_dg_panel[data-key=credit]").inner_text()
    assert "Deepest line discount is 8 %" in approver.locator(".o_dg_panel[data-key=reasons]").inner_text()
    screenshot(approver, "approval-request", in_docs=True)
    approver.locator(".o_form_view .o_notebook").scroll_into_view_if_needed()
    screenshot(approver, "approval-request-figures", in_docs=True)
    approver.click("button[name=action_approve]")
    approver.wait_for_selector(".modal .o_field_widget[name=comment] textarea").fill("A customer worth keeping.")
    screenshot(approver, "approval-dialog", in_docs=True)
    approver.click(".modal footer button[name=action_answer]:visible")
    approver.wait_for_selector(".o_notification >> text=went on by itself")

    assert rpc("sales").read("sale.order", [order], ["state"])[0]["state"] == "sale"


def test_form_opens_and_says_so_where_the_figures_cannot_be_read(routed, page, rpc, screenshot):
    held_order(rpc("sales"))
    approver = page("approver")
    broken = {"jsonrpc": "2.0", "id": None, "error": {"code": 200, "message": "Broken", "data": {"message": "Broken"}}}
    approver.route("**/dg.approval.request/panels", lambda route: route.fulfill(json=broken))

    open_inbox(approver)
    approver.click(".o_data_row >> nth=0")

    approver.wait_for_selector(".o_dg_panels >> text=could not be loaded")
    assert approver.locator("button[name=action_approve]").count()
    assert not approver.locator(".o_error_dialog, .modal").count()


def test_salesperson_opens_the_request_and_reads_no_margin(routed, page, rpc):
    order = held_order(rpc("sales"))
    request = rpc("sales").search("dg.approval.request", [["document_id", "=", order]])[0]
    sales = page("sales")

    sales.goto(f"/odoo/action-dg_approvals.dg_approval_request_action/{request}")

    assert "not shown to you" in sales.wait_for_selector(".o_dg_panel[data-key=credit]").inner_text()


def test_order_is_rejected_from_its_own_form_with_a_reason(routed, page, rpc):
    order = held_order(rpc("sales"))
    approver = page("approver")

    open_order(approver, order)
    approver.click("button[name=action_dg_reject]:visible")
    approver.wait_for_selector(".modal .o_field_widget[name=comment] textarea").fill("Too little margin.")
    approver.click(".modal footer button[name=action_answer]:visible")
    approver.wait_for_selector(".o_notification >> text=reads your answer")

    state = rpc("sales").call("sale.order", "read", [[order], ["state", "dg_gate_state"]])[0]
    assert (state["state"], state["dg_gate_state"]) == ("draft", "held")


def test_inbox_fits_on_a_telephone(routed, page, rpc, screenshot):
    held_order(rpc("sales"))
    approver = page("approver")
    approver.set_viewport_size(PHONE)

    open_inbox(approver)

    assert approver.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    screenshot(approver, "phone-my-approvals")


def test_request_fits_on_a_telephone(routed, page, rpc, screenshot):
    held_order(rpc("sales"))
    approver = page("approver")
    approver.set_viewport_size(PHONE)

    open_inbox(approver)
    approver.click(".o_kanban_record >> nth=0")
    approver.wait_for_selector(".o_dg_panel[data-key=order] table")

    assert approver.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert approver.evaluate("(body => body.scrollWidth <= body.clientWidth)(document.querySelector('.o_content'))")
    screenshot(approver, "phone-approval-request")
    approver.locator(".o_dg_panel[data-key=credit]").scroll_into_view_if_needed()
    screenshot(approver, "phone-approval-request-figures")

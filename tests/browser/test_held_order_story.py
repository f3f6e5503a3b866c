"""The story that the welcome tells, in a browser: held, explained, put to people, approved, confirmed, on record."""


def open_order(shown, rpc, reference):
    """Open the sales order of the demo company with that customer reference."""
    order = rpc("sales").search("sale.order", [["client_order_ref", "=", reference]])[0]
    shown.goto(f"/odoo/action-sale.action_quotations_with_onboarding/{order}")
    shown.wait_for_selector(".o_form_view .o_field_widget[name=partner_id]")


def test_order_with_too_deep_a_discount_is_held_explained_approved_and_confirmed(page, rpc, screenshot):
    sales = page("sales")
    open_order(sales, rpc, "Quarterly restock")
    sales.click("button[name=action_confirm]:visible")

    banner = sales.wait_for_selector(".o_dg_banner:visible")
    assert "Held by policy" in banner.inner_text()
    assert "Deepest line discount is 18 %" in banner.inner_text()
    assert "line 1, Steel Shelf 90 cm" in banner.inner_text()
    assert "It waits for approval by Nadia Clarke" in banner.inner_text()
    for button in ("action_dg_release", "action_dg_approve"):
        assert not sales.is_visible(f"button[name={button}]"), "a salesperson decides nothing"
    sales.click(".o_notification:has-text('is held') .o_notification_close")
    sales.wait_for_selector(".o_notification", state="detached")
    screenshot(sales, "order-held", in_docs=True)
    url = sales.url

    approver = page("approver")
    approver.goto("/odoo/action-dg_approvals.dg_approval_request_action_mine")
    approver.click(".o_data_row:has-text('S00010')")
    approver.wait_for_selector(".o_form_view button[name=action_approve]")
    approver.click("button[name=action_approve]")
    dialog = approver.wait_for_selector(".modal .o_field_widget[name=comment] textarea")
    dialog.fill("Volume agreed for this season.")
    approver.click(".modal footer button[name=action_answer]:visible")
    approver.wait_for_selector(".o_notification:has-text('went on by itself')")

    sales.goto(url)
    sales.wait_for_selector(".o_statusbar_status button.o_arrow_button_current:has-text('Sales Order')")
    assert not sales.is_visible(".o_dg_banner")
    sales.click("button[name=action_dg_open_events]")
    sales.wait_for_selector(".o_list_view .o_data_row:has-text('sale_order.confirmed')")
    for code in ("sale_order.held", "approval.requested", "approval.voted", "hold.released", "sale_order.confirmed"):
        assert sales.is_visible(f".o_data_row:has-text('{code}')")
    screenshot(sales, "journal-of-an-order", in_docs=True)

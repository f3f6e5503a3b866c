"""The story of the walking skeleton, told in a browser: held, explained, released, confirmed, on record."""


def open_order(shown, rpc, reference):
    """Open the sales order of the demo company with that customer reference."""
    order = rpc("sales").search("sale.order", [["client_order_ref", "=", reference]])[0]
    shown.goto(f"/odoo/action-sale.action_quotations_with_onboarding/{order}")
    shown.wait_for_selector(".o_form_view .o_field_widget[name=partner_id]")


def test_order_with_too_deep_a_discount_is_held_explained_released_and_confirmed(page, rpc, screenshot):
    sales = page("sales")
    open_order(sales, rpc, "Quarterly restock")
    sales.click("button[name=action_confirm]:visible")

    banner = sales.wait_for_selector(".o_dg_banner:visible")
    assert "Held by policy" in banner.inner_text()
    assert "Deepest line discount is 18 %" in banner.inner_text()
    assert "line 1, Steel Shelf 90 cm" in banner.inner_text()
    assert not sales.is_visible("button[name=action_dg_release]"), "a salesperson must not see the release button"
    sales.click(".o_notification:has-text('is held') .o_notification_close")
    sales.wait_for_selector(".o_notification", state="detached")
    screenshot(sales, "order-held", in_docs=True)
    url = sales.url

    controller = page("controller")
    controller.goto("/odoo/governance-holds")
    controller.click(".o_data_row:has-text('Discount above 10 %') td[name=document_name]")
    controller.wait_for_selector(".o_form_view button[name=action_release]")
    controller.click("button[name=action_release]")
    dialog = controller.wait_for_selector(".modal .o_field_widget[name=reason] textarea")
    screenshot(controller, "release-dialog", in_docs=True)
    dialog.fill("Volume agreed for this season.")
    controller.click(".modal button[name=action_release]")
    controller.wait_for_selector(".o_notification:has-text('went on by itself')")

    sales.goto(url)
    sales.wait_for_selector(".o_statusbar_status button.o_arrow_button_current:has-text('Sales Order')")
    assert not sales.is_visible(".o_dg_banner")
    sales.click("button[name=action_dg_open_events]")
    sales.wait_for_selector(".o_list_view .o_data_row:has-text('sale_order.confirmed')")
    for code in ("sale_order.held", "hold.released", "sale_order.confirmed"):
        assert sales.is_visible(f".o_data_row:has-text('{code}')")
    screenshot(sales, "journal-of-an-order", in_docs=True)

"""The story of a change after confirmation, told in a browser: refused, requested, released, made by itself."""


def confirmed_order(sales):
    """Enter and confirm an order inside policy as the salesperson; return its id."""
    article = sales.search("product.product", [["name", "=", "Steel Shelf 90 cm"]])[0]
    partner = sales.search("res.partner", [["name", "=", "Orchard Valley Foods"]])[0]
    line = {"product_id": article, "product_uom_qty": 5}
    order = sales.create("sale.order", {"partner_id": partner, "order_line": [[0, 0, line]]})
    sales.call("sale.order", "action_confirm", [[order]])
    assert sales.read("sale.order", [order], ["state"])[0]["state"] == "sale"
    return order


def test_change_outside_policy_is_requested_released_and_made_by_itself(page, rpc, screenshot):
    order = confirmed_order(rpc("sales"))
    sales = page("sales")
    sales.goto(f"/odoo/action-sale.action_orders/{order}")
    cell = sales.wait_for_selector(".o_field_widget[name=order_line] .o_data_row td[name=product_uom_qty]")
    cell.click()
    sales.fill(".o_field_widget[name=order_line] .o_selected_row div[name=product_uom_qty] input", "300")
    sales.click(".o_form_button_save")

    dialog = sales.wait_for_selector(".modal:has-text('outside policy')")
    assert "Untaxed amount is" in dialog.inner_text()
    screenshot(sales, "change-refused", in_docs=True)
    sales.click(".modal button:has-text('Request this change')")
    reason = sales.wait_for_selector(".modal .o_field_widget[name=reason] textarea")
    reason.fill("The customer takes the rest of the season's volume with it.")
    screenshot(sales, "change-requested", in_docs=True)
    sales.click(".modal button[name=action_request]")
    sales.wait_for_selector(".o_notification:has-text('A controller can release it')")
    banner = sales.wait_for_selector(".o_dg_change_banner:visible")
    assert "A change is requested" in banner.inner_text()
    assert "5 → 300" in banner.inner_text()
    assert not sales.is_visible(".o_form_button_save"), "the refused change must not linger on the screen"
    screenshot(sales, "change-waiting", in_docs=True)

    controller = page("controller")
    controller.goto("/odoo/requested-changes")
    controller.click(".o_data_row >> nth=0")
    controller.wait_for_selector(".o_form_view .o_field_widget[name=summary]:has-text('5 → 300')")
    screenshot(controller, "requested-change", in_docs=True)
    controller.click("button[name=action_release]")
    controller.fill(".modal .o_field_widget[name=reason] textarea", "Volume agreed.")
    controller.click(".modal button[name=action_release]")
    controller.wait_for_selector(".o_notification:has-text('went on by itself')")

    sales.goto(f"/odoo/action-sale.action_orders/{order}")
    sales.wait_for_selector(".o_data_row td[name=product_uom_qty]:has-text('300')")
    assert not sales.is_visible(".o_dg_change_banner")
    assert rpc("controller").call("dg.proposal", "search_count", [[["state", "=", "applied"]]]) >= 1

"""Facts in a browser: a manager adds one without code, a controller blocks a customer, sales reads why."""


def test_manager_adds_a_fact_without_code(page, screenshot):
    manager = page("manager")
    manager.goto("/odoo/governance-facts")
    manager.wait_for_selector(".o_list_view .o_data_row:has-text('Lines short of stock')")
    screenshot(manager, "facts")
    manager.click(".o_data_row:has-text('Lines short of stock') td[name=name]")
    manager.wait_for_selector(".o_form_view .alert:has-text('An addon declares and computes this fact')")
    screenshot(manager, "fact-declared")
    manager.goto("/odoo/governance-facts/new")
    manager.fill(".o_field_widget[name=name] input", "Colour of the customer")
    manager.fill(".o_field_widget[name=path] input", "partner_id.color")
    manager.select_option(".o_field_widget[name=unit] select", label="Count") if manager.is_visible(
        ".o_field_widget[name=unit] select"
    ) else _choose(manager, "unit", "Count")
    manager.fill(".o_field_widget[name=disclosure_group_id] input", "Sales / User: Own")
    manager.click(".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option) >> nth=0")
    manager.click(".o_form_button_save")
    manager.wait_for_selector(".o_field_widget[name=key] input:not(:focus)")
    manager.wait_for_function(
        "() => document.querySelector('.o_field_widget[name=key] input')?.value === 'x_colour_of_the_customer'"
    )
    screenshot(manager, "fact-of-ones-own")


def _choose(shown, field, label):
    """Choose in Odoo's menu of a selection field."""
    shown.click(f".o_field_widget[name={field}] input")
    shown.click(f".o_select_menu_item:has-text('{label}')")


def test_controller_blocks_a_customer_and_sales_reads_why(page, rpc, screenshot):
    customer = rpc("sales").search("res.partner", [["name", "=", "Norden Logistics Park"]])[0]
    controller = page("controller")
    controller.goto(f"/odoo/res.partner/{customer}")
    controller.click(".o_notebook .nav-link[name=sales_purchases]")
    controller.click("button:has-text('Change…')")
    controller.fill(".modal .o_field_widget[name=reason] input", "Three invoices of March are not paid.")
    screenshot(controller, "sales-status-dialog")
    controller.click(".modal button[name=action_apply]")
    controller.wait_for_selector(".o_dg_sales_status:visible:has-text('Three invoices of March')")
    screenshot(controller, "customer-blocked")

    sales = page("sales")
    sales.goto(f"/odoo/res.partner/{customer}")
    sales.wait_for_selector(".o_dg_sales_status:visible:has-text('Blocked for sales')")
    sales.click(".o_notebook .nav-link[name=sales_purchases]")
    assert not sales.is_visible("button:has-text('Change…')"), "a salesperson must not change the status"
    screenshot(sales, "customer-blocked-for-sales")

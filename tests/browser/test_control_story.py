"""A controller's day in a browser: forecast, preview, override by two, exception, on a telephone as well."""

import pytest

CUSTOMER = "Orchard Valley Foods"  # has no credit limit
PHONE = {"width": 390, "height": 844}
HERE = "Brightwater Distribution"


@pytest.fixture(scope="module")
def second_controller(rpc):
    """The login of a second controller of the demo company."""
    admin = rpc("admin")
    company = admin.search("res.company", [["name", "=", HERE]])[0]
    groups = [
        admin.ref(name)
        for name in (
            "base.group_user",
            "distribution_governance.group_dg_controller",
            "sales_team.group_sale_salesman_all_leads",
        )
    ]
    login = "controller2"
    if not admin.search("res.users", [["login", "=", login]]):
        values = {"name": "Dana Whitlock", "login": login, "password": login, "company_id": company}
        admin.create("res.users", values | {"company_ids": [[6, 0, [company]]], "group_ids": [[6, 0, groups]]})
    return login


@pytest.fixture
def sell(rpc):
    """`sell(discount)`: the id of a new quotation of one shelf."""

    def enter(discount, reference):
        client = rpc("sales")
        partner = client.search("res.partner", [["name", "=", CUSTOMER]])[0]
        article = client.search("product.product", [["name", "=", "Steel Shelf 90 cm"]])[0]
        line = {"product_id": article, "product_uom_qty": 10, "discount": discount}
        # The second line keeps the margin; the payment term is what a controller releases, for its rule has no route.
        term = client.search("account.payment.term", [["name", "=", "60 days net"]])[0]
        rest = {"product_id": article, "product_uom_qty": 40}
        values = {"partner_id": partner, "client_order_ref": reference, "payment_term_id": term}
        values["order_line"] = [[0, 0, line], [0, 0, rest]]
        return client.create("sale.order", values)

    return enter


@pytest.fixture
def overridable(rpc):
    """Blocks of the policy on discounts may be overridden during this test, always by two controllers."""
    writer, publisher = rpc("manager"), rpc("manager2")
    policy = writer.search("dg.policy", [["name", "=", "Price and margin"]])

    def publish(allowed):
        writer.write("dg.policy", policy, {"allow_override": allowed})
        publisher.call("dg.policy", "action_publish", [policy])

    publish(True)
    yield
    publish(False)


def open_order(shown, order):
    """Open the form of a sales order."""
    shown.goto(f"/odoo/action-sale.action_quotations_with_onboarding/{order}")
    shown.wait_for_selector(".o_form_view .o_field_widget[name=partner_id]")


def agree(shown, order, reason):
    """Open the override dialog on an order, give a reason, and agree."""
    open_order(shown, order)
    shown.click("button[name=action_dg_override]:visible")
    shown.wait_for_selector(".modal .o_field_widget[name=reason] textarea").fill(reason)


def look_ahead(sales, order, screenshot):
    """Read the forecast on a quotation and check it against policy, as its salesperson does."""
    open_order(sales, order)
    forecast = sales.wait_for_selector(".o_dg_forecast:visible").inner_text()
    assert "Would be blocked" in forecast
    assert "Deepest line discount is 45 %" in forecast
    screenshot(sales, "order-forecast", in_docs=True)
    sales.click("button[name=action_dg_check]:visible")
    answer = sales.wait_for_selector(".modal .o_field_widget[name=answer]").inner_text()
    assert "would be blocked: it has to change" in answer
    screenshot(sales, "order-preview", in_docs=True)
    sales.click(".modal footer .btn-primary")
    sales.wait_for_selector(".modal", state="detached")


def test_quotation_is_forecast_checked_blocked_and_overridden_by_two(
    page, rpc, sell, overridable, second_controller, screenshot
):
    order = sell(45, "Clearance lot")
    sales = page("sales")
    look_ahead(sales, order, screenshot)
    sales.click("button[name=action_confirm]:visible")
    banner = sales.wait_for_selector(".o_dg_banner:visible").inner_text()
    assert "It can be overridden by Colin Reyes, Dana Whitlock" in banner
    assert "Two controllers have to agree" in banner
    assert not sales.is_visible("button[name=action_dg_override]")

    first = page("controller")
    agree(first, order, "Last of the season.")
    screenshot(first, "override-dialog", in_docs=True)
    first.click(".modal button[name=action_release]:visible")
    first.wait_for_selector(".o_notification:has-text('as soon as a second controller agrees')")

    second = page(second_controller)
    agree(second, order, "Agreed with sales.")
    assert "Colin Reyes agreed" in second.wait_for_selector(".o_dg_banner:visible").inner_text()
    second.click(".modal button[name=action_release]:visible")
    second.wait_for_selector(
        ".o_dg_banner:visible:has-text('Longer payment term than agreed'):has-text('It can be released by')"
    )
    second.click("button[name=action_dg_release]:visible")
    second.wait_for_selector(".modal .o_field_widget[name=reason] textarea").fill("Part of the same deal.")
    second.click(".modal button[name=action_release]:visible")
    second.wait_for_selector(".o_notification:has-text('went on by itself')")

    second.click("button[name=action_dg_open_events]:visible")
    for code in ("sale_order.held", "hold.endorsed", "hold.overridden", "hold.released", "sale_order.confirmed"):
        second.wait_for_selector(f".o_data_row:has-text('{code}')")
    screenshot(second, "journal-of-an-override", in_docs=True)


def test_order_that_cannot_go_on_becomes_an_exception_that_somebody_resolves(page, rpc, sell, screenshot):
    order = sell(0, "Broken line")
    rpc("sales").call("sale.order", "action_confirm", [[order]])
    rpc("sales").create("sale.order.line", {"order_id": order, "name": "To be named", "price_unit": 0.0})
    controller = page("controller")
    open_order(controller, order)
    controller.click("button[name=action_dg_release]:visible")
    dialog = controller.wait_for_selector(".modal .o_field_widget[name=reason] textarea")
    screenshot(controller, "release-dialog", in_docs=True)
    dialog.fill("Agreed.")
    controller.click(".modal button[name=action_release]:visible")
    controller.wait_for_selector(".o_notification:has-text('could not go on')")
    controller.wait_for_selector(".o_dg_banner:visible:has-text('It could not go on by itself')")
    screenshot(controller, "order-released-with-a-failure")

    controller.goto("/odoo/governance-exceptions")
    controller.click(".o_data_row:has-text('is released, but could not go on') td[name=title]")
    controller.click("button[name=action_take]:visible")
    controller.wait_for_selector(".o_arrow_button_current:has-text('Assigned')")
    screenshot(controller, "exception", in_docs=True)
    controller.click("button[name=action_resolve]:visible")
    controller.wait_for_selector(".modal .o_field_widget[name=resolution] textarea").fill("The line was a mistake.")
    controller.click(".modal button[name=action_resolve]:visible")
    controller.wait_for_selector(".o_arrow_button_current:has-text('Resolved')")


def test_screens_of_control_open_also_on_a_telephone(page, sell, rpc, screenshot):
    order = sell(18, "On the road")
    rpc("sales").call("sale.order", "action_confirm", [[order]])
    controller = page("controller")
    for path in ("governance-holds", "governance-decisions", "governance-journal", "governance-exceptions"):
        controller.goto(f"/odoo/{path}")
        controller.wait_for_selector(".o_list_view .o_data_row, .o_view_nocontent")
        screenshot(controller, f"control-{path}")
        for view in ("pivot", "graph"):
            if controller.is_visible(f".o_switch_view.o_{view}"):
                controller.click(f".o_switch_view.o_{view}")
                controller.wait_for_selector(".o_graph_view canvas" if view == "graph" else ".o_pivot_view table")
                screenshot(controller, f"control-{path}-{view}")
    controller.set_viewport_size(PHONE)
    for path in ("governance-holds", "governance-decisions", "governance-journal", "governance-exceptions"):
        controller.goto(f"/odoo/{path}")
        controller.wait_for_selector(".o_kanban_view, .o_view_nocontent")
        screenshot(controller, f"phone-{path}")
    open_order(controller, order)
    controller.wait_for_selector(".o_dg_banner:visible")
    assert controller.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the telephone"
    screenshot(controller, "phone-order-held")


def test_manager_sees_process_pilot_and_settings(page, screenshot):
    manager = page("manager")
    manager.goto("/odoo/governance-processes")
    manager.click(".o_data_row:has-text('Sales') td[name=name]")
    manager.wait_for_selector(".o_form_view .o_field_widget[name=scope_ids]")
    screenshot(manager, "process", in_docs=True)
    admin = page("admin")
    admin.goto("/odoo/settings")
    admin.click(".settings_tab [data-key=distribution_governance]")
    admin.wait_for_selector("#dg_margin_reader")
    screenshot(admin, "settings")

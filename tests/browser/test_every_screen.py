"""Does every screen of governance open, in each of its views, for everybody who sees it?

The screens are read from the menu, so a new one is visited as soon as it has a menu entry.
"""

import pytest

VIEW_READY = ".o_list_view .o_data_row, .o_view_nocontent, .o_graph_view, .o_pivot_view, .o_kanban_view, .o_form_view"
NOBODY_WORKS_THERE = "Nothing of governance is in the menu of this person."


def windows_in_the_menu(client):
    """Return {menu name: action id} of the window actions that this person finds under Governance."""
    menus = client.call("ir.ui.menu", "load_web_menus", [[], False])
    root = next(menu for menu in menus.values() if menu["name"] == "Governance" and menu["xmlid"].endswith("dg_menu"))
    found, waiting = {}, list(root["children"])
    while waiting:
        menu = menus[str(waiting.pop())]
        waiting += menu["children"]
        if menu["actionModel"] == "ir.actions.act_window":
            found[menu["name"]] = menu["actionID"]
    return found


def other_views(client, action):
    """Return the kinds of view that the window offers beside the first."""
    return client.read("ir.actions.act_window", [action], ["view_mode"])[0]["view_mode"].split(",")[1:]


@pytest.mark.parametrize("login", ["manager", "controller", "auditor", "sales"])
def test_every_screen_opens_in_each_of_its_views(login, page, rpc, screenshot):
    windows = windows_in_the_menu(rpc(login))
    assert windows, NOBODY_WORKS_THERE
    shown = page(login)

    for name, action in windows.items():
        shown.goto(f"/odoo/action-{action}")
        shown.wait_for_selector(VIEW_READY)
        screenshot(shown, f"screen-{login}-{name}")
        for kind in other_views(rpc("admin"), action):
            if kind == "form":
                open_first_record(shown)
            else:
                shown.click(f".o_switch_view.o_{kind}")
                shown.wait_for_selector(f".o_{kind}_view")
            screenshot(shown, f"screen-{login}-{name}-{kind}")
            shown.goto(f"/odoo/action-{action}")
            shown.wait_for_selector(VIEW_READY)


def open_first_record(shown):
    """Open the first record of the list, if there is one."""
    rows = shown.locator(".o_list_view .o_data_row")
    if not rows.count():
        return
    rows.first.locator("td.o_data_cell:not(.o_handle_cell)").first.click()
    shown.wait_for_selector(".o_form_view .o_form_sheet, .o_form_view .o_form_nosheet, .o_form_view .o_group")


def test_policy_form_for_the_documentation(page, screenshot):
    manager = page("manager")
    manager.goto("/odoo/governance-policies")
    manager.click(".o_data_row:has-text('Price and margin') td[name=name]")
    manager.wait_for_selector(".o_form_view .o_field_widget[name=rule_ids]")
    screenshot(manager, "policy", in_docs=True)

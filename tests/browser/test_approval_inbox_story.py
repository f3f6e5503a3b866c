"""The badge leads to what waits, and the figures of approvals are drawn, on a desk and on a telephone."""

import re

import pytest

from .test_approval_story import PHONE, held_order, routed  # noqa: F401

BADGE = ".o_dg_approval_badge"
COUNT = ".o_dg_approval_count"


@pytest.fixture
def asked(routed, rpc):  # noqa: F811
    """An order that waits for the approver, and nothing else; returns its name."""
    approver = rpc("approver")
    sales = rpc("sales")
    waiting = approver.search("dg.approval.request", [["is_mine", "=", True]])
    for request in waiting:
        answer(approver, request, "reject")
    order = held_order(sales)
    return sales.read("sale.order", [order], ["name"])[0]["name"]


def answer(approver, request, choice):
    """Answer a request as it stands."""
    seen = approver.call("dg.approval.request", "seen_now", [[request]])[str(request)]
    approver.call("dg.approval.request", "vote", [[request], choice, seen, "Because."])


def test_badge_counts_leads_to_the_request_and_forgets_what_was_answered(asked, page, screenshot):
    approver = page("approver")
    assert approver.wait_for_selector(COUNT).inner_text() == "1"

    approver.click(BADGE)
    row = approver.wait_for_selector(".o_dg_approval_row")
    assert asked in row.inner_text()
    assert "Discount above 5 %" in row.inner_text()
    screenshot(approver, "approval-badge", in_docs=True)
    row.click()
    approver.wait_for_selector(f".o_form_view .o_field_widget[name=document_name]:has-text('{asked}')")

    approver.click("button[name=action_approve]:visible")
    approver.click(".modal footer button[name=action_answer]:visible")
    approver.wait_for_selector(COUNT, state="detached")
    approver.click(BADGE)
    approver.wait_for_selector(".o_dg_approval_menu >> text=Nothing waits for you")


def test_badge_works_by_keyboard(asked, page):
    approver = page("approver")
    approver.wait_for_selector(COUNT)

    approver.focus(BADGE)
    approver.keyboard.press("Enter")
    approver.wait_for_selector(".o_dg_approval_row")
    approver.keyboard.press("ArrowDown")
    approver.keyboard.press("ArrowDown")
    approver.keyboard.press("Enter")

    approver.wait_for_selector(".o_breadcrumb >> text=My Approvals")
    approver.wait_for_selector(f".o_data_row:has-text('{asked}')")


def test_badge_and_inbox_fit_on_a_telephone(asked, page, screenshot):
    approver = page("approver")
    approver.set_viewport_size(PHONE)
    approver.reload()

    approver.click(BADGE)
    menu = approver.wait_for_selector(".o_dg_approval_menu .o_dg_approval_row").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= PHONE["width"]
    screenshot(approver, "phone-approval-badge")
    approver.click(".o_dg_approval_all")
    approver.wait_for_selector(f".o_kanban_view .o_kanban_record:has-text('{asked}')")
    assert approver.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_badge_is_hidden_from_whoever_approves_nothing(page):
    sales, approver = page("sales"), page("approver")
    sales.wait_for_selector(".o_menu_systray .o_user_menu")
    # By the time that it is there for somebody who came later, it would be there for whoever came first.
    approver.wait_for_selector(BADGE)

    assert not sales.locator(BADGE).count()


def test_figures_are_drawn_as_pivot_graph_and_list(asked, page, rpc, screenshot):
    approver = rpc("approver")
    for request in approver.search("dg.approval.request", [["is_mine", "=", True]]):
        answer(approver, request, "approve")
    manager = page("manager")

    for name in ("analysis", "load"):
        manager.goto(f"/odoo/action-dg_approvals.dg_approval_{name}_action")
        table = manager.wait_for_selector(".o_pivot_view table").inner_text()
        assert re.search(r"\d+(\.\d+)?%", table), table
        screenshot(manager, f"approval-{name}", in_docs=name == "analysis")
        manager.click(".o_switch_view.o_graph")
        manager.wait_for_selector(".o_graph_view canvas")
        screenshot(manager, f"approval-{name}-graph")
        manager.click(".o_switch_view.o_list")
        manager.wait_for_selector(".o_list_view .o_data_row")
    manager.goto("/odoo/action-dg_approvals.dg_approval_candidate_action")
    manager.wait_for_selector(".o_list_view, .o_view_nocontent")


def test_row_of_the_analysis_opens_its_request(asked, page):
    controller = page("controller")
    controller.goto("/odoo/action-dg_approvals.dg_approval_analysis_action")
    controller.wait_for_selector(".o_pivot_view table")
    controller.click(".o_switch_view.o_list")
    controller.click(".o_list_view .o_data_row td[name=rule_name] >> nth=0")

    controller.wait_for_selector(".o_form_view .o_field_widget[name=document_name]")

"""A manager writes a policy as a table, a second one publishes it, and everybody sees what changed."""

import pytest

# Dispatches what a browser does when a block is pasted.
PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def policy(rpc):
    """The id of a draft of three rules that decides on nothing yet."""
    manager = rpc("manager")
    sales = manager.search("dg.process", [["name", "=", "Sales"]])[0]
    rules = [
        ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
        ("Low margin", "hold", {"margin_percent": "< 15"}),
        ("Margin unknown", "warn", {"margin_percent": "null"}),
    ]
    return manager.call(
        "dg.policy",
        "create",
        [
            {
                "name": "Season rebates",
                "process_id": sales,
                "mode": "observe",
                "rule_ids": [
                    [0, 0, {"name": name, "effect": effect, "cells": cells, "sequence": number}]
                    for number, (name, effect, cells) in enumerate(rules)
                ],
            }
        ],
    )


class Matrix:
    """The grid of a policy form."""

    def __init__(self, shown, policy):
        self.shown = shown
        shown.goto(f"/odoo/governance-policies/{policy}")
        shown.wait_for_selector(".o_dg_matrix_row")

    def cell(self, row, column):
        """The input of a cell."""
        return self.shown.locator(f"[data-row='{row}'][data-col='{column}']")

    def type(self, row, column, text):
        """Type a text instead of what stands there, and leave the cell."""
        self.cell(row, column).click()
        self.shown.keyboard.press("Control+A")
        self.shown.keyboard.type(text)
        self.shown.keyboard.press("Tab")

    def names(self):
        """What the rules are called, in their order."""
        return self.shown.eval_on_selector_all("[data-col=name]", "(cells) => cells.map((cell) => cell.value)")

    def wait_for_names(self, *names):
        """Return when the rules are these."""
        self.shown.wait_for_function(
            "(names) => [...document.querySelectorAll('[data-col=name]')].map((cell) => cell.value).join() === names",
            arg=",".join(names),
        )

    def drag(self, row, below):
        """Drag a rule below another one."""
        handles = self.shown.locator(".o_dg_matrix_handle")
        handles.nth(row).hover()
        self.shown.mouse.down()
        place = handles.nth(below).bounding_box()
        for step in (-30, 0, place["height"] + 8):
            self.shown.mouse.move(place["x"] + 4, place["y"] + step, steps=6)
        self.shown.mouse.up()

    def save(self):
        """Save as the button does; return when it is saved or refused."""
        with self.shown.expect_response(lambda response: "web_save" in response.url):
            self.shown.click(".o_form_button_save")


def saved_rules(rpc, policy):
    """What the server has: (name, cells) in order."""
    rules = rpc("manager").search_read("dg.policy.rule", [["policy_id", "=", policy]], ["name", "cells"])
    return [(rule["name"], rule["cells"]) for rule in rules]


def test_manager_corrects_a_wrong_test_before_anything_is_lost(page, rpc, policy, screenshot):
    manager = page("manager")
    matrix = Matrix(manager, policy)

    matrix.cell(0, "fact.deepest_discount").click()
    manager.keyboard.press("Control+A")
    manager.keyboard.type("> ten")
    manager.wait_for_selector(".o_dg_matrix_problems:has-text('there is “ten”')")
    assert matrix.cell(0, "fact.deepest_discount").get_attribute("aria-invalid") == "true"
    screenshot(manager, "policy-wrong-test", in_docs=True)

    matrix.save()
    dialog = manager.wait_for_selector(".modal:has-text('there is “ten”')")
    assert "Rule “Discount above 10 %”" in dialog.inner_text()
    manager.click(".modal .btn-primary, .modal .btn-close")
    manager.wait_for_selector(".modal", state="detached")
    assert matrix.cell(0, "fact.deepest_discount").input_value() == "> ten"
    assert saved_rules(rpc, policy)[0] == ("Discount above 10 %", {"deepest_discount": "> 10"})

    matrix.type(0, "fact.deepest_discount", "> 12")
    manager.wait_for_selector(".o_dg_matrix_problems", state="detached")
    matrix.save()
    assert saved_rules(rpc, policy)[0] == ("Discount above 10 %", {"deepest_discount": "> 12"})


def test_table_is_written_with_keyboard_mouse_and_spreadsheet(page, rpc, policy, screenshot):
    manager = page("manager")
    matrix = Matrix(manager, policy)

    matrix.cell(2, "name").click()
    manager.keyboard.press("Alt+ArrowUp")
    matrix.wait_for_names("Discount above 10 %", "Margin unknown", "Low margin")
    matrix.drag(0, below=2)
    matrix.wait_for_names("Margin unknown", "Low margin", "Discount above 10 %")

    manager.click(".o_dg_matrix_add button")
    manager.click(".o_select_menu_item:has(.fw-bold:text-is('Untaxed amount'))")
    manager.wait_for_selector("th[data-fact=amount_untaxed]")
    matrix.cell(2, "name").click()
    manager.keyboard.press("Enter")
    matrix.wait_for_names("Margin unknown", "Low margin", "Discount above 10 %", "")
    manager.evaluate(PASTE, "Large order\t\t\t> 5000\tWarn\tAsk\nHuge order\t-\t-\t> 50000\tBlock\tAsk twice\n")
    matrix.wait_for_names("Margin unknown", "Low margin", "Discount above 10 %", "Large order", "Huge order")
    matrix.cell(3, "name").click()
    manager.keyboard.press("Control+d")
    matrix.wait_for_names(
        "Margin unknown", "Low margin", "Discount above 10 %", "Large order", "Large order", "Huge order"
    )
    manager.wait_for_selector(".o_dg_analysis li:has-text('same documents')")
    manager.click(".o_dg_analysis li:has-text('same documents') button")
    manager.wait_for_selector(".o_dg_matrix_shown [data-col=name]:focus")
    screenshot(manager, "policy-analysis", in_docs=True)
    manager.keyboard.press("Control+Delete")
    matrix.wait_for_names("Margin unknown", "Low margin", "Discount above 10 %", "Large order", "Huge order")
    matrix.save()

    assert saved_rules(rpc, policy) == [
        ("Margin unknown", {"margin_percent": "null"}),
        ("Low margin", {"margin_percent": "< 15"}),
        ("Discount above 10 %", {"deepest_discount": "> 10"}),
        ("Large order", {"amount_untaxed": "> 5000"}),
        ("Huge order", {"amount_untaxed": "> 50000"}),
    ]


def test_second_manager_publishes_and_everybody_sees_the_difference(page, rpc, policy, screenshot):
    rpc("manager2").call("dg.policy", "action_publish", [[policy]])
    manager = page("manager")
    matrix = Matrix(manager, policy)
    matrix.type(1, "fact.margin_percent", "< 18")
    matrix.save()
    manager.click("button[name=action_open_publish]")
    manager.wait_for_selector(".modal:has-text('Ask another governance manager')")

    second = page("manager2")
    Matrix(second, policy)
    second.click("button[name=action_open_publish]")
    second.wait_for_selector(".modal .o_dg_diff_changed")
    assert second.inner_text(".modal .o_dg_diff del") == "< 15"
    assert second.inner_text(".modal .o_dg_diff ins") == "< 18"
    second.fill(".modal .o_field_widget[name=note] input", "Agreed for the season.")
    screenshot(second, "policy-publish", in_docs=True)
    second.click(".modal button[name=action_publish]")
    second.wait_for_selector(".modal", state="detached")
    second.click("a.nav-link[name=versions]")
    second.wait_for_selector(".o_data_row:has-text('Agreed for the season.') .badge:has-text('In force')")
    screenshot(second, "policy-versions")

    second.click("button[name=action_open_comparison]")
    second.wait_for_selector(".modal .o_dg_diff:has-text('Both say the same')")
    screenshot(second, "policy-comparison")


def test_wrong_file_changes_nothing_and_says_where(page, rpc, policy, screenshot, tmp_path):
    manager = page("manager")
    Matrix(manager, policy)
    with manager.expect_download() as download:
        manager.click("button[name=action_export_csv]")
    good = tmp_path / "good.csv"
    download.value.save_as(good)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(good.read_text(encoding="utf-8-sig").replace("< 15", "< fifteen"), encoding="utf-8")

    manager.click("button[name=action_open_import]")
    manager.set_input_files(".modal input[type=file]", wrong)
    manager.wait_for_selector(".o_dg_problems tr:has-text('fifteen') td:has-text('Order margin')")
    assert not manager.is_visible(".modal button[name=action_import]")
    screenshot(manager, "policy-import")
    manager.click(".modal button[special=cancel]")

    manager.click("button[name=action_open_import]")
    manager.set_input_files(".modal input[type=file]", good)
    manager.wait_for_selector(".o_dg_diff:has-text('Both say the same')")
    assert len(saved_rules(rpc, policy)) == 3


def test_table_is_usable_on_a_phone_and_closed_to_readers(page, policy, screenshot):
    manager = page("manager")
    manager.set_viewport_size({"width": 390, "height": 844})
    matrix = Matrix(manager, policy)
    matrix.cell(0, "guidance").scroll_into_view_if_needed()
    box = matrix.cell(0, "name").bounding_box()
    assert 0 <= box["x"] < 60, "the name of a rule stays in sight"
    screenshot(manager, "policy-phone")

    auditor = page("auditor")
    Matrix(auditor, policy)
    assert not auditor.locator(".o_dg_matrix input, .o_dg_matrix select, .o_dg_matrix_add_rule").count()
    assert "> 10" in auditor.inner_text(".o_dg_matrix")
    assert not auditor.is_visible("button[name=action_open_publish]")
    screenshot(auditor, "policy-for-a-reader")

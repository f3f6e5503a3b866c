"""The story of a manager who looks before publishing: a stricter draft, its counts, and one order it would hold."""

import contextlib

import psycopg2
import pytest


@pytest.fixture
def stricter_draft(rpc):
    """The demo policy on prices, its draft holding discounts above 4 % instead of 10 %; as it was, afterwards."""
    manager = rpc("manager")
    (policy,) = manager.search("dg.policy", [["name", "=", "Price and margin"]])
    (cell,) = manager.search("dg.policy.condition", [["rule_id.policy_id", "=", policy], ["test", "=", "(10..40]"]])
    manager.write("dg.policy.condition", [cell], {"test": "(4..40]"})
    yield policy
    manager.write("dg.policy.condition", [cell], {"test": "(10..40]"})


def test_manager_simulates_a_stricter_draft_sees_counts_and_opens_an_example(page, rpc, screenshot, stricter_draft):
    manager = page("manager")
    manager.goto(f"/odoo/governance-policies/{stricter_draft}")
    manager.click("button[name=action_simulate]")
    manager.wait_for_selector(".o_form_view .o_field_widget[name=candidate]")
    assert "Price and margin" in manager.input_value(".o_field_widget[name=policy_id] input")
    screenshot(manager, "simulation-question")
    manager.click("button[name=action_run]")

    summary = manager.wait_for_selector(".o_field_widget[name=summary]:visible")
    assert "more would be stopped" in summary.inner_text()
    stopped = int(manager.inner_text(".o_field_widget[name=newly_stopped_count]"))
    assert stopped >= 2
    held = manager.inner_text(".o_field_widget[name=outcome_ids] .o_data_row:has-text('Hold')").split()
    assert int(held[2]) - int(held[1]) == stopped
    screenshot(manager, "simulation", in_docs=True)

    manager.click(".o_notebook .nav-link:has-text('Rules')")
    manager.wait_for_selector(".o_field_widget[name=rule_ids] .o_data_row:has-text('Discount above 10 %')")
    screenshot(manager, "simulation-rules")
    manager.click(".o_notebook .nav-link:has-text('Examples')")
    example = manager.wait_for_selector(".o_field_widget[name=line_ids] .o_data_row >> nth=0")
    assert "Deepest line discount is" in example.inner_text()
    manager.wait_for_selector(".o_notebook .nav-link.active:has-text('Examples')")
    screenshot(manager, "simulation-examples", in_docs=True)
    name = manager.inner_text(".o_field_widget[name=line_ids] .o_data_row >> nth=0 >> td[name=document_name]")
    manager.click(".o_field_widget[name=line_ids] .o_data_row >> nth=0 >> button[name=action_open_document]")
    manager.wait_for_selector(f".o_form_view .o_breadcrumb :text('{name}')")
    manager.go_back()

    manager.click("button[name=action_open_lines]")
    manager.wait_for_selector(".o_list_view .o_data_row")
    manager.click(".o_switch_view.o_graph")
    manager.wait_for_selector(".o_graph_view canvas")
    screenshot(manager, "simulation-graph")
    manager.click(".o_switch_view.o_pivot")
    manager.wait_for_selector(".o_pivot_view table")


def test_open_orders_are_simulated_and_a_simulation_is_found_again(page, screenshot, stricter_draft):
    manager = page("manager")
    manager.goto(f"/odoo/governance-policies/{stricter_draft}")
    manager.click("button[name=action_simulate]")
    manager.click(".o_field_widget[name=subject] input")
    manager.click(".o_select_menu_item:has-text('Open documents')")
    manager.click("button[name=action_run]")
    manager.wait_for_selector(".o_field_widget[name=summary]:visible")
    screenshot(manager, "simulation-open")

    manager.goto("/odoo/governance-simulations")
    manager.wait_for_selector(".o_list_view .o_data_row:has-text('Open documents'):has-text('Done')")
    screenshot(manager, "list-simulations")
    manager.goto(f"/odoo/governance-policies/{stricter_draft}")
    manager.wait_for_selector("button[name=action_open_simulations]")


def test_manager_re_checks_what_a_policy_holds(page, screenshot, stricter_draft):
    manager = page("manager")
    # The first one withdraws what other stories left behind.
    for _time in ("first", "second"):
        manager.goto(f"/odoo/governance-policies/{stricter_draft}")
        manager.click("button[name=action_recheck]")
        manager.click(".modal .btn-primary")
        manager.wait_for_selector(".o_form_view .o_field_widget[name=withdrawn_count]")
    assert manager.inner_text(".o_field_widget[name=withdrawn_count]") == "0"
    assert int(manager.inner_text(".o_field_widget[name=kept_count]")) >= 1
    screenshot(manager, "recheck")


def test_running_simulation_shows_its_progress_until_it_ends(page, server, rpc, screenshot, stricter_draft):
    simulation = rpc("manager").create("dg.simulation", {"policy_id": stricter_draft})
    manager = page("manager")
    place = {name: server.connection[name] for name in ("host", "port", "user", "password", "sslmode")}
    with contextlib.closing(psycopg2.connect(dbname=server.database, **place)) as database:

        def set_to(values):
            with database, database.cursor() as cursor:
                cursor.execute(f"UPDATE dg_simulation SET {values} WHERE id = %s", [simulation])

        set_to("state = 'running', total = 200000, processed = 50000")
        manager.goto(f"/odoo/governance-simulations/{simulation}")
        bar = manager.wait_for_selector(".o_dg_job_progress")
        assert "50000 of 200000 documents" in bar.inner_text()
        assert manager.get_attribute(".progress-bar", "aria-valuenow") == "25"
        screenshot(manager, "simulation-running")
        set_to("processed = 150000")
        manager.wait_for_selector(".o_dg_job_progress:has-text('150000 of 200000')")
        set_to("state = 'cancelled'")
        manager.wait_for_selector(".o_dg_job_progress", state="detached")
        assert manager.is_visible("button[name=action_again]")

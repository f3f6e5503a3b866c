"""Does the demo company show every way a request can go, made by the people who would make it?"""

from tests.blackbox.demo_story import APPROVALS


def requests_of(auditor, reference):
    """The requests about the order with a reference, oldest first."""
    [order] = auditor.search("sale.order", [["client_order_ref", "=", reference]])
    fields = ["state", "waits_for", "due_at", "requester_id"]
    domain = [["document_model", "=", "sale.order"], ["document_id", "=", order]]
    return auditor.search_read("dg.approval.request", domain, fields, order="id")


def test_every_state_of_a_request_is_there_once_at_least(rpc):
    auditor = rpc("auditor")

    found = {reference: [row["state"] for row in requests_of(auditor, reference)] for reference in APPROVALS}

    assert found == APPROVALS
    states = auditor.call("dg.approval.request", "fields_get", [["state"]])["state"]["selection"]
    # “Approved” lasts only while an approved order takes its step.
    assert {state for told in APPROVALS.values() for state in told} == {key for key, _label in states} - {"approved"}


def test_questions_wait_for_the_people_told(rpc):
    auditor = rpc("auditor")
    waiting = {
        "Overlooked since morning": "Nadia Clarke, Henrik Stone",
        "Mats for the canteens": "Henrik Stone",
        "Shelves for two wards": "Milan Reed",
        "Lockers on account": "Hedda Roth",
        "Labels for a year": "Nadia Clarke, Henrik Stone",
    }

    assert {reference: requests_of(auditor, reference)[0]["waits_for"] for reference in waiting} == waiting


def test_late_question_was_escalated_by_the_watch(rpc):
    auditor = rpc("auditor")
    [request] = requests_of(auditor, "Overlooked since morning")
    steps = auditor.search_read("dg.approval.step", [["request_id", "=", request["id"]]], ["due_at", "breached_at"])
    codes = auditor.search_read("dg.event", [["event_type_id.code", "=", "approval.escalated"]], ["document_id"])

    assert [step["breached_at"] for step in steps] == [steps[0]["due_at"]]
    assert codes


def test_answer_in_the_place_of_somebody_else_says_so(rpc):
    votes = rpc("auditor").search_read(
        "dg.approval.vote", [["on_behalf_of_id", "!=", False]], ["voter_id", "on_behalf_of_id", "delegation_id"]
    )

    assert [(vote["voter_id"][1], vote["on_behalf_of_id"][1]) for vote in votes] == [("Milan Reed", "Henrik Stone")]
    assert votes[0]["delegation_id"]


def test_limits_are_confirmed_by_the_second_manager(rpc):
    fields = ["written_by_id", "confirmed_by_id", "is_in_force"]
    limits = rpc("auditor").search_read("dg.authority.limit", [], fields)

    assert len(limits) == 3
    assert {(row["written_by_id"][1], row["confirmed_by_id"][1], row["is_in_force"]) for row in limits} == {
        ("Maren Holt", "Piet Vos", True)
    }


def test_tiers_have_their_working_hours_again(rpc):
    tiers = rpc("manager").search_read("dg.approval.tier", [], ["name", "sla_hours", "calendar_id"])
    told = {tier["name"]: (tier["sla_hours"], tier["calendar_id"]) for tier in tiers}

    assert {name: told[name] for name in ("Sales management", "Director", "Finance")} == {
        "Sales management": (8.0, False),
        "Director": (16.0, False),
        "Finance": (4.0, False),
    }

"""Are people asked about the same orders in each variant, and is what that costs held against its goals?"""

from types import SimpleNamespace

import pytest

from bench import approve, inbox, web_client

from .test_bench_sections import Laboratory, costing


def walked(name, do, request):
    """Answer as if each step took 10 ms, ours 2 ms more and the database nothing, and each query were one."""
    if do != "walk":
        return costing(1.0, 1)
    orders = request.get("times", 1) * request.get("size", 1)
    return costing((12.0 if name in ("governed", "full") else 10.0) * orders, 4 * orders)


def goals(section, goal_id):
    return [goal for goal in section.goals if goal.id == goal_id]


def test_each_variant_has_its_approvers_and_the_peer_the_same_number():
    laboratory = Laboratory(walked)

    approve.run(laboratory)

    staffed = {name: request["asked"] for name, do, request in laboratory.asked if do == "staff"}
    assert staffed == {"unrouted": 0, "half": 2, "tier": 1, "governed": 1}
    assert laboratory.opened["tier"] == "tier"
    assert {laboratory.opened[name] for name in ("unrouted", "half", "governed")} == {"governed"}


def test_request_is_judged_by_itself_and_approval_by_what_it_adds_to_a_confirmation():
    section = approve.run(Laboratory(walked))

    single, database, queries, batch, batch_queries, more, _more_database, more_queries = goals(section, "G5")
    assert (single.figure, database.figure, queries.figure) == (12, 0, 4)
    assert (batch.figure, batch_queries.figure, batch_queries.is_met) == (12, 4, False)
    assert (more.figure, more_queries.figure) == (2, 0)


def test_whole_path_is_held_against_plain_confirmation_of_storable_orders():
    laboratory = Laboratory(walked)

    [whole] = goals(approve.run(laboratory), "G6")

    assert (whole.figure, whole.is_met) == (pytest.approx(1.2), True)
    paths = [request for _name, do, request in laboratory.asked if do == "walk" and request.get("kind") == "storable"]
    assert {tuple(request["measured"]) for request in paths} == {("request", "approve", "confirm")}


def test_what_is_held_stops_there_and_what_is_confirmed_does_not():
    for _do, _names, _rounds, request in approve.CASES.values():
        assert ("until" in request) == (request.get("ends") == "draft")


def test_what_a_request_adds_to_a_hold_has_a_line():
    section = approve.run(Laboratory(walked))

    lines = {row[:2]: row[2:] for row in section.rows}
    assert lines["request, 1 order", "of it, for asking"] == ("2.00", "0.00", "", "0")


def test_inboxes_are_measured_with_and_without_requests_and_the_peer_apart():
    laboratory = Laboratory(walked)

    section = inbox.run(laboratory)

    asked = [(name, do) for name, do, _request in laboratory.asked]
    assert {name for name, do in asked if do == "listing"} == {"few", "open", "full", "tier"}
    assert [request["due"] for _name, do, request in laboratory.asked if do == "watch"] == [0, inbox.LATE]
    assert asked[-1] == ("tier", "join")
    assert [goal.figure for goal in goals(section, "G8")] == pytest.approx([1.0, 1.2, 1.2])
    assert [goal.is_met for goal in goals(section, "G8")] == [True, False, False]


def test_each_call_on_an_inbox_is_judged_by_itself():
    def answer(_name, _do, request):
        return costing(4.0 * request.get("times", 1), 3 * request.get("times", 1)) | {"wall": 60.0}

    counter, queries, listed, wall, opened, joined, *_grown = goals(inbox.run(Laboratory(answer)), "G7")

    assert [goal.figure for goal in (counter, queries, listed, opened, joined)] == [4, 3, 4, 3, 3]
    assert (wall.figure, wall.unit) == (pytest.approx(20), "ms")


def test_web_client_reads_the_fields_of_a_view_and_the_columns_of_its_lists():
    def model(**fields):
        made = {}
        for name, comodel in fields.items():
            made[name] = SimpleNamespace(name=name, relational=bool(comodel), type="", comodel_name=comodel)
        return SimpleNamespace(_fields=made, env=models)

    models = {}
    models["step"] = model(name=None, user_ids="user")
    models["request"] = model(state=None, user_id="user", step_ids="step")
    arch = """<form><header><field name="state"/></header><field name="user_id"/>
              <field name="step_ids"><list><field name="name"/><field name="user_ids"/></list></field></form>"""
    models["request"].get_views = lambda views: {"views": {"form": {"arch": arch}}}

    assert web_client.specification(models, "request", "form") == {
        "state": {},
        "user_id": {"fields": {"display_name": {}}},
        "step_ids": {"fields": {"name": {}, "user_ids": {"fields": {"display_name": {}}}}},
    }

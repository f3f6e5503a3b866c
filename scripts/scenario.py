"""Does the product tell its story?  Held, explained, put to people, approved and on record, against a real Odoo.

Run by `make scenario`.  Everything goes through the routes of the web client, as the people of
the demo company; the exit code is 1 as soon as one step is not as told.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import testserver
from scripts.story import Story, StoryBroken
from tests.client import RpcError

PIECES, DISCOUNT = 25, 18.0
WRITTEN_TOGETHER = ("dg_decision", "dg_hold", "dg_approval_request", "dg_event")
# Hours in which sales management has to answer while the watch is shown: seconds, round the clock.
IN_A_HURRY = {"sla_hours": 0.003, "remind_hours": 0.0015}


def enter_the_order(story):
    """The salesperson enters an order whose discount is too deep; everything else is fine."""
    story.step(f"Sofia (sales) enters an order: {PIECES} steel shelves, {DISCOUNT:.0f} % discount")
    order = story.enter("Harbour Street Hardware", PIECES, DISCOUNT)
    sales = story.as_("sales")
    price = sales.read("sale.order.line", order["order_line"], ["price_unit"])[0]["price_unit"]
    print(f"   {order['name']}: {PIECES} x {price:.2f} less {DISCOUNT:.0f} % = {order['amount_untaxed']:.2f}")
    free = sales.search_read("product.product", [["name", "=", "Steel Shelf 90 cm"]], ["free_qty"])[0]["free_qty"]
    story.expect(f"stock is fine: {free:.0f} pieces are free", free >= PIECES)


def confirm_and_be_held(story):
    """Confirming holds the order; decision, hold, request and event are there, and the reason says everything."""
    story.step("Sofia presses Confirm")
    story.confirm()
    story.expect("the order is not confirmed", story.order_state() == "draft")
    holds = story.about("dg.hold", ["rule_name", "explanation", "state"], login="sales")
    story.expect("one hold is active, for the discount alone", [hold["state"] for hold in holds] == ["active"])
    print(f"   {holds[0]['rule_name']}: {holds[0]['explanation']}")
    for text in (f"{DISCOUNT:.0f} %", "line 1", "more than 10 %", "with at most 10 %"):
        story.expect(f"the reason names “{text}”", text in holds[0]["explanation"])
    decisions = story.about("dg.decision", ["outcome"], login="sales")
    story.expect("the decision is kept", [decision["outcome"] for decision in decisions] == ["held"])
    request = story.request("due_at")
    story.expect(f"{request['waits_for']} is asked, until {request['due_at']} UTC", request["state"] == "open")
    written = story.transactions(*WRITTEN_TOGETHER)
    story.expect(
        "decision, hold, request and events were written in one transaction",
        all(written.values()) and len(set().union(*written.values())) == 1,
    )
    story.expect("the deadline lies in working hours", _is_at_work(story, request["due_at"]))


def _is_at_work(story, moment):
    """Whether a moment in UTC lies in the working hours of the company, ends included."""
    manager = story.as_("manager")
    company = manager.search_read("res.company", [["name", "=", "Brightwater Distribution"]], ["resource_calendar_id"])
    calendar = company[0]["resource_calendar_id"][0]
    zone = manager.read("resource.calendar", [calendar], ["tz"])[0]["tz"]
    there = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    hour = there.hour + there.minute / 60 + there.second / 3600
    spans = manager.search_read(
        "resource.calendar.attendance",
        [["calendar_id", "=", calendar], ["dayofweek", "=", str(there.weekday())]],
        ["hour_from", "hour_to"],
    )
    return any(span["hour_from"] <= hour <= span["hour_to"] for span in spans)


def find_it_in_the_journal(story):
    """The events are in the journal, in their order, and sealed."""
    story.step("The journal has it, numbered and sealed")
    events = story.about("dg.event", ["event_type_id", "number"], login="sales")
    told = [(event["number"], event["event_type_id"][1]) for event in events]
    print(f"   {told}")
    story.expect("held, then put to people, without a gap", told == [(1, "sale_order.held"), (2, "approval.requested")])
    story.seal_and_verify()


def try_to_pass_by(story):
    """Writing the state directly is refused, and the attempt is on record although it was rolled back."""
    story.step("Sofia tries to pass by: writes the state, the hold, the request")
    sales = story.as_("sales")
    story.expect_refused(
        "writing the state is refused",
        lambda: sales.write("sale.order", [story.order], {"state": "sale"}),
        "GateClosed",
    )
    story.expect("the order is still not confirmed", story.order_state() == "draft")
    story.expect("the refused attempt is in the journal", story.codes().count("document.refused") == 1)
    for model, values in (("dg.hold", {"state": "released"}), ("dg.approval.request", {"state": "approved"})):
        keys = [row["id"] for row in story.about(model, [], login="sales")]
        story.expect_refused(
            f"writing {model} is refused", lambda m=model, k=keys, v=values: sales.write(m, k, v), "AccessError"
        )


def change_it_meanwhile(story):
    """An approval given on 18 % does not reach an order that has become one of 40 %."""
    story.step("Sofia makes it 40 % while Nadia (sales manager) reads 18 %")
    sales, request = story.as_("sales"), story.request()["id"]
    seen = story.seen("approver", request)
    lines = sales.read("sale.order", [story.order], ["order_line"])[0]["order_line"]
    sales.write("sale.order.line", lines, {"discount": 40.0})
    story.expect_refused(
        "Nadia's approval of what she read is refused, and names the change",
        lambda: story.vote("approver", request, "approve", "Fine.", seen),
        "VoteRefused",
        "was changed since",
        "Disc",
    )
    story.expect("nothing was released", story.order_state() == "draft" and story.request()["state"] == "open")
    sales.write("sale.order.line", lines, {"discount": DISCOUNT})
    story.expect_refused(
        "Sofia cannot approve her own order",
        lambda: story.vote("sales", request, "approve", "Mine."),
        "VoteRefused",
        "requester",
    )


def approve(story):
    """The sales manager approves, and the order confirms by itself."""
    story.step(f"It is {DISCOUNT:.0f} % again; Nadia approves with a comment")
    print("   " + story.about("dg.decision", ["facts_text"])[-1]["facts_text"].replace("\n", "\n   "))
    answer = story.vote("approver", story.request()["id"], "approve", "Volume agreed for this season.")
    story.expect("the request is done", answer["state"] == "done")
    story.expect("the order is confirmed, without another click", story.order_state() == "sale")
    moves = story.as_("warehouse").search_read(
        "stock.move", [["sale_line_id.order_id", "=", story.order]], ["quantity", "state"]
    )
    reserved = sum(Decimal(str(move["quantity"])) for move in moves)
    story.expect(f"stock is reserved: {reserved:.0f} pieces", reserved == PIECES)


def read_the_journal(story):
    """The journal tells who did what, under which version, and proves that nothing was altered."""
    story.step("Ines (auditor) reads the journal")
    fields = ["number", "stream", "event_type_id", "actor_id", "on_behalf_of_id", "payload"]
    events = story.about("dg.event", fields, login="auditor")
    for event in events:
        behalf = f", with the rights of {event['on_behalf_of_id'][1]}" if event["on_behalf_of_id"] else ""
        place = f"{event['stream']} #{event['number']}"
        print(f"   {place:<24} {event['event_type_id'][1]:<22} {event['actor_id'][1]}{behalf}")
    own = [event for event in events if not event["stream"].startswith("refused/")]
    told = [event["event_type_id"][1] for event in own]
    expected = ["sale_order.held", "approval.requested", "approval.voted", "approval.approved", "hold.released"]
    story.expect("held, asked, answered, released, confirmed", told == [*expected, "sale_order.confirmed"])
    story.expect("numbered without a gap", [event["number"] for event in own] == list(range(1, len(own) + 1)))
    held, voted = json.loads(own[0]["payload"]), json.loads(own[2]["payload"])
    version = story.as_("auditor").read(
        "dg.policy.version", [held["reasons"][0]["policy_version_id"]], ["display_name", "rules_text"]
    )[0]
    story.expect(f"the policy version is named: {version['display_name']}", "(10..40]" in version["rules_text"])
    story.expect(
        f"the vote is signed by {own[2]['actor_id'][1]} with her words",
        voted["comment"] == "Volume agreed for this season." and own[2]["actor_id"][1] == "Nadia Clarke",
    )
    story.seal_and_verify()


def nobody_reacts(story):
    """On another order nobody answers: a reminder, then the director is asked as well, and decides."""
    story.step("Nobody reacts on another order (sales management has seconds to answer, set by a manager)")
    manager = story.as_("manager")
    tier = manager.search("dg.approval.tier", [["name", "=", "Sales management"]])
    clock = manager.search("resource.calendar", [["name", "=", "Round the clock"]])[0]
    before = manager.read("dg.approval.tier", tier, ["calendar_id", *IN_A_HURRY])[0]
    manager.write("dg.approval.tier", tier, IN_A_HURRY | {"calendar_id": clock})
    try:
        story.enter("Orchard Valley Foods", 10, DISCOUNT)
        story.confirm()
        story.watch_until("approval.reminded")
        story.expect(
            "a reminder is in the journal, and only Nadia is asked", story.request()["waits_for"] == "Nadia Clarke"
        )
        story.watch_until("approval.escalated")
    finally:
        kept = {name: before[name] for name in IN_A_HURRY}
        manager.write("dg.approval.tier", tier, kept | {"calendar_id": (before["calendar_id"] or [False])[0]})
    request = story.request("is_late", "due_at")
    story.expect(f"it is late, and {request['waits_for']} are asked now", "Henrik Stone" in request["waits_for"])
    story.expect(
        "each was done once", [story.codes().count(f"approval.{w}") for w in ("reminded", "escalated")] == [1, 1]
    )
    story.vote("director", request["id"], "approve", "Sales management is at the fair.")
    story.expect("the director approves, and the order goes on", story.order_state() == "sale")


def over_the_credit_limit(story):
    """An order over the customer's credit limit is stopped until finance releases it through its own route."""
    story.step("Quarry Lane Garages order beyond their credit limit (shipments are held with a later step)")
    story.enter("Quarry Lane Garages", 6, 0.0)
    story.confirm()
    request = story.request("reasons_text")
    story.expect(f"it waits for finance: {request['waits_for']}", request["waits_for"] == "Hedda Roth")
    salespersons = story.about("dg.hold", ["explanation"], login="sales")[-1]["explanation"]
    print(f"   Sofia reads: {salespersons}")
    story.expect_refused(
        "sales management cannot release it",
        lambda: story.vote("approver", request["id"], "approve", "Let it go."),
        "VoteRefused",
        "not asked",
    )
    story.vote("finance", request["id"], "approve", "A payment is announced for Friday.")
    story.expect("finance releases it, and the order goes by itself", story.order_state() == "sale")
    story.seal_and_verify()


STEPS = (
    enter_the_order,
    confirm_and_be_held,
    find_it_in_the_journal,
    try_to_pass_by,
    change_it_meanwhile,
    approve,
    read_the_journal,
    nobody_reacts,
    over_the_credit_limit,
)


def main():
    """Tell the story; 0 when every step went as told."""
    story = Story(testserver.current())
    try:
        for step in STEPS:
            step(story)
    except (StoryBroken, RpcError) as broken:
        print(f"\n✗ The story breaks at step {story.steps}: {broken}", file=sys.stderr)
        return 1
    print(f"\n✓ {story.steps} steps in {time.monotonic() - story.began:.1f} s: the story holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

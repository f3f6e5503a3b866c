"""Does the product tell its story?  Held, explained, released and on record, against a real Odoo, with the figures.

Run by `make scenario`.  Everything goes through the routes of the web client, as the people of
the demo company; the exit code is 1 as soon as one step is not as told.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import testserver
from tests.client import OdooClient, RpcError

PIECES, DISCOUNT = 25, 18.0


class StoryBroken(Exception):
    """A step that did not go as told."""


class Story:
    """The people, and what they have seen so far."""

    def __init__(self, server):
        self.server = server
        self.people = {}
        self.began = time.monotonic()
        self.steps = 0
        self.order = None

    def as_(self, login):
        """The session of one person."""
        if login not in self.people:
            self.people[login] = OdooClient(self.server.url, self.server.database, login, login)
        return self.people[login]

    def step(self, title):
        """Announce the next step."""
        self.steps += 1
        print(f"\n{self.steps}. {title}   [{time.monotonic() - self.began:.1f} s]", flush=True)

    def expect(self, text, is_so):
        """Print what is expected, and stop where it is not so."""
        print(f"   {'✓' if is_so else '✗'} {text}", flush=True)
        if not is_so:
            raise StoryBroken(text)

    def about(self, model, fields, login="controller"):
        """The rows of governance about the order, oldest first."""
        domain = [["document_model", "=", "sale.order"], ["document_id", "=", self.order]]
        return self.as_(login).search_read(model, domain, fields, order="id")

    def order_state(self):
        """The state of the order as its salesperson sees it."""
        return self.as_("sales").read("sale.order", [self.order], ["state"])[0]["state"]


def enter_the_order(story):
    """The salesperson enters an order whose discount is too deep; everything else is fine."""
    sales = story.as_("sales")
    story.step(f"Sofia (sales) enters an order: {PIECES} steel shelves, {DISCOUNT:.0f} % discount")
    partner = sales.search("res.partner", [["name", "=", "Harbour Street Hardware"]])[0]
    product = sales.search_read("product.product", [["name", "=", "Steel Shelf 90 cm"]], ["free_qty"])[0]
    line = {"product_id": product["id"], "product_uom_qty": PIECES, "discount": DISCOUNT}
    story.order = sales.create("sale.order", {"partner_id": partner, "order_line": [[0, 0, line]]})
    order = sales.read("sale.order", [story.order], ["name", "amount_untaxed", "order_line"])[0]
    price = sales.read("sale.order.line", order["order_line"], ["price_unit"])[0]["price_unit"]
    print(f"   {order['name']}: {PIECES} x {price:.2f} less {DISCOUNT:.0f} % = {order['amount_untaxed']:.2f}")
    story.expect(f"stock is fine: {product['free_qty']:.0f} pieces are free", product["free_qty"] >= PIECES)


def confirm_and_be_held(story):
    """Confirming holds the order; decision, hold and event are there, and the reason says everything."""
    story.step("Sofia presses Confirm")
    answer = story.as_("sales").call("sale.order", "action_confirm", [[story.order]])
    print(f"   {answer['params']['message']}")
    story.expect("the order is not confirmed", story.order_state() == "draft")
    holds = story.about("dg.hold", ["rule_name", "explanation", "state"], login="sales")
    story.expect("one hold is active, for the discount alone", [hold["state"] for hold in holds] == ["active"])
    print(f"   {holds[0]['rule_name']}: {holds[0]['explanation']}")
    for text in (f"{DISCOUNT:.0f} %", "line 1", "more than 10 %", "with at most 10 %"):
        story.expect(f"the reason names “{text}”", text in holds[0]["explanation"])
    decisions = story.about("dg.decision", ["outcome", "facts_text"], login="sales")
    story.expect("the decision is kept", [decision["outcome"] for decision in decisions] == ["held"])
    events = story.about("dg.event", ["event_type_id", "number"], login="sales")
    story.expect("the journal has event 1: sale_order.held", events[0]["event_type_id"][1] == "sale_order.held")


def try_to_pass_by(story):
    """Writing the state directly is refused, and the attempt is on record although it was rolled back."""
    story.step("Sofia tries to write the state directly, past the gate")
    try:
        story.as_("sales").write("sale.order", [story.order], {"state": "sale"})
    except RpcError as refused:
        print(f"   {refused.name}: {refused.message}")
        story.expect("the attempt is refused", refused.name == "GateClosed")
    else:
        story.expect("the attempt is refused", False)
    story.expect("the order is still not confirmed", story.order_state() == "draft")
    codes = [event["event_type_id"][1] for event in story.about("dg.event", ["event_type_id"])]
    story.expect("the refused attempt is in the journal", codes.count("document.refused") == 1)
    try:
        holds = [hold["id"] for hold in story.about("dg.hold", [], login="sales")]
        story.as_("sales").write("dg.hold", holds, {"state": "released"})
    except RpcError as refused:
        story.expect("Sofia cannot write the hold away either", refused.name == "AccessError")
    else:
        story.expect("Sofia cannot write the hold away either", False)


def release(story):
    """A controller releases, and the order confirms by itself."""
    story.step("Colin (controller) reads the figures and releases the hold with a reason")
    controller = story.as_("controller")
    print("   " + story.about("dg.decision", ["facts_text"])[-1]["facts_text"].replace("\n", "\n   "))
    holds = [hold["id"] for hold in story.about("dg.hold", ["state"]) if hold["state"] == "active"]
    wizard = controller.create(
        "dg.release.wizard", {"hold_ids": [[6, 0, holds]], "reason": "Volume agreed for this season."}
    )
    answer = controller.call("dg.release.wizard", "action_release", [[wizard]])
    print(f"   {answer['params']['message']}")
    story.expect("the order is confirmed, without another click", story.order_state() == "sale")
    moves = story.as_("warehouse").search_read(
        "stock.move", [["sale_line_id.order_id", "=", story.order]], ["quantity", "state"]
    )
    reserved = sum(Decimal(str(move["quantity"])) for move in moves)
    story.expect(f"stock is reserved: {reserved:.0f} pieces", reserved == PIECES)


def read_the_journal(story):
    """The journal tells who did what, under which version, and proves that nothing was altered."""
    story.step("Ines (auditor) reads the journal")
    fields = ["number", "stream", "event_type_id", "actor_id", "on_behalf_of_id", "channel", "payload"]
    events = story.about("dg.event", fields, login="auditor")
    for event in events:
        behalf = f", with the rights of {event['on_behalf_of_id'][1]}" if event["on_behalf_of_id"] else ""
        place = f"{event['stream']} #{event['number']}"
        print(f"   {place:<24} {event['event_type_id'][1]:<22} {event['actor_id'][1]}{behalf}")
    told = [event["event_type_id"][1] for event in events if not event["stream"].startswith("refused/")]
    story.expect(
        "held, released, confirmed, without a gap", told == ["sale_order.held", "hold.released", "sale_order.confirmed"]
    )
    held = json.loads(events[0]["payload"])
    versions = story.as_("auditor").read(
        "dg.policy.version", [held["reasons"][0]["policy_version_id"]], ["display_name", "rules_text"]
    )
    story.expect(f"the policy version is named: {versions[0]['display_name']}", "(10..40]" in versions[0]["rules_text"])
    seal(story)
    answer = story.as_("auditor").call("dg.seal", "action_verify", [[]])
    print("   " + answer["params"]["message"].replace("\n", "\n   "))
    result = answer["params"]["dg_result"]
    story.expect(f"{result['verified']} sealed events verify", result["verified"] >= 4 and not result["problems"])
    story.expect("nothing is left unsealed", result["unsealed"] == 0)


def seal(story):
    """Run the scheduled action that seals the journal, as an administrator would."""
    admin = story.as_("admin")
    cron = admin.search("ir.cron", [["cron_name", "=", "Governance: seal the journal"]])
    admin.call("ir.cron", "method_direct_trigger", [cron])


def main():
    """Tell the story; 0 when every step went as told."""
    story = Story(testserver.current())
    try:
        for step in (enter_the_order, confirm_and_be_held, try_to_pass_by, release, read_the_journal):
            step(story)
    except (StoryBroken, RpcError) as broken:
        print(f"\n✗ The story breaks at step {story.steps}: {broken}", file=sys.stderr)
        return 1
    print(f"\n✓ {story.steps} steps in {time.monotonic() - story.began:.1f} s: the story holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Who tells the story of `make scenario`, and how is it checked?  People at a running server, and what they see."""

from __future__ import annotations

import contextlib
import time

import psycopg2

from tests.client import OdooClient, RpcError


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

    def expect_refused(self, text, call, name, *words):
        """Expect that Odoo refuses a call with that error and these words; print what it says."""
        try:
            call()
        except RpcError as refused:
            print(f"   {refused.name}: {refused.message}")
            self.expect(text, refused.name == name and all(word in refused.message for word in words))
        else:
            self.expect(text, False)

    # ---- what people do ----

    def enter(self, customer, pieces, discount, login="sales"):
        """Let a salesperson enter an order of shelves; it is what the story is about from now on."""
        sales = self.as_(login)
        partner = sales.search("res.partner", [["name", "=", customer]])[0]
        product = sales.search("product.product", [["name", "=", "Steel Shelf 90 cm"]])[0]
        line = {"product_id": product, "product_uom_qty": pieces, "discount": discount}
        self.order = sales.create("sale.order", {"partner_id": partner, "order_line": [[0, 0, line]]})
        return sales.read("sale.order", [self.order], ["name", "amount_untaxed", "order_line"])[0]

    def confirm(self, login="sales"):
        """Let a salesperson press Confirm; print and return what is told."""
        answer = self.as_(login).call("sale.order", "action_confirm", [[self.order]])
        message = answer["params"]["message"] if isinstance(answer, dict) and "params" in answer else "confirmed"
        print(f"   {message}")
        return answer

    def seen(self, login, request):
        """What somebody sees who opens a request now."""
        return self.as_(login).call("dg.approval.request", "seen_now", [[request]])[str(request)]

    def vote(self, login, request, choice, comment, seen=None):
        """Let somebody answer a request, as it is now or as it was seen before."""
        seen = seen or self.seen(login, request)
        return self.as_(login).call("dg.approval.request", "vote", [[request], choice, seen, comment])

    def run_cron(self, name):
        """Run a scheduled action, as an administrator would."""
        admin = self.as_("admin")
        admin.call("ir.cron", "method_direct_trigger", [admin.search("ir.cron", [["cron_name", "=", name]])])

    def watch_until(self, code, seconds=60):
        """Run the watch on deadlines until the journal of the order has an event."""
        deadline = time.monotonic() + seconds
        while code not in self.codes():
            if time.monotonic() > deadline:
                raise StoryBroken(f"no {code} within {seconds} s")
            self.run_cron("Governance: remind and escalate approvals")

    def seal_and_verify(self):
        """Seal the journal, and let the auditor verify the chain."""
        self.run_cron("Governance: seal the journal")
        answer = self.as_("auditor").call("dg.seal", "action_verify", [[]])
        print("   " + answer["params"]["message"].replace("\n", "\n   "))
        result = answer["params"]["dg_result"]
        self.expect(f"{result['verified']} sealed events verify", result["verified"] >= 4 and not result["problems"])
        self.expect("nothing is left unsealed", result["unsealed"] == 0)

    # ---- what is there to be seen ----

    def about(self, model, fields, login="controller"):
        """The rows of governance about the order, oldest first."""
        domain = [["document_model", "=", "sale.order"], ["document_id", "=", self.order]]
        return self.as_(login).search_read(model, domain, fields, order="id")

    def codes(self, login="controller"):
        """The types of the events about the order."""
        return [event["event_type_id"][1] for event in self.about("dg.event", ["event_type_id"], login)]

    def request(self, *fields):
        """The newest request about the order."""
        return self.about("dg.approval.request", ["state", "waits_for", *fields])[-1]

    def order_state(self, login="sales"):
        """The state of the order as its salesperson sees it."""
        return self.as_(login).read("sale.order", [self.order], ["state"])[0]["state"]

    def transactions(self, *tables):
        """{table: transactions that wrote its rows about the order}, asked of the database itself."""
        with contextlib.closing(psycopg2.connect(**self._address())) as connection, connection.cursor() as cursor:
            found = {}
            for table in tables:
                cursor.execute(
                    f"SELECT DISTINCT xmin::text FROM {table} WHERE document_model = 'sale.order' AND document_id = %s",
                    [self.order],
                )
                found[table] = {row[0] for row in cursor.fetchall()}
            return found

    def _address(self):
        given = self.server.connection
        return {key: given[key] for key in ("host", "port", "user", "password")} | {"dbname": self.server.database}

"""Who may answer on some requests?  Everything that is asked about people, read once for all of them."""

from decimal import Decimal
from functools import cached_property
from typing import NamedTuple


class Duty(NamedTuple):
    """One rule by which duties exclude each other: its name, the ids of whom it excludes, and why in a sentence."""

    rule: str
    people: frozenset
    why: str


class Electorate:
    """The people of some requests: who is excluded by which rule, who is away, and whose authority reaches how far."""

    def __init__(self, env, documents):
        """Take {request in superuser mode, or Prospect: its document}: who may answer is found out for whoever asks."""
        self._env, self.documents = env, documents
        self._books, self._away, self._asked, self._measured = {}, {}, {}, {}

    @classmethod
    def of(cls, requests):
        """Return the electorate of requests, without those whose document is gone."""
        rows = requests.sudo()
        return cls(rows.env, {request: document for document, own in rows._documents() for request in own})

    def document(self, request):
        """Return the document of a request; None where it is gone."""
        return self.documents.get(request.sudo())

    @cached_property
    def _duties(self):
        return self._env["dg.approval.request"].sudo()._duties(self.documents)

    def duties(self, request):
        """Return the duties that exclude people from a request."""
        return self._duties.get(request.sudo(), ())

    def excluded(self, request):
        """Return everybody whom a duty excludes from a request."""
        people = frozenset().union(*(duty.people for duty in self.duties(request)))
        return self._env["res.users"].browse(people)

    def book(self, request):
        """Return the limits of authority that count for the document of a request."""
        key = request.company_id, request.document_model
        if key not in self._books:
            self._books[key] = self._env["dg.authority.limit"]._book(*key)
        return self._books[key]

    def asked(self, tier, request):
        """Return the people whom a tier asks about a request, those who may approve at all."""
        # Whom a tier names itself is the same for every document.
        key = tier, None if tier._is_named() else request
        if key not in self._asked:
            self._asked[key] = tier._asked(self.document(request), request.requester_id, request.process_id)
        return self._asked[key]

    def would_ask(self, tier, request):
        """Return whom a tier asks about a request: its own people, or whoever stands in for them."""
        return self.free(request, self.asked(tier, request)) or self.stand_ins(tier, request)

    def free(self, request, people):
        """Return those of `people` whom no duty excludes, and who may read the document at all."""
        document = self.document(request).with_context(allowed_company_ids=request.company_id.ids)
        # Rules are evaluated on the record in memory: no query per person.
        return (people - self.excluded(request)).filtered(lambda user: document.with_user(user).has_access("read"))

    def can_answer(self, request, people, step):
        """Return those of `people` who could answer a step now: not excluded, in office or represented, able to."""
        people = self.free(request, people)
        people -= self._unrepresented(request.company_id, people)
        book = self.book(request)
        if book.is_empty:
            return people
        return people.filtered(lambda user: not self.beyond(request, user, step))

    def beyond(self, request, user, step):
        """Return {fact: limit} of what a step asks for beyond the authority of a person.

        That is what is released and, for whoever holds a limit of that, how large the whole document is now.
        """
        book = self.book(request)
        if book.is_empty:
            return {}
        released = request._released(step)
        size = {
            fact: value
            for fact, value in self._sizes(request).items()
            if fact not in released and book.narrows(user, fact)
        }
        return book.exceeded(user, size | released)

    def _sizes(self, request):
        """Return {fact: value} of the limited facts that say how large the document of a request is."""
        document, company = self.document(request), request.company_id
        key = company, document._name
        if key not in self._measured:
            facts = document._dg_size_facts() & self.book(request).limited
            own = [other for other in self.documents.values() if (other.company_id, other._name) == key]
            self._measured[key] = document.union(*own)._dg_for_judging()._dg_measure(facts) if facts else {}
        # What cannot be measured is within nobody's limit.
        return {fact: _exact(measure.value) for fact, measure in self._measured[key].get(document.id, {}).items()}

    def _unrepresented(self, company, people):
        """Return those of `people` who are out of office without anybody who stands in for them."""
        known = self._away.setdefault(company, {})
        if fresh := people.filtered(lambda user: user.id not in known):
            out = fresh.filtered("is_out_of_office")
            given = self._env["dg.delegation"]._given_by(out, company).delegator_id
            known |= {user.id: user in out and user not in given for user in fresh}
        return people.filtered(lambda user: known[user.id])

    def stand_ins(self, tier, request):
        """Return who is asked where a tier has nobody left: the first tier above that has, or whoever is in charge."""
        voters = request.vote_ids.voter_id
        for other in tier._above():
            if people := self.free(request, self.asked(other, request) - voters):
                return people
        return self.free(request, tier._able(request.process_id._in_charge()) - voters)

    def can_decide(self, step):
        """Return whether enough people are left on a step to agree."""
        agreed = step.request_id.vote_ids.filtered(lambda vote: vote.step_id == step and vote.choice == "approve")
        left = self.eligible(step) - agreed._seats()
        return len(agreed) + len(left) >= max(step.quorum, 1) and bool(left)

    def eligible(self, step):
        """Return who of those asked on a step may still answer, one person on one tier only."""
        request = step.request_id
        elsewhere = request.vote_ids.filtered(lambda vote: vote.step_id != step)
        able = step.tier_id._able(step._asked()) - elsewhere.voter_id - elsewhere._seats()
        return self.can_answer(request, able, step)


def _exact(value):
    """Return a measured size as a number that can be compared; without one, more than any limit allows."""
    return Decimal("Infinity") if value is None else Decimal(value)

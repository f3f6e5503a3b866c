"""What can be said about the rules of a table before any document was decided?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from .region import Region
from .rule import Rule
from .sentence import Say, _, joined
from .verdict import Effect


class FindingKind(Enum):
    """The kinds of findings. The values are stable and may be stored."""

    GAP = "gap"  # no rule applies here, so documents pass by themselves
    OVERLAP = "overlap"  # two rules of different effect apply here
    CONTRADICTION = "contradiction"  # a rule that never applies, as its tests exclude each other
    UNREACHABLE = "unreachable"  # a rule that changes nothing, as others at least as severe apply wherever it does
    IDENTICAL = "identical"  # rules that apply to the same documents with the same effect
    ALWAYS = "always"  # a rule that applies to every document
    MISSING = "missing"  # no rule that tests this fact applies when its value is missing


_SENTENCES = {
    FindingKind.GAP: _("No rule applies to {region}: such documents pass by themselves."),
    FindingKind.OVERLAP: _("Rules {rules} both apply to {region}; the more severe effect counts."),
    FindingKind.CONTRADICTION: _("Rule {rules} never applies: nothing meets {region}."),
    FindingKind.UNREACHABLE: _(
        "Rule {rules} changes nothing: wherever it applies, so does {others}, at least as severe."
    ),
    FindingKind.IDENTICAL: _("Rules {rules} apply to the same documents with the same effect. Keep one of them."),
    FindingKind.ALWAYS: _("Rule {rules} applies to every document."),
    FindingKind.MISSING: _("No rule that tests {facts} applies where it is missing. Add null to a test if one should."),
}

_ONE_OF = _("one of {rules}")
_ANY = _("any document")
_EFFECTS = {
    Effect.ALLOW: _("allow"),
    Effect.WARN: _("warn"),
    Effect.HOLD: _("hold"),
    Effect.BLOCK: _("block"),
}


@dataclass(frozen=True, slots=True)
class TableFinding:
    """One finding: the rules it is about, where it shows, and the `others` that make a rule unreachable.

    `region` is a gap, what overlapping rules share, what an unreachable or identical rule applies to (with several
    alternatives, one of them); for a contradiction the tests that exclude each other, for a missing value its fact.
    """

    kind: FindingKind
    rules: tuple[Rule, ...] = ()
    region: Region = ()
    others: tuple[Rule, ...] = ()

    def told(self, say: Say) -> str:
        """Return the finding as a sentence in the reader's language."""
        others = _named(self.others, say)
        return say(_SENTENCES[self.kind]).format(
            rules=_named(self.rules, say),
            others=say(_ONE_OF).format(rules=others) if len(self.others) > 1 else others,
            region=joined(map(str, self.region), say) or say(_ANY),
            facts=joined((f"“{stretch.fact.label}”" for stretch in self.region), say),
        )


def _named(rules: Iterable[Rule], say: Say) -> str:
    """Return the names of rules with their effects."""
    return joined((f"“{rule.name}” ({say(_EFFECTS[rule.effect])})" for rule in rules), say)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found: at most so many findings of each kind as asked for, and how many there are.

    `unfinished` are the kinds for which the search was cut off, so that there may be more than were counted.
    """

    findings: tuple[TableFinding, ...]
    counts: Mapping[FindingKind, int]
    unfinished: frozenset[FindingKind] = frozenset()

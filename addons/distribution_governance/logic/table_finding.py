"""What can be said about the rules of a table before any document was decided?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from .region import Region
from .rule import Rule


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
    FindingKind.GAP: "No rule applies to {region}: such documents pass by themselves.",
    FindingKind.OVERLAP: "Rules {rules} both apply to {region}; the more severe effect counts.",
    FindingKind.CONTRADICTION: "Rule {rules} never applies: nothing meets {region}.",
    FindingKind.UNREACHABLE: "Rule {rules} changes nothing: wherever it applies, so does {others}, at least as severe.",
    FindingKind.IDENTICAL: "Rules {rules} apply to the same documents with the same effect. Keep one of them.",
    FindingKind.ALWAYS: "Rule {rules} applies to every document.",
    FindingKind.MISSING: "No rule that tests {facts} applies where it is missing. Add null to a test if one should.",
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

    @property
    def sentence(self) -> str:
        """Return the finding as a sentence."""
        others = _named(self.others)
        return _SENTENCES[self.kind].format(
            rules=_named(self.rules),
            others=f"one of {others}" if len(self.others) > 1 else others,
            region=" and ".join(map(str, self.region)) or "any document",
            facts=" and ".join(f"“{stretch.fact.label}”" for stretch in self.region),
        )


def _named(rules: Iterable[Rule]) -> str:
    """Return the names of rules with their effects."""
    return " and ".join(f"“{rule.name}” ({rule.effect.value})" for rule in rules)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found: at most so many findings of each kind as asked for, and how many there are.

    `unfinished` are the kinds for which the search was cut off, so that there may be more than were counted.
    """

    findings: tuple[TableFinding, ...]
    counts: Mapping[FindingKind, int]
    unfinished: frozenset[FindingKind] = frozenset()

"""What is a row of a decision table, and what can be wrong with it?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .sentence import Say, _, english
from .unary_error import UnaryTestError
from .verdict import Effect

# Reasons whose rule key starts with this say that a fact could not be computed; no rule may pose as one.
FAILED_FACT = "fact_failed:"


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell: a fact and the S-FEEL unary test that its value must match."""

    fact: str
    test: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where all its conditions match, it is a reason with this effect. No conditions: it always is."""

    key: str
    name: str
    effect: Effect
    conditions: tuple[Condition, ...]
    guidance: str = ""


class TableFault(Enum):
    """The ways in which a decision table can be wrong. The values are stable and may be stored."""

    TEST = "test"  # a condition is no unary test for its fact
    FACT = "fact"  # a condition asks for a fact that the document does not have
    TWICE = "twice"  # two rules have the same key
    REPEATED = "repeated"  # a rule tests a fact twice where there is room for one test
    RESERVED = "reserved"  # the key is one that only failed facts use
    MALFORMED = "malformed"  # the stored form is incomplete or of the wrong type


_SENTENCES = {
    TableFault.TEST: _("Rule “{name}”, fact “{detail}”: {cause}"),
    TableFault.FACT: _("Rule “{name}” asks for the fact “{fact}”, which is not known here. Choose one of {detail}."),
    TableFault.TWICE: _("Rule “{name}” has the key “{rule}” of another rule. Give it a key of its own."),
    TableFault.REPEATED: _("Rule “{name}” tests the fact “{detail}” twice. Write both as one test, such as [10..20)."),
    TableFault.RESERVED: _(
        "Rule “{name}” has a key that starts with “{detail}”. Give it a key with another beginning."
    ),
    TableFault.MALFORMED: _("The stored policy cannot be read at {detail}. Publish the policy again."),
}


class TableError(ValueError):
    """A decision table that cannot be compiled. `str()` is a sentence for the person who maintains the policy.

    `rule` and `fact` are keys, `name` is the rule's name, `cause` is the UnaryTestError of a wrong cell (else None) and
    `detail` are the words that the sentence adds: the fact's label, the facts to choose from, the place.
    """

    def __init__(
        self,
        fault: TableFault,
        rule: str = "",
        name: str = "",
        fact: str = "",
        cause: UnaryTestError | None = None,
        detail: str = "",
    ) -> None:
        """Keep the parts of the sentence."""
        self.fault = fault
        self.rule = rule
        self.name = name
        self.fact = fact
        self.cause = cause
        self.detail = detail
        super().__init__(fault, rule, name, fact, cause, detail)

    def told(self, say: Say) -> str:
        """Return the sentence in the reader's language."""
        cause = self.cause.told(say) if self.cause else ""
        return say(_SENTENCES[self.fault]).format(
            rule=self.rule, name=self.name, fact=self.fact, cause=cause, detail=self.detail
        )

    def __str__(self) -> str:
        return self.told(english)

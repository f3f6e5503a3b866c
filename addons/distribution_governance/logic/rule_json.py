"""How are the rules of a policy stored in a version, and read again unchanged?

The stored form is ``{"facts": {key: {label, unit, direction, disclosure}}, "rules": [{key, name, effect, guidance,
conditions: [{fact, test}]}]}``. It holds everything a decision needs, so a version decides alike for ever, whatever
becomes of the records it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeVar

from .facts import Direction, Fact, Unit
from .rule import Condition, Rule, TableError, TableFault
from .verdict import Effect

Json = dict[str, object]
Wanted = TypeVar("Wanted")
Choice = TypeVar("Choice", bound=Enum)


def rules_to_json(rules: Iterable[Rule]) -> list[Json]:
    """Return the stored form of the rules, in their order."""
    return [
        {
            "key": rule.key,
            "name": rule.name,
            "effect": rule.effect.value,
            "guidance": rule.guidance,
            "conditions": [{"fact": condition.fact, "test": condition.test} for condition in rule.conditions],
        }
        for rule in rules
    ]


def facts_to_json(facts: Mapping[str, Fact]) -> Json:
    """Return the stored form of the facts: what a decision needs, not how the facts are computed."""
    return {
        key: {
            "label": fact.label,
            "unit": fact.unit.value,
            "direction": fact.direction.value,
            "disclosure": fact.disclosure,
        }
        for key, fact in facts.items()
    }


def parts_from_json(data: str | Mapping[str, object]) -> tuple[dict[str, Fact], list[Rule]]:
    """Return the facts and rules of a stored form. Raises TableError with the place of what is missing or of no use."""
    content = _loaded(data)
    facts = _read(content, "facts", dict, "")
    rules = _read(content, "rules", list, "")
    return (
        {key: _fact(key, raw) for key, raw in facts.items()},
        [_rule(raw, f"rules[{number}]") for number, raw in enumerate(rules)],
    )


def _loaded(data: str | Mapping[str, object]) -> object:
    """Return what a JSON text holds."""
    if not isinstance(data, str):
        return data
    try:
        return json.loads(data)
    except ValueError as error:
        raise TableError(TableFault.MALFORMED, detail=f"“{error}”") from error


def _fact(key: str, raw: object) -> Fact:
    """Return one stored fact."""
    place = f"facts.{key}."
    return Fact(
        key,
        _read(raw, "label", str, place),
        _choice(raw, "unit", Unit, place),
        _choice(raw, "direction", Direction, place),
        disclosure=_read(raw, "disclosure", str, place, ""),
    )


def _rule(raw: object, place: str) -> Rule:
    """Return one stored rule."""
    conditions = _read(raw, "conditions", list, f"{place}.")
    return Rule(
        _read(raw, "key", str, f"{place}."),
        _read(raw, "name", str, f"{place}."),
        _choice(raw, "effect", Effect, f"{place}."),
        tuple(_condition(part, f"{place}.conditions[{number}].") for number, part in enumerate(conditions)),
        _read(raw, "guidance", str, f"{place}.", ""),
    )


def _condition(raw: object, place: str) -> Condition:
    """Return one stored condition."""
    return Condition(_read(raw, "fact", str, place), _read(raw, "test", str, place))


def _read(parent: object, key: str, wanted: type[Wanted], place: str, default: Wanted | None = None) -> Wanted:
    """Return a member of the stored form, which must be of the type wanted."""
    value = parent.get(key, default) if isinstance(parent, Mapping) else None
    if not isinstance(value, wanted):
        raise TableError(TableFault.MALFORMED, detail=f"“{place}{key}”")
    return value


def _choice(parent: object, key: str, choices: type[Choice], place: str) -> Choice:
    """Return a member of the stored form that names one of several choices."""
    try:
        return choices(_read(parent, key, str, place))
    except ValueError as error:
        raise TableError(TableFault.MALFORMED, detail=f"“{place}{key}”") from error

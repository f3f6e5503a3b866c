"""What was somebody about to write?

An operation is one ORM call as plain values: it can be shown, kept as JSON, sent to a client and back, and carried out
later. Whoever receives one from a client trusts nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

# What may be asked for: the writes of the ORM, and the actions of an order that compute prices and taxes anew.
METHODS = frozenset({"create", "write", "unlink", "action_update_prices", "action_update_taxes"})


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of `method` on the records `ids` of `model`, with the values of a write or the list of a create."""

    model: str
    method: str
    ids: tuple[int, ...] = ()
    values: object = None

    @classmethod
    def from_json(cls, raw: object) -> Operation:
        """Return the operation that `as_json` wrote. Raises ValueError for everything else a client may send."""
        if not isinstance(raw, dict) or raw.keys() != {"model", "method", "ids", "values"}:
            raise ValueError("An operation has a model, a method, ids and values.")
        model, method, ids = raw["model"], raw["method"], raw["ids"]
        if not isinstance(model, str) or not isinstance(method, str) or method not in METHODS:
            raise ValueError("An operation creates, writes, deletes or computes records of a model.")
        if not isinstance(ids, list) or not all(type(item) is int for item in ids):
            raise ValueError("An operation names its records by their ids.")
        if not _fits_method(method, ids, raw["values"]):
            raise ValueError("The values of an operation do not fit its method.")
        return cls(model, method, tuple(ids), plain_values(raw["values"]))

    def as_json(self) -> dict[str, Plain]:
        """Return the operation as JSON values. Raises TypeError where a value has no plain form, such as a file."""
        return {
            "model": self.model,
            "method": self.method,
            "ids": list(self.ids),
            "values": plain_values(self.values),
        }

    def frozen(self) -> Operation:
        """Return the operation with values of its own: Odoo changes the dictionaries it is given while it works."""
        try:
            return Operation(self.model, self.method, self.ids, plain_values(self.values))
        except TypeError:
            return self

    def field_names(self) -> tuple[str, ...]:
        """Return the names of the fields that are written at the top, in alphabetical order."""
        drafts = self.values if isinstance(self.values, list) else [self.values or {}]
        return tuple(sorted({name for draft in drafts for name in draft}))


def plain_values(value: object) -> Plain:
    """Return `value` as JSON knows it: tuples become lists, moments their ISO text as Odoo writes it.

    Raises TypeError for what has no plain form.
    """
    if value is None or isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    raise TypeError(f"A value of the type {type(value).__name__} cannot be kept.")


def _fits_method(method: str, ids: list[int], values: object) -> bool:
    """Return whether ids and values are what the method takes."""
    if method == "create":
        return not ids and isinstance(values, list) and bool(values) and all(isinstance(row, dict) for row in values)
    return bool(ids) and (isinstance(values, dict) and bool(values) if method == "write" else values is None)

"""Does an operation survive the way to a client and back, and nothing else come back with it?"""

import json
from datetime import UTC, date, datetime
from enum import IntEnum

import pytest
from distribution_governance.logic.operation import Operation, plain_values


class Command(IntEnum):
    """Commands of relational fields are numbers with a name."""

    UPDATE = 1


@pytest.mark.parametrize(
    "operation",
    [
        Operation("sale.order.line", "write", (7, 8), {"discount": 12.5}),
        Operation("sale.order.line", "create", (), [{"order_id": 3}, {"name": None}]),
        Operation("sale.order.line", "unlink", (7,)),
        Operation("sale.order", "action_update_prices", (3,)),
    ],
)
def test_operation_comes_back_as_it_was(operation):
    assert Operation.from_json(json.loads(json.dumps(operation.as_json()))) == operation


def test_values_are_kept_as_odoo_reads_them():
    values = {
        "commitment_date": datetime(2026, 11, 23, 8, 30, 15, 999, tzinfo=UTC).replace(tzinfo=None),
        "day": date(2026, 11, 23),
        "order_line": [(Command.UPDATE, 7, {"discount": 5})],
        "locked": True,
    }

    assert plain_values(values) == {
        "commitment_date": "2026-11-23 08:30:15",
        "day": "2026-11-23",
        "order_line": [[1, 7, {"discount": 5}]],
        "locked": True,
    }
    assert type(plain_values(Command.UPDATE)) is int


def test_file_has_no_plain_form():
    with pytest.raises(TypeError, match="bytes"):
        Operation("sale.order", "write", (3,), {"signature": b"x"}).as_json()


def test_frozen_operation_does_not_follow_its_values():
    values = {"order_line": [[1, 7, {"discount": 5}]], "file": None}
    frozen = Operation("sale.order", "write", (3,), values).frozen()
    values["order_line"][0][2]["discount"] = 90

    assert frozen.values == {"order_line": [[1, 7, {"discount": 5}]], "file": None}
    unkept = Operation("sale.order", "write", (3,), {"file": b"x"})
    assert unkept.frozen() is unkept


@pytest.mark.parametrize(
    ("values", "names"),
    [({"b": 1, "a": 2}, ("a", "b")), ([{"b": 1}, {"a": 1, "b": 2}], ("a", "b")), (None, ())],
)
def test_names_of_fields_are_told_once_and_sorted(values, names):
    assert Operation("sale.order", "write", (3,), values).field_names() == names


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"model": "sale.order", "method": "write", "ids": [1]},
        {"model": "sale.order", "method": "write", "ids": [1], "values": {"a": 1}, "uid": 1},
        {"model": 7, "method": "write", "ids": [1], "values": {"a": 1}},
        {"model": "sale.order", "method": "sudo", "ids": [1], "values": None},
        {"model": "sale.order", "method": ["write"], "ids": [1], "values": {"a": 1}},
        {"model": "sale.order", "method": "write", "ids": "1", "values": {"a": 1}},
        {"model": "sale.order", "method": "write", "ids": [True], "values": {"a": 1}},
        {"model": "sale.order", "method": "write", "ids": [], "values": {"a": 1}},
        {"model": "sale.order", "method": "write", "ids": [1], "values": {}},
        {"model": "sale.order", "method": "write", "ids": [1], "values": [{"a": 1}]},
        {"model": "sale.order", "method": "create", "ids": [1], "values": [{"a": 1}]},
        {"model": "sale.order", "method": "create", "ids": [], "values": []},
        {"model": "sale.order", "method": "create", "ids": [], "values": [1]},
        {"model": "sale.order", "method": "create", "ids": [], "values": {"a": 1}},
        {"model": "sale.order", "method": "unlink", "ids": [1], "values": {"a": 1}},
    ],
)
def test_anything_else_from_a_client_is_refused(raw):
    with pytest.raises(ValueError, match=r"An operation|The values of an operation"):
        Operation.from_json(raw)

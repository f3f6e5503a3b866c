"""Does a receiver get a CloudEvent, whole or thin, and always the same bytes?"""

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from dg_integrations.logic.cloud_event import LARGEST_BODY, CloudEvent, body
from dg_integrations.logic.exact_json import UnwritableError

EVENT = CloudEvent(
    id="evt_1",
    source="/dg/5f3a",
    type="dg.approval.requested.v1",
    time=datetime(2026, 11, 24, 12, 0),
    data={"total": Decimal("99.90"), "customer": "Müller"},
    subject="sale.order/42",
    dataschema="https://example.com/schemas/dg.approval.requested.v1.json",
    dataref="https://example.com/dg/v1/events/evt_1",
    sequence=7,
    correlation_id="flow-1",
    traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
)


def test_an_event_has_its_attributes_in_the_usual_order_and_its_data_last():
    content = body(EVENT).content

    assert content.decode() == (
        '{"specversion":"1.0","id":"evt_1","source":"/dg/5f3a","type":"dg.approval.requested.v1",'
        '"time":"2026-11-24T12:00:00Z","subject":"sale.order/42",'
        '"dataschema":"https://example.com/schemas/dg.approval.requested.v1.json",'
        '"sequence":"00000000000000000007","correlationid":"flow-1",'
        '"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",'
        '"datacontenttype":"application/json","data":{"customer":"Müller","total":"99.90"}}'
    )


def test_names_of_attributes_are_those_that_cloudevents_allows():
    names = set(json.loads(body(EVENT).content)) | set(json.loads(body(EVENT, limit=600, is_thin=True).content))

    assert all(name.isascii() and name.isalnum() and name.islower() and len(name) <= 20 for name in names)


def test_what_is_empty_is_left_out():
    bare = CloudEvent("evt_1", "/dg", "t", datetime(2026, 1, 1))

    assert json.loads(body(bare).content) == {
        "specversion": "1.0",
        "id": "evt_1",
        "source": "/dg",
        "type": "t",
        "time": "2026-01-01T00:00:00Z",
        "datacontenttype": "application/json",
        "data": {},
    }


def test_equal_events_are_equal_bytes():
    other = replace(EVENT, data={"customer": "Müller", "total": Decimal("99.90")})

    assert body(other) == body(EVENT)


def test_sequences_are_in_order_as_texts():
    texts = [json.loads(body(replace(EVENT, sequence=number)).content)["sequence"] for number in (0, 9, 10, 2**63)]

    assert texts == sorted(texts)


def test_a_thin_event_has_an_address_instead_of_data():
    thin = body(EVENT, is_thin=True)
    told = json.loads(thin.content)

    assert (thin.is_thin, thin.is_cut) == (True, False)
    assert told["dataref"] == EVENT.dataref
    assert not {"data", "datacontenttype", "dgoversize"} & set(told)


def large(extra):
    """An event of exactly so many bytes more than may be sent."""
    empty = len(body(replace(EVENT, data={"text": ""})).content)
    return replace(EVENT, data={"text": "x" * (LARGEST_BODY - empty + extra)})


def test_the_largest_event_is_sent_whole_and_one_more_byte_makes_it_thin():
    whole = body(large(0))
    cut = body(large(1))

    assert (len(whole.content), whole.is_thin, whole.is_cut) == (LARGEST_BODY, False, False)
    assert (cut.is_thin, cut.is_cut) == (True, True)
    assert json.loads(cut.content)["dgoversize"] is True


def test_bytes_are_counted_and_not_letters():
    assert body(replace(EVENT, data={"text": "ü" * (LARGEST_BODY // 2)})).is_cut


def test_without_an_address_no_event_is_sent_thin():
    with pytest.raises(UnwritableError, match="needs a dataref"):
        body(replace(EVENT, dataref=""), is_thin=True)


def test_an_event_that_is_too_large_without_any_data_is_refused():
    with pytest.raises(UnwritableError, match="evt_1 has more than 300 bytes without any data"):
        body(EVENT, limit=300)


def test_data_that_cannot_be_written_is_refused_by_its_place_also_where_it_is_not_sent():
    for is_thin in (True, False):
        with pytest.raises(UnwritableError, match=r"^data\.rate is a float"):
            body(replace(EVENT, data={"rate": 0.5}), is_thin)


@pytest.mark.parametrize("missing", ["id", "source", "type"])
def test_an_event_without_an_identity_is_none(missing):
    with pytest.raises(UnwritableError, match="an id, a source and a type"):
        replace(EVENT, **{missing: ""})


def test_a_sequence_is_not_negative():
    with pytest.raises(UnwritableError, match="not negative"):
        replace(EVENT, sequence=-1)

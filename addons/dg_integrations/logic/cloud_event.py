"""What does one event look like on the wire?

A CloudEvents 1.0 event in structured JSON: its attributes first, in the order of the specification, its data last with
sorted keys, all in exactly one possible way (``exact_json``). A thin event tells that something happened and where the
rest can be fetched (`dataref`), not what; an event that would be too large is sent thin and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from .exact_json import UnwritableError, moment, written

CONTENT_TYPE = "application/cloudevents+json"
LARGEST_BODY = 64 * 1024

# Wide enough for the largest number of a database: sequences are compared as texts.
_SEQUENCE_DIGITS = 20


@dataclass(frozen=True, slots=True)
class CloudEvent:
    """One event as receivers know it.

    `time` is naive UTC. `dataref` is the address at which its data can be read. `sequence` numbers the events of one
    document without gaps, `correlation_id` joins those of one business flow, `traceparent` those of one trace (W3C).
    Empty ones are left out. Raises UnwritableError without an id, source or type.
    """

    id: str
    source: str
    type: str
    time: datetime
    data: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    subject: str = ""
    dataschema: str = ""
    dataref: str = ""
    sequence: int | None = None
    correlation_id: str = ""
    traceparent: str = ""

    def __post_init__(self) -> None:
        if not (self.id and self.source and self.type):
            raise UnwritableError("An event has an id, a source and a type.")
        if self.sequence is not None and self.sequence < 0:
            raise UnwritableError("The sequence of an event is not negative.")


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes to sign and send. `is_thin` says that there is no data, `is_cut` that it would have been too large."""

    content: bytes
    is_thin: bool
    is_cut: bool = False


def body(event: CloudEvent, is_thin: bool = False, limit: int = LARGEST_BODY) -> Body:
    """Return the event as bytes: thin where wanted, or where the whole event has more bytes than `limit`.

    Raises UnwritableError for data that has no exact JSON, also where it would not be sent; for a thin event without a
    `dataref`; and for one that is too large even so.
    """
    whole = _assembled(event, {"datacontenttype": "application/json"}, written(event.data))
    if not is_thin and len(whole) <= limit:
        return Body(whole, is_thin=False)
    if not event.dataref:
        raise UnwritableError("An event without its data needs a dataref, at which the data can be read.")
    thin = _assembled(event, {"dataref": event.dataref} | ({} if is_thin else {"dgoversize": True}))
    if len(thin) > limit:
        raise UnwritableError(f"The event {event.id} has more than {limit} bytes without any data.")
    return Body(thin, is_thin=True, is_cut=not is_thin)


def _assembled(event: CloudEvent, more: Mapping[str, object], data: str = "") -> bytes:
    """Return the JSON of the event's attributes, those in `more` and its data."""
    attributes = {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "time": moment(event.time),
        "subject": event.subject,
        "dataschema": event.dataschema,
        "sequence": "" if event.sequence is None else f"{event.sequence:0{_SEQUENCE_DIGITS}d}",
        "correlationid": event.correlation_id,
        "traceparent": event.traceparent,
        **more,
    }
    members = [f'"{name}":{written(value, name)}' for name, value in attributes.items() if value != ""]
    if data:
        members.append(f'"data":{data}')
    return f"{{{','.join(members)}}}".encode()

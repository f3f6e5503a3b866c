"""How are events appended, many in one statement, numbered per stream without gaps?

Every confirmation pays for this statement, and PostgreSQL plans it anew each time, because Odoo's connections forget
their plans after each request. So a single event, by far the most frequent, has the shortest statement that does it.
The stream rows are raised in the order of their names, so that two transactions never wait for each other; a concurrent
writer of the same stream gets a serialization failure and is repeated by Odoo.
"""

from typing import NamedTuple

from odoo.tools import SQL

_ONE = """
WITH raised AS (
    INSERT INTO dg_event_stream AS known (name, last_number) VALUES (%s, 1)
    ON CONFLICT (name) DO UPDATE SET last_number = known.last_number + 1
    RETURNING last_number)
INSERT INTO dg_event (event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id,
                      channel, attempt, stream, payload, occurred_at, number)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, last_number FROM raised
"""

_MANY = """
WITH draft AS (
    SELECT * FROM unnest(
        %s::int[], %s::varchar[], %s::int[], %s::varchar[], %s::int[], %s::int[], %s::int[], %s::varchar[],
        %s::varchar[], %s::varchar[], %s::text[]
    ) WITH ORDINALITY AS part (
        event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id, channel,
        attempt, stream, payload, position)),
raised AS (
    INSERT INTO dg_event_stream AS known (name, last_number)
    SELECT stream, count(*) FROM draft GROUP BY stream ORDER BY stream
    ON CONFLICT (name) DO UPDATE SET last_number = known.last_number + EXCLUDED.last_number
    RETURNING name, last_number)
INSERT INTO dg_event (event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id,
                      channel, attempt, stream, payload, occurred_at, number)
SELECT event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id,
       channel, attempt, stream, payload, %s,
       raised.last_number + 1 - row_number() OVER (PARTITION BY stream ORDER BY position DESC)
  FROM draft JOIN raised ON raised.name = draft.stream
 ORDER BY position
"""


class Draft(NamedTuple):
    """One event that is not numbered yet, in the order of the statements' columns."""

    event_type_id: int
    document_model: str
    document_id: int
    document_name: str | None
    company_id: int | None
    actor_id: int | None
    on_behalf_of_id: int | None
    channel: str
    attempt: str | None
    stream: str
    payload: str


def append_query(drafts, now):
    """Return the statement that inserts at least one Draft, all in their order, as happened at `now`."""
    if len(drafts) == 1:
        [draft] = drafts
        return SQL(_ONE, draft.stream, *draft, now)
    return SQL(_MANY, *map(list, zip(*drafts, strict=True)), now)

"""How are events appended, many in one statement, numbered per stream without gaps?

The statement is a function in the database, because PostgreSQL keeps the plan of a function, and every confirmation
pays for it. The stream rows are raised in the order of their names, so that two transactions never wait for each other;
a concurrent writer of the same stream gets a serialization failure and is repeated by Odoo.
"""


def install(cr):
    """Create or renew the function; called from `init`, so at each installation and upgrade."""
    cr.execute(_FUNCTION)


_FUNCTION = """
CREATE OR REPLACE FUNCTION dg_event_append(_drafts jsonb, _now timestamp) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
WITH draft AS (
    SELECT item.position, part.*
      FROM jsonb_array_elements(_drafts) WITH ORDINALITY AS item (value, position),
           jsonb_to_record(item.value) AS part (
               event_type_id int, document_model varchar, document_id int, document_name varchar, company_id int,
               actor_id int, on_behalf_of_id int, channel varchar, attempt varchar, stream varchar, payload text)),
raised AS (
    INSERT INTO dg_event_stream AS known (name, last_number)
    SELECT stream, count(*) FROM draft GROUP BY stream ORDER BY stream
    ON CONFLICT (name) DO UPDATE SET last_number = known.last_number + EXCLUDED.last_number
    RETURNING name, last_number)
INSERT INTO dg_event (event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id,
                      channel, attempt, stream, payload, occurred_at, number)
SELECT event_type_id, document_model, document_id, document_name, company_id, actor_id, on_behalf_of_id,
       channel, attempt, stream, payload, _now,
       raised.last_number + 1 - row_number() OVER (PARTITION BY stream ORDER BY position DESC)
  FROM draft JOIN raised ON raised.name = draft.stream
 ORDER BY position;
END $$
"""

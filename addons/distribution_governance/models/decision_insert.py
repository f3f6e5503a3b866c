"""How are decisions written, many in one statement, together with the question whether holds stand on the documents?

The statement is a function in the database, because PostgreSQL keeps the plan of a function, and every confirmation
pays for it.
"""


def install(cr):
    """Create or renew the function; called from `init`, so at each installation and upgrade."""
    cr.execute("DROP FUNCTION IF EXISTS dg_decision_insert")
    cr.execute(_FUNCTION)


_FUNCTION = """
CREATE FUNCTION dg_decision_insert(_rows jsonb, _model varchar, _gate varchar, _now timestamp)
RETURNS TABLE (of_document int, decision int, has_holds boolean)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
RETURN QUERY
WITH kept AS (
    INSERT INTO dg_decision (document_model, gate, decided_at, actor_id, channel, document_id, document_name,
                             company_id, effect, outcome, fingerprint, version_keys, facts, salt, facts_digest)
    SELECT _model, _gate, _now, part.*
      FROM jsonb_array_elements(_rows) WITH ORDINALITY AS item (value, position),
           jsonb_to_record(item.value) AS part (
               actor_id int, channel varchar, document_id int, document_name varchar, company_id int,
               effect varchar, outcome varchar, fingerprint varchar, version_keys jsonb, facts jsonb, salt varchar,
               facts_digest varchar)
     ORDER BY item.position
    RETURNING id, document_id)
SELECT kept.document_id, kept.id, EXISTS (
       SELECT FROM dg_hold standing
        WHERE standing.document_model = _model AND standing.document_id = kept.document_id AND standing.gate = _gate
          AND standing.state IN ('active', 'released') AND standing.used_at IS NULL)
  FROM kept;
END $$
"""

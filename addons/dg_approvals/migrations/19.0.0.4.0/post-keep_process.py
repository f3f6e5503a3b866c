"""A request keeps the process whose policy held its document, and no late step is forgotten: also of older ones."""


def migrate(cr, version):
    """Write into requests which process their first hold belongs to; look again at steps that nobody looked at."""
    cr.execute(
        """
        UPDATE dg_approval_step SET next_at = due_at
         WHERE state = 'open' AND next_at IS NULL AND due_at IS NOT NULL AND breached_at IS NULL
        """
    )
    cr.execute(
        """
        UPDATE dg_approval_request request SET process_id = policy.process_id
          FROM (SELECT dg_approval_request_id AS request_id, MIN(dg_hold_id) AS hold_id
                  FROM dg_approval_request_dg_hold_rel GROUP BY 1) AS first
          JOIN dg_hold hold ON hold.id = first.hold_id
          JOIN dg_policy policy ON policy.id = hold.policy_id
         WHERE first.request_id = request.id AND request.process_id IS NULL
        """
    )

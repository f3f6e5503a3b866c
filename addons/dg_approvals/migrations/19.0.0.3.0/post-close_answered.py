"""An answered question leaves the inbox, and open requests are shown in Odoo's own channels: also older ones."""


def migrate(cr, version):
    """Close the questions of people who have answered on a step that is still open; let open requests be told."""
    cr.execute("UPDATE dg_approval_request SET has_news = TRUE WHERE state = 'open'")
    cr.execute(
        """
        UPDATE dg_approval_assignment seat SET is_open = FALSE
          FROM dg_approval_vote vote
         WHERE seat.is_open AND vote.step_id = seat.step_id
           AND COALESCE(vote.on_behalf_of_id, vote.voter_id) = seat.user_id
        """
    )

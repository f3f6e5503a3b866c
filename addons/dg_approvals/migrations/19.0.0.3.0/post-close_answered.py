"""An answered question leaves the inbox: those answered before this version are closed here."""


def migrate(cr, version):
    """Close the questions of people who have answered on a step that is still open."""
    cr.execute(
        """
        UPDATE dg_approval_assignment seat SET is_open = FALSE
          FROM dg_approval_vote vote
         WHERE seat.is_open AND vote.step_id = seat.step_id
           AND COALESCE(vote.on_behalf_of_id, vote.voter_id) = seat.user_id
        """
    )

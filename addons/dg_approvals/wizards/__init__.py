from . import dg_vote_wizard

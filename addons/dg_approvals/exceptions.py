"""Refusals of this addon; each says in a whole sentence what to do instead."""

from odoo.exceptions import UserError


class VoteRefused(UserError):
    """A vote that may not be given: by this person, on this version, or at this moment. `rule` names why."""

    def __init__(self, message, rule):
        """Keep the name of the rule that refuses, for the record and for programs."""
        self.rule = rule
        super().__init__(message)

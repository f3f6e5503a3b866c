"""Which errors does a gate raise at callers that cannot take a value?"""

from odoo.exceptions import UserError


class GateClosed(UserError):
    """A commitment was attempted without permission; the message names the document and what to do."""


class PolicyNotPublishable(UserError):
    """A draft policy cannot become a version; the message says which rule to change."""


class ReleaseRefused(UserError):
    """A hold may not be released by this person or in this state; the message says who may."""

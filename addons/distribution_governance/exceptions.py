"""Which errors does a gate raise at callers that cannot take a value?"""

from odoo.exceptions import RedirectWarning, UserError


class GateClosed(UserError):
    """A commitment was attempted without permission; the message names the document and what to do."""


class ChangeRefused(GateClosed, RedirectWarning):
    """A change of a committed document is outside policy; a button leads to the dialog that requests it.

    Remote callers get the same sentence, and the action with its context as further arguments.
    """

    def __init__(self, message, action, button_text, additional_context):  # pylint: disable=super-init-not-called
        """Keep what Odoo's redirect warning has, in its order."""
        Exception.__init__(self, message, action, button_text, additional_context)

    def __str__(self):
        """Return the message alone: that is what imports and remote callers show."""
        return self.args[0]


# Odoo's web client tells errors apart by their qualified names, and offers the button for this one name only, also
# when a form is saved on leaving it.
ChangeRefused.__module__, ChangeRefused.__name__ = RedirectWarning.__module__, RedirectWarning.__name__


class PolicyNotPublishable(UserError):
    """A draft policy cannot become a version; the message says which rule to change."""


class ReleaseRefused(UserError):
    """A hold may not be released by this person or in this state; the message says who may."""

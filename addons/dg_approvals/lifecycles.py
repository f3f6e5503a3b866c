"""Which state of a request, and of a step of it, may follow which?"""

from odoo.addons.distribution_governance.logic.lifecycle import Lifecycle

REQUEST = Lifecycle(
    "request",
    {
        "open": frozenset({"approved", "rejected", "returned", "withdrawn", "cancelled", "overtaken"}),
        "approved": frozenset({"done", "failed", "overtaken"}),
        "failed": frozenset({"done", "failed", "cancelled", "overtaken"}),
    },
)

STEP = Lifecycle(
    "step",
    {
        "waiting": frozenset({"open", "closed"}),
        "open": frozenset({"approved", "rejected", "closed"}),
    },
)

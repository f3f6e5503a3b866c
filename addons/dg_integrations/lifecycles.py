"""Which state of a delivery may follow which?"""

from odoo.addons.distribution_governance.logic.lifecycle import Lifecycle

from .logic.delivery import TRANSITIONS

DELIVERY = Lifecycle("delivery", TRANSITIONS)

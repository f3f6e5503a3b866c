from . import models
from . import documents
from . import wizards
from . import demo
from .models.dg_involvement import unwatch
from .witness import dismiss


def uninstall_hook(env):
    """Take our triggers off Odoo's tables before the addon goes."""
    unwatch(env.cr)
    dismiss(env.cr)

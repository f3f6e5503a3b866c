from . import dg_release_wizard

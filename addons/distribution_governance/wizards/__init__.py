from . import dg_assign_wizard
from . import dg_preview_wizard
from . import dg_release_wizard
from . import dg_sales_status_wizard
from . import dg_resolve_wizard

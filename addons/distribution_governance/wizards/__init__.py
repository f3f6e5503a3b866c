from . import dg_release_wizard
from . import dg_sales_status_wizard

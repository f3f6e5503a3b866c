from . import sale_order_panels
from . import sale_order_customer_panel
from . import sale_order_stock_panel

from . import sale_order
from . import sale_order_content
from . import sale_order_line_prices
from . import sale_order_prices
from . import sale_order_margin
from . import sale_order_money
from . import payment_transaction
from . import stock_move

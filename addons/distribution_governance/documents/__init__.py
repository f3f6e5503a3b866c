from . import sale_order
from . import sale_order_money
from . import sale_order_prices
from . import payment_transaction
from . import stock_move

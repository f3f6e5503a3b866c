from . import dg_demo
from . import dg_demo_people
from . import dg_demo_goods
from . import dg_demo_purchases
from . import dg_demo_customers
from . import dg_demo_policies
from . import dg_demo_orders
from . import dg_demo_fates

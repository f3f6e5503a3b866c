from . import dg_demo
from . import dg_demo_routes
from . import dg_demo_requests

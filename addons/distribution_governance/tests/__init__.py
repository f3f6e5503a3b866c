from . import test_access
from . import test_attacks
from . import test_gate_sale_order
from . import test_journal
from . import test_policy
from . import test_release
from . import test_sale_facts
from . import test_waist_sale_order

from . import test_place
from . import test_authority
from . import test_delegation
from . import test_journal
from . import test_requests
from . import test_votes
from . import test_votes_refused
from . import test_watch

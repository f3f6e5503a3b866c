from . import models
from . import documents
from . import wizards
from . import demo

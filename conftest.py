"""How can tests of decision logic and of the commands run without Odoo and without a database?

Importing `distribution_governance.logic` would first run the addon's `__init__`, which needs
Odoo.  Where pytest-odoo is not loaded (the default, see pyproject.toml) every addon is
therefore registered as an empty package, so that only its logic is imported.
"""

import sys
import types
from pathlib import Path

ADDONS = Path(__file__).parent / "addons"


def _register_addons_as_empty_packages():
    if str(ADDONS) not in sys.path:
        sys.path.insert(0, str(ADDONS))
    for manifest in ADDONS.glob("*/__manifest__.py"):
        addon = manifest.parent
        package = types.ModuleType(addon.name)
        package.__path__ = [str(addon)]
        package.__file__ = str(addon / "__init__.py")
        sys.modules.setdefault(addon.name, package)


if "pytest_odoo" not in sys.modules:  # at once: the conftest of a logic test may import logic
    _register_addons_as_empty_packages()

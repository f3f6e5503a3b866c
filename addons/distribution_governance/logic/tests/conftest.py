"""Makes the logic importable without Odoo: its parent package is registered empty, so the addon itself never loads."""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

ADDON = Path(__file__).resolve().parents[2]

parent = ModuleType(ADDON.name)
parent.__path__ = [str(ADDON)]
sys.modules.setdefault(ADDON.name, parent)

# The same examples on every machine and every run: a red test is red for everybody. For a long look, ask pytest for
# --hypothesis-profile=thorough.
settings.register_profile("governance", derandomize=True, deadline=None, max_examples=200, database=None)
settings.register_profile("thorough", derandomize=False, deadline=None, max_examples=10_000, database=None)
settings.load_profile("governance")

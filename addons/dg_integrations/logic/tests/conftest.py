"""The same examples on every machine and every run, also where only these tests run."""

from hypothesis import settings

settings.register_profile("governance", derandomize=True, deadline=None, max_examples=200, database=None)
settings.load_profile("governance")

"""What did the tests say, all groups together?"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from xml.etree import ElementTree

NO_TESTS = 5  # pytest's exit code when it collected nothing


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How one group ended."""

    group: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    code: int

    @property
    def is_good(self):
        """Everything ran and passed: a skipped test has proved nothing, so it counts as failed."""
        return self.code in (0, NO_TESTS) and not self.failed and not self.skipped


def has_tests(paths):
    """Is there any test file below these folders?"""
    return any(next(Path(path).rglob("test_*.py"), None) for path in paths)


def outcome(group, junit, code, seconds):
    """The outcome that stands in a JUnit file; a group without the file has failed."""
    if not junit.exists():
        return Outcome(group, 0, 0 if code == NO_TESTS else 1, 0, seconds, code)
    suites = list(ElementTree.parse(junit).getroot().iter("testsuite"))

    def total(*names):
        return sum(int(suite.get(name, 0)) for suite in suites for name in names)

    failed, skipped = total("failures", "errors"), total("skipped")
    passed = max(total("tests") - failed - skipped, 0)
    return Outcome(group, passed, failed, skipped, seconds, code)


def broken(group):
    """The outcome of a group that could not even begin."""
    return Outcome(group, 0, 1, 0, 0.0, 1)


def summary(outcomes):
    """Print the counts of all groups; returns the exit code of the whole run."""
    print(f"\n{'group':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for one in outcomes:
        mark = "" if one.is_good else "   ✗"
        print(f"{one.group:<12}{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>9.1f}{mark}")
    bad = [one for one in outcomes if not one.is_good]
    passed = sum(one.passed for one in outcomes)
    failed = sum(one.failed + one.skipped for one in outcomes)
    if bad and not failed:
        failed = len(bad)
    if any(one.skipped for one in outcomes):
        print("A skipped test proves nothing: it counts as failed.")
    if not passed and not failed:
        print("No test was run.")
        failed = 1
    print(f"\n{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0

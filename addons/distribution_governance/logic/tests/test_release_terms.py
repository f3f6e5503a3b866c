"""How many people does a release take, and until when may it stand?"""

from datetime import datetime
from decimal import Decimal

import pytest
from distribution_governance.logic.release_terms import OVERRIDE_DAYS, ReleaseTerms

NOW = datetime(2026, 3, 1, 12, 0)


def test_version_that_mentions_no_terms_asks_for_nothing_and_allows_no_override():
    terms = ReleaseTerms.from_definition({"name": "Before there were terms"})

    assert terms == ReleaseTerms(limit=None, max_days=0, allow_override=False, override_limit=Decimal(0))


def test_terms_are_read_exactly_from_a_version():
    content = {"release_limit": "1000.1", "release_max_days": 14, "allow_override": True, "override_limit": "50"}

    assert ReleaseTerms.from_definition(content) == ReleaseTerms(Decimal("1000.1"), 14, True, Decimal(50))


@pytest.mark.parametrize(
    ("value", "second"), [("999.99", False), ("1000", False), ("1000.01", True), ("-1000.01", True), (None, True)]
)
def test_release_above_the_limit_takes_two(value, second):
    terms = ReleaseTerms(limit=Decimal(1000))

    assert terms.needs_second(value and Decimal(value), is_override=False) is second


@pytest.mark.parametrize("value", [None, Decimal(10**9)])
def test_release_without_a_limit_never_takes_two(value):
    assert not ReleaseTerms().needs_second(value, is_override=False)


@pytest.mark.parametrize(
    ("limit", "value", "second"), [(0, "0.01", True), (0, "0", False), (500, "500", False), (500, None, True)]
)
def test_override_takes_two_above_its_own_limit_and_from_the_first_cent_without_one(limit, value, second):
    terms = ReleaseTerms(limit=Decimal(10), allow_override=True, override_limit=Decimal(limit))

    assert terms.needs_second(value and Decimal(value), is_override=True) is second


def test_release_need_not_end_unless_the_policy_says_so():
    assert ReleaseTerms().latest_end(NOW, is_override=False) is None
    assert ReleaseTerms(max_days=14).latest_end(NOW, is_override=False) == datetime(2026, 3, 15, 12, 0)


def test_override_always_ends():
    assert ReleaseTerms().longest(is_override=True) == OVERRIDE_DAYS
    assert ReleaseTerms().latest_end(NOW, is_override=True) == datetime(2026, 3, 8, 12, 0)
    assert ReleaseTerms(max_days=2).latest_end(NOW, is_override=True) == datetime(2026, 3, 3, 12, 0)

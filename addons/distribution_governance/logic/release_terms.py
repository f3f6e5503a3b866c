"""What does a policy ask of a release or of an override: how many people, and until when at most?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

# How long an override stands that the policy itself does not limit, in days.
OVERRIDE_DAYS = 7


@dataclass(frozen=True, slots=True)
class ReleaseTerms:
    """The terms of one policy version.

    `limit` is the document value in company currency above which a second controller must agree to a release; None
    means never. `max_days` is how long a release may stand; 0 means without an end. `allow_override` says whether a
    block may be overridden at all, and above `override_limit` that takes two controllers.
    """

    limit: Decimal | None = None
    max_days: int = 0
    allow_override: bool = False
    override_limit: Decimal = Decimal(0)

    @classmethod
    def from_definition(cls, content: Mapping[str, object]) -> ReleaseTerms:
        """Return the terms kept in a version; whatever it does not mention is the default."""
        limit = Decimal(str(content.get("release_limit", 0)))
        return cls(
            limit=limit if limit > 0 else None,
            max_days=int(str(content.get("release_max_days", 0))),
            allow_override=bool(content.get("allow_override", False)),
            override_limit=Decimal(str(content.get("override_limit", 0))),
        )

    def needs_second(self, value: Decimal | None, is_override: bool) -> bool:
        """Return whether a second controller must agree for a document of this value.

        A value that is not known could be any: it takes two where there is a limit. A negative value counts by its
        size.
        """
        limit = self.override_limit if is_override else self.limit
        if limit is None:
            return False
        return value is None or abs(value) > limit

    def longest(self, is_override: bool) -> int:
        """Return for how many days at most the permission may stand; 0 means without an end."""
        return self.max_days or (OVERRIDE_DAYS if is_override else 0)

    def latest_end(self, now: datetime, is_override: bool) -> datetime | None:
        """Return the last moment at which the permission may end, None when it need not end."""
        days = self.longest(is_override)
        return now + timedelta(days=days) if days else None

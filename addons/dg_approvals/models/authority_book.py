"""Who may release how much?  The limits of a company, read once and asked about many people."""

from collections import defaultdict
from decimal import Decimal
from functools import cached_property

from odoo.addons.distribution_governance.logic.facts import Unit, decode

from ..logic.authority import exceeded

NUMBERS = ("money", "percent", "quantity", "days", "count")


class Book:
    """The limits of a company, for asking about many people on one day."""

    def __init__(self, limits, company):
        """Sort the limits, [(user id, group id, Limit, does it count)], by their holders."""
        self._company, self._limited = company, {limit.fact for _user, _group, limit, _counts in limits}
        self._of_user, self._of_group = defaultdict(list), defaultdict(list)
        self._holders = {(limit.fact, user_id, group_id) for user_id, group_id, limit, _counts in limits}
        for user_id, group_id, limit, counts in limits:
            if counts:
                (self._of_user[user_id] if user_id else self._of_group[group_id]).append(limit)

    @cached_property
    def _today(self):
        return self._company._dg_today()

    @property
    def is_empty(self):
        """Return whether nobody holds a limit: then nothing narrows anybody."""
        return not self._limited

    @property
    def limited(self):
        """Return the keys of all facts on which anybody holds a limit."""
        return self._limited

    def narrows(self, user, fact):
        """Return whether a limit of this fact was ever given to `user`, also one that does not count now."""
        return any(
            key == fact and (user_id == user.id or group_id in user.all_group_ids.ids)
            for key, user_id, group_id in self._holders
        )

    def exceeded(self, user, values):
        """Return {fact: most generous limit, or None} of the values beyond what `user` may release."""
        if not self._limited:
            return {}
        own = list(self._of_user.get(user.id, ()))
        for group_id, limits in self._of_group.items():
            if group_id in user.all_group_ids.ids:
                own += limits
        return exceeded(own, values, self._today, self._limited)


def released_numbers(figures):
    """Return {fact: value} of the numbers among `figures`, [(policy version, {fact: encoded value})]."""
    values = {}
    for version, own in figures:
        facts = version._content()["facts"]
        for key, raw in own.items():
            if raw is not None and key in facts and facts[key]["unit"] in NUMBERS:
                value = decode(raw, Unit(facts[key]["unit"]))
                values[key] = value if isinstance(value, Decimal) else Decimal(value)
    return values

from decimal import Decimal

from odoo import api, models
from odoo.tools import formatLang

from ..logic.facts import Kind, Unit, decode
from ..logic.interval import END, START
from ..logic.unary_test import parse

# Whoever releases must know the figures, and whoever audits reads all of them.
DUTIES = ("distribution_governance.group_dg_controller", "distribution_governance.group_dg_auditor")


class DgFactSheet(models.AbstractModel):
    """How figures are written for one reader: in the reader's language, and only as far as they may be disclosed."""

    _name = "dg.fact.sheet"
    _description = "Figures for a Reader"

    @api.model
    def _of(self, decision):
        """Return the sheet for a decision: labels, units and disclosure as published in its versions."""
        facts = {}
        for version in decision.version_ids:
            facts |= version._content()["facts"]
        return Sheet(self.env, facts, decision.company_id.currency_id)


class Sheet:
    """The figures of one decision, for the user of `env`."""

    def __init__(self, env, facts, currency):
        """Keep who reads (`env`), what is known about each fact, and the currency of money facts.

        `is_open` may be set for a reader who has to decide on these figures, and so must know all of them.
        """
        self.env, self.facts, self.currency, self.is_open = env, facts, currency, False

    def may_see(self, key):
        """Return whether the reader may see the figure of this fact."""
        if self.is_open:
            return True
        group = self.facts.get(key, {}).get("disclosure")
        return not group or any(self.env.user.has_group(name) for name in (group, *DUTIES))

    def label(self, key):
        """Return what people call the fact."""
        return self.facts.get(key, {}).get("label", key)

    def value(self, key, raw):
        """Return an encoded value as text, with its unit."""
        if raw is None:
            return self.env._("missing")
        return self._written(decode(raw, Unit(self.facts[key]["unit"])), Unit(self.facts[key]["unit"]))

    def _written(self, value, unit):
        """Return a value in the reader's notation."""
        if unit is Unit.MONEY:
            return formatLang(self.env, float(value), currency_obj=self.currency)
        if unit is Unit.FLAG:
            return self.env._("yes") if value else self.env._("no")
        if unit is Unit.LABELS:
            return ", ".join(sorted(value))
        if isinstance(value, Decimal):
            digits = max(0, -value.normalize().as_tuple().exponent)
            number = formatLang(self.env, float(value), digits=digits)
            if unit is Unit.PERCENT:
                return f"{number} %"
            return self.env._("%s days", number) if unit is Unit.DAYS else number
        return str(value)

    def line(self, key, measure):
        """Return one fact as a line: label, value and place, or that it is not shown to this reader."""
        if not self.may_see(key):
            return self.env._("%(fact)s: not shown to you", fact=self.label(key))
        if measure.get("failed"):
            return self.env._(
                "%(fact)s: could not be computed (%(problem)s)", fact=self.label(key), problem=measure["where"]
            )
        where = f" ({measure['where']})" if measure["where"] else ""
        return f"{self.label(key)}: {self.value(key, measure['value'])}{where}"

    def finding(self, finding):
        """Return one finding in sentences: what was measured, where the rule applies, and what it lets pass."""
        key = finding["fact"]
        if not finding["test"]:
            why = finding["where"] if self.may_see(key) else self.env._("the cause is not shown to you")
            return self.env._("%(fact)s could not be computed: %(why)s.", fact=self.label(key), why=why.rstrip("."))
        if not self.may_see(key):
            return self.env._("A rule on “%(fact)s” is not met; the figure is not shown to you.", fact=self.label(key))
        texts = {
            "fact": self.label(key),
            "value": self.value(key, finding["value"]),
            "where": f" ({finding['where']})" if finding["where"] else "",
            "test": self.in_words(key, finding["test"]),
        }
        measured = self.env._("%(fact)s is %(value)s%(where)s; the rule applies to %(test)s.", **texts)
        if not finding["would_pass"]:
            return measured
        passing = self.env._("It passes this rule with %(test)s.", test=self.in_words(key, finding["would_pass"]))
        return f"{measured} {passing}"

    def in_words(self, key, text):
        """Return an S-FEEL test as people say it; tests on other values than numbers stay as they are written."""
        unit = Unit(self.facts[key]["unit"])
        test = parse(text, unit.kind)
        if test.kind is not Kind.NUMBER:
            return text
        words = [self._span_in_words(span, unit) for span in test.spans]
        return self.env._(" or ").join([*words, self.env._("a missing value")] if test.has_null else words)

    def _span_in_words(self, span, unit):
        """Return one interval of numbers in words."""
        (low, is_low_open), (high, is_high_closed) = span.low, span.high
        if span.low != START and span.low[0] == span.high[0]:
            return self._written(low, unit)
        above = below = None
        if span.low != START:
            limit = self._written(low, unit)
            above = self.env._("more than %s", limit) if is_low_open else self.env._("at least %s", limit)
        if span.high != END:
            limit = self._written(high, unit)
            below = self.env._("at most %s", limit) if is_high_closed else self.env._("less than %s", limit)
        if above and below:
            return self.env._("%(above)s and %(below)s", above=above, below=below)
        return above or below or self.env._("any value")

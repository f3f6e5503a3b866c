"""How is what a request shows written for one reader?  In the reader's language, as far as figures may be disclosed."""

import logging

import psycopg2

from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import format_date, formatLang

from odoo.addons.distribution_governance.logic.facts import exact
from odoo.addons.distribution_governance.models.dg_fact_sheet import DUTIES

_logger = logging.getLogger(__name__)
# More digits than people read.
DIGITS = 2


class PanelReader:
    """Who reads the panels of a request; every value that is shown is written here."""

    def __init__(self, env, *, is_asked):
        """Keep the reader (`env`). Whoever has to decide, or had to, sees every figure of the document."""
        self.env, self.is_asked = env, is_asked

    def may_see(self, group):
        """Return whether the reader may see figures that are disclosed to `group`."""
        return self.is_asked or any(self.env.user.has_group(name) for name in (group, *DUTIES))

    @property
    def hidden(self):
        """Return what stands in place of a figure that may not be shown."""
        return self.env._("not shown to you")

    def money(self, amount, currency):
        """Return an amount with its currency."""
        return formatLang(self.env, float(amount), currency_obj=currency)

    def number(self, value, at_most=DIGITS):
        """Return a number without idle zeros, with so many digits at most."""
        rounded = exact(value, at_most)
        digits = max(0, -rounded.normalize().as_tuple().exponent)
        return formatLang(self.env, float(rounded), digits=digits)

    def percent(self, value):
        """Return a share; nothing where there is none."""
        return "" if value is None else f"{self.number(value)} %"

    def day(self, moment):
        """Return the day of a moment, in the time zone of the reader."""
        return format_date(self.env, moment) if moment else ""

    def panel(self, key, title, build):
        """Return one panel: what `build` returns of it, or a sentence where it may not be read or cannot be told.

        `facts` are [label, value]. `columns` are {"label", "is_number"}, and each row has one cell per column: a text,
        or a link {"label", "model", "id"}. `links` are such links as well; a `url` in one is opened instead of a
        record. `is_warning` panels must not be overlooked.
        """
        empty = {"columns": [], "rows": [], "facts": [], "note": "", "links": [], "is_warning": False}
        panel = {"key": key, "title": title, **empty}
        try:
            return panel | build()
        except (psycopg2.Error, ConcurrencyError):
            # Odoo repeats the request.
            raise
        except AccessError:
            return panel | {"note": self.env._("This is not shown to you.")}
        except UserError as problem:
            return panel | {"note": self.env._("This cannot be told: %s", problem)}
        except Exception:
            _logger.warning("panel_failed key=%s", key, exc_info=True)
            return panel | {"note": self.env._("This cannot be told. Ask your administrator to look into the log.")}


def columns(*labels, texts=1):
    """Return the columns of a table whose first `texts` ones are texts, and the others numbers."""
    return [{"label": label, "is_number": place >= texts} for place, label in enumerate(labels)]


def link(record, label):
    """Return a cell that opens a record."""
    return {"label": label, "model": record._name, "id": record.id}

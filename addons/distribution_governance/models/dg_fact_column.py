from dataclasses import dataclass

from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.comparison import Operator, comparisons
from ..logic.facts import Kind, Unit
from ..logic.unary_test import parse

# Which columns hold values of which kind, just as a measured fact holds them.
_KIND_OF_TYPE = {
    "integer": Kind.NUMBER,
    "float": Kind.NUMBER,
    "monetary": Kind.NUMBER,
    "boolean": Kind.FLAG,
    "char": Kind.CATEGORY,
    "selection": Kind.CATEGORY,
    "date": Kind.DATE,
}


@dataclass(frozen=True)
class FactColumn:
    """A fact that stands in a column of the document or of a record it points to, so that a search can test it.

    `path` are the names of the fields that lead there. Numbers are rounded to `digits`, half away from zero, as
    measuring does. `covers` is the domain of the documents for which the column says what the fact would be.
    """

    path: tuple[str, ...]
    unit: Unit
    digits: int = 6
    covers: Domain = Domain.TRUE

    @classmethod
    def along(cls, documents, path, unit):
        """Return the column at the end of a field path; None when its value is not simply stored there."""
        model, names = documents, tuple(path.split("."))
        for name in names[:-1]:
            field = model._fields.get(name)
            if field is None or field.type != "many2one" or not _is_plain(field):
                return None
            model = documents.env[field.comodel_name]
        field = model._fields.get(names[-1])
        if field is None or not _is_plain(field) or _KIND_OF_TYPE.get(field.type) is not unit.kind:
            return None
        if unit is Unit.MONEY and field.type == "monetary":
            # Money in another currency is converted at today's rate, which no column holds.
            currency = ".".join((*names[:-1], field.get_currency_field(model)))
            own = Domain(currency, "=", documents.env.company.currency_id.id)
            return cls(names, unit, digits=2, covers=own)
        return cls(names, unit)

    def value(self, model, alias, query):
        """Return the SQL of the fact's value: NULL where the fact would be missing, and nowhere else.

        It is worked out once per row, however many rules ask for it.
        """
        name = query.make_alias(alias, f"dg_{'_'.join(self.path)}")
        once = SQL("LATERAL (SELECT %s AS value OFFSET 0)", self._read(model, alias, query))
        query.add_join("LEFT JOIN", name, once, SQL("TRUE"))
        return SQL.identifier(name, "value")

    def _read(self, model, alias, query):
        """Return the SQL that reads the value, at the end of the joins that lead there."""
        start = alias
        for name in self.path[:-1]:
            model, alias = model._fields[name].join(model, alias, query)
        column = model._field_to_sql(alias, self.path[-1], query)
        value = self._converted(column)
        if alias == start:
            return value
        # An empty column is 0 or no, but a record that is not there has no value at all.
        return SQL("CASE WHEN %s IS NULL THEN NULL ELSE %s END", SQL.identifier(alias, "id"), value)

    def _converted(self, column):
        """Return the SQL that reads the column as measuring reads the field.

        A float counts as the shortest decimal that stands for it, which is its text in PostgreSQL as in Python.
        """
        match self.unit.kind:
            case Kind.NUMBER:
                return SQL("ROUND(COALESCE(%s, 0)::float8::text::numeric, %s)", column, self.digits)
            case Kind.FLAG:
                return SQL("COALESCE(%s, FALSE)", column)
            case Kind.CATEGORY:
                return SQL("NULLIF(%s, '')", column)
            case _:
                return column

    def stored_form(self, model, alias, query):
        """Return the SQL of the value as a decision stores it."""
        value = self.value(model, alias, query)
        return value if self.unit.kind is Kind.FLAG else SQL("(%s)::text", value)

    def matches(self, test, model, alias, query):
        """Return the SQL that is true where the value matches the unary test, given as text."""
        value = self.value(model, alias, query)
        alternatives = [
            _all_of(_compared(value, comparison) for comparison in every)
            for every in comparisons(parse(test, self.unit.kind))
        ]
        return _any_of(alternatives)


def any_rule_domain(columns, tables):
    """Return the domain of the documents at which some rule of one of the `tables` matches.

    `columns` is {fact key: FactColumn} of every fact in use.
    """

    def to_sql(model, alias, query):
        return _any_of(
            _all_of(
                columns[condition.fact].matches(condition.test, model, alias, query)
                for condition in rule.conditions
                if condition.fact in table.facts
            )
            for table in tables
            for rule in table.rules
        )

    return Domain.custom(to_sql=to_sql)


def _is_plain(field):
    """Return whether the column holds the one value of the field, for every company and language."""
    return bool(field.store and field.column_type and not field.company_dependent and not field.translate)


def _compared(value, comparison):
    """Return the SQL of one comparison; it is never NULL."""
    match comparison.operator:
        case Operator.IS_MISSING:
            return SQL("%s IS NULL", value)
        case Operator.IS_PRESENT:
            return SQL("%s IS NOT NULL", value)
        case Operator.IN:
            return SQL("COALESCE(%s IN %s, FALSE)", value, comparison.value)
        case Operator.NOT_IN:
            return SQL("COALESCE(%s NOT IN %s, FALSE)", value, comparison.value)
        case _:
            return SQL("COALESCE(%s %s %s, FALSE)", value, SQL(comparison.operator.value), comparison.value)


def _all_of(conditions):
    """Return the conjunction; of nothing, it is true."""
    parts = [SQL("(%s)", condition) for condition in conditions]
    return SQL(" AND ").join(parts) if parts else SQL("TRUE")


def _any_of(conditions):
    """Return the disjunction; of nothing, it is false."""
    parts = [SQL("(%s)", condition) for condition in conditions]
    return SQL("(%s)", SQL(" OR ").join(parts)) if parts else SQL("FALSE")

"""What does the web client ask for?  The fields of a view, with those of what they point to."""

from __future__ import annotations

from lxml import etree


def specification(env, model, view_type):
    """Return what the web client reads for a view of a model: {field: {…}}, with the columns of lists inside it."""
    arch = env[model].get_views([(False, view_type)])["views"][view_type]["arch"]
    return _fields_of(etree.fromstring(arch), env[model])


def _fields_of(node, model):
    """Return the specification of the fields in a part of a view."""
    found = {}
    for one in node.iterchildren(etree.Element):
        if one.tag != "field":
            found |= _fields_of(one, model)
            continue
        field = model._fields[one.get("name")]
        found[field.name] = {}
        if field.relational and field.type != "many2one_reference":
            rows = next((child for child in one if child.tag == "list"), None)
            named = {"display_name": {}} if rows is None else _fields_of(rows, model.env[field.comodel_name])
            found[field.name] = {"fields": named}
    return found

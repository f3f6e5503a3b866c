"""Prices, decisions and events are read and written by plain statements; the functions they had are in nobody's use."""


def migrate(cr, version):
    """Drop what nothing calls any more."""
    for name in ("dg_sale_order_price_rows", "dg_decision_insert", "dg_event_append"):
        cr.execute(f"DROP FUNCTION IF EXISTS {name}")

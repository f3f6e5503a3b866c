"""How are the peers set up?  As ours: the same ten rules, of which none matches an order.

These modules are installed in databases of their own for comparison, see bench/peers.txt; nothing of ours needs them.
"""

from __future__ import annotations

RULES = 10


def arm(env, shop, peers):
    """Set up each of the installed `peers`, see ARMS."""
    for peer in peers:
        ARMS[peer](env, shop)


def domain(number):
    """Return the domain that says what rule `number` of bench/policies.py says."""
    amount = ("amount_untaxed", ">", 1_000_000 + number)
    if number % 10 < 4:
        return [amount]
    if number % 10 < 7:
        return [("partner_id.country_id.code", "=", "AQ"), amount]
    return [("order_line.discount", ">", 50 + number)]


def _tier(env, shop):
    """One reviewer per rule, which is a tier definition."""
    env["tier.definition"].create(
        [
            {
                "name": f"Rule {number}",
                "model_id": env["ir.model"]._get("sale.order").id,
                "review_type": "individual",
                "reviewer_id": shop.env.uid,
                "definition_type": "domain",
                "definition_domain": repr(domain(number)),
                "company_id": shop.company.id,
            }
            for number in range(RULES)
        ]
    )


def _exception(env, _shop):
    """One exception rule per rule."""
    env["exception.rule"].search([]).active = False
    env["exception.rule"].create(
        [
            {
                "name": f"Rule {number}",
                "model": "sale.order",
                "exception_type": "by_domain",
                "domain": repr(domain(number)),
                "active": True,
            }
            for number in range(RULES)
        ]
    )


def _risk(env, shop):
    """A limit that is far away and counts orders, invoices and what is overdue."""
    customers = shop.customers.with_env(env).with_company(shop.company)
    counted = ("sale_order", "invoice_draft", "invoice_open", "invoice_unpaid")
    customers.write({"credit_limit": 1e12} | {f"risk_{name}_include": True for name in counted})


def _auditlog(env, _shop):
    """Every create, write and delete of sales orders, logged in full."""
    env["auditlog.rule"].create(
        {
            "name": "Sales orders",
            "model_id": env["ir.model"]._get("sale.order").id,
            "log_type": "full",
            "log_read": False,
            "log_create": True,
            "log_write": True,
            "log_unlink": True,
            "state": "confirmed",
        }
    )


ARMS = {"tier": _tier, "exception": _exception, "risk": _risk, "auditlog": _auditlog}

"""What is in force in the demo company? Plain values only."""

# process: (owner login, deputy login, mode). Logistics is on trial: it tells, and stops nobody.
PROCESSES = {
    "Sales": ("approver", "controller", "enforce"),
    "Customer credit": ("controller", "approver", "enforce"),
    "Logistics": ("approver", "controller", "warn"),
}

PRICE_AND_MARGIN = [
    (
        "Discount above 10 %",
        "hold",
        "Lower the discount, or ask a controller for a release.",
        {"deepest_discount": "(10..40]"},
    ),
    ("Discount above 40 %", "block", "Nobody may grant this. Lower the discount.", {"deepest_discount": "> 40"}),
    ("Margin below 15 %", "hold", "Raise the price, or ask a controller for a release.", {"margin_percent": "< 15"}),
    ("Margin unknown", "hold", "Ask purchasing to enter the missing cost.", {"margin_percent": "null"}),
]
BELOW_COST = [("Line below cost", "hold", "Raise the price of the line.", {"lines_below_cost": "> 0"})]
PRICE_LIST = [
    (
        "Price list of another customer",
        "hold",
        "Choose the customer's own price list, or ask a controller for a release.",
        {"other_pricelist": "true"},
    )
]
ORDER_VALUE = [
    ("Order above 25,000", "hold", "A controller releases orders of this size.", {"amount_untaxed": "> 25000"})
]
NEW_CUSTOMER = [
    (
        "First order above 7,500",
        "hold",
        "Begin with a smaller order, or ask a controller for a release.",
        {"customer_age_days": "null", "amount_untaxed": "> 7500"},
    )
]
CREDIT_LIMIT = [
    (
        "Over the credit limit",
        "hold",
        "Ask for a payment or a higher limit, or ask a controller for a release.",
        {"credit_over_limit": "> 0"},
    )
]
CUSTOMER_STATUS = [
    (
        "Customer is blocked",
        "block",
        "Finance decides when this customer is served again.",
        {"customer_block": '"blocked"'},
    ),
    ("Sell with care", "warn", "Read why on the customer before you promise more.", {"customer_block": '"warning"'}),
]
OVERDUE = [
    (
        "Invoices more than 30 days late",
        "hold",
        "Ask for a payment, or ask a controller for a release.",
        {"overdue_days": "> 30", "overdue_amount": "> 500"},
    ),
    ("Invoices late", "warn", "Remind the customer of the open invoices.", {"overdue_days": "(0..30]"}),
]
PAYMENT_TERM = [
    (
        "Longer payment term than agreed",
        "hold",
        "Choose the customer's own payment term, or ask a controller for a release.",
        {"payment_term_gap_days": "> 0"},
    )
]
STOCK_AND_PROMISE = [
    (
        "Half of the order is not there",
        "hold",
        "Agree on a later date or a partial delivery.",
        {"shortage_percent": ">= 50"},
    ),
    ("Lines short of stock", "warn", "Tell the customer which lines come later.", {"lines_short": "> 0"}),
    ("Promised too early", "hold", "Promise the day on which the goods can be there.", {"promise_gap_days": "> 0"}),
]
FREIGHT = [
    (
        "Expedited freight above 10 %",
        "hold",
        "Ship by van, or let the customer take more at once.",
        {"expedited_freight_percent": "> 10"},
    ),
    ("Freight given away", "hold", "Charge what the carrier takes.", {"freight_shortfall": "> 20"}),
]
DELIVERY_CONDITIONS = [
    ("Customs papers needed", "warn", "Send the order to the export desk.", {"customer_country": '"NO", "CH", "US"'}),
    ("Delivery slot needed", "warn", "Book a slot at the depot of the chain.", {"customer_tags": '"Chain"'}),
]
TEAM_AUTHORITY = [
    (
        "Trade counter above 15,000",
        "hold",
        "Hand the customer over to key accounts.",
        {"sales_team": '"Trade counter"', "amount_untaxed": "> 15000"},
    ),
    ("Credit nearly used up", "warn", "Ask for a payment before the next order.", {"credit_used_percent": "[90..100]"}),
]

# policy: (process, mode of its own, rules)
POLICIES = {
    "Price and margin": ("Sales", False, PRICE_AND_MARGIN),
    "Cost floor": ("Sales", False, BELOW_COST),
    "Price list": ("Sales", False, PRICE_LIST),
    "Order value": ("Sales", False, ORDER_VALUE),
    "New customers": ("Customer credit", False, NEW_CUSTOMER),
    "Credit limit": ("Customer credit", False, CREDIT_LIMIT),
    "Customer status": ("Customer credit", False, CUSTOMER_STATUS),
    "Overdue invoices": ("Customer credit", False, OVERDUE),
    "Payment terms": ("Customer credit", False, PAYMENT_TERM),
    "Stock and promises": ("Logistics", False, STOCK_AND_PROMISE),
    "Freight": ("Logistics", "observe", FREIGHT),
    "Delivery conditions": ("Logistics", False, DELIVERY_CONDITIONS),
}
# Written, and waiting for somebody who simulates and publishes them.
DRAFTS = {"Team authority": ("Sales", False, TEAM_AUTHORITY)}

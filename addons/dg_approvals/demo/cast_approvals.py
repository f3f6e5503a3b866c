"""Who agrees to exceptions in the demo company, up to which figure, and in which order? Plain values only."""

SALES_READER = "sales_team.group_sale_salesman_all_leads"
APPROVER = "distribution_governance.group_dg_approver"

# login: (name, groups). Every login is its own password; each person holds one role.
APPROVERS = {
    "approver2": ("Milan Reed", [APPROVER, SALES_READER]),
    "director": ("Henrik Stone", [APPROVER, "sales_team.group_sale_manager"]),
    "finance": ("Hedda Roth", [APPROVER, SALES_READER, "account.group_account_readonly"]),
}

# (login, fact, up to): how deep a discount each of them may grant. The first manager writes, the second one confirms.
LIMITS = [
    ("approver", "deepest_discount", 25.0),
    ("approver2", "deepest_discount", 20.0),
    ("director", "deepest_discount", 40.0),
]

# route: (note, tiers); a tier is (key, name, kind, logins, working hours to answer, reminder before the end)
ROUTES = {
    "Commercial terms": (
        "Discounts end with sales management; what costs margin goes on to the director.",
        [
            ("management", "Sales management", "team_manager", [], 8.0, 2.0),
            ("director", "Director", "users", ["director"], 16.0, 4.0),
        ],
    ),
    "Customer credit": (
        "Only finance lends the company's money.",
        [("finance", "Finance", "users", ["finance"], 4.0, 1.0)],
    ),
}

# policy: {rule: (route, highest tier, guidance)}. What is not named here is still released by a controller.
ROUTED = {
    "Price and margin": {
        "Discount above 10 %": (
            "Commercial terms",
            "management",
            "Lower the discount, or wait for sales management.",
        ),
        "Margin below 15 %": (
            "Commercial terms",
            "director",
            "Raise the price, or wait for sales management and the director.",
        ),
    },
    "Cost floor": {
        "Line below cost": ("Commercial terms", "director", "Raise the price of the line, or wait for the director.")
    },
    "Credit limit": {
        "Over the credit limit": ("Customer credit", "finance", "Ask for a payment, or wait for finance.")
    },
    "Overdue invoices": {
        "Invoices more than 30 days late": ("Customer credit", "finance", "Ask for a payment, or wait for finance.")
    },
}

# (on behalf of, answered by, days from now until its end, why)
DELEGATIONS = [("director", "approver2", 14, "Holiday")]

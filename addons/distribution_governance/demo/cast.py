"""Who and what is in the demo company? Plain values only; `dg_demo` makes records of them with the real methods."""

COMPANY = "Brightwater Distribution"

# login: (name, groups). Every login is its own password; each person holds one role.
USERS = {
    "sales": ("Sofia Marsh", ["sales_team.group_sale_salesman"]),
    "sales2": ("Tom Birch", ["sales_team.group_sale_salesman"]),
    "approver": ("Nadia Clarke", ["distribution_governance.group_dg_approver", "sales_team.group_sale_manager"]),
    "controller": (
        "Colin Reyes",
        [
            "distribution_governance.group_dg_controller",
            "sales_team.group_sale_salesman_all_leads",
            "account.group_account_readonly",
        ],
    ),
    "manager": ("Maren Holt", ["distribution_governance.group_dg_manager", "sales_team.group_sale_salesman_all_leads"]),
    "manager2": ("Piet Vos", ["distribution_governance.group_dg_manager", "sales_team.group_sale_salesman_all_leads"]),
    "auditor": ("Ines Duarte", ["distribution_governance.group_dg_auditor"]),
    "integrator": ("Ivo Lang", ["distribution_governance.group_dg_integrator"]),
    "buyer": ("Bea Olsen", ["purchase.group_purchase_user"]),
    "warehouse": ("Walt Ferris", ["stock.group_stock_user"]),
}

# key: (name, list price, cost, pieces in stock)
PRODUCTS = {
    "shelf": ("Steel Shelf 90 cm", 100.0, 55.0, 400),
    "rack": ("Pallet Rack Bay 2.7 m", 480.0, 290.0, 60),
    "jack": ("Hand Pallet Truck 2.5 t", 365.0, 240.0, 35),
    "crate": ("Stacking Crate 60 x 40", 14.5, 7.9, 3000),
    "film": ("Stretch Film 23 my, Roll", 9.8, 5.6, 5000),
    "tape": ("Packing Tape, Box of 36", 42.0, 25.5, 800),
    "label": ("Thermal Labels 100 x 150, Box", 58.0, 31.0, 500),
    "scanner": ("Barcode Scanner, Cordless", 249.0, 171.0, 45),
    "bin": ("Wall Bin Set, 32 Pieces", 75.0, 44.0, 260),
    "mat": ("Anti-Fatigue Mat 150 x 90", 64.0, 56.5, 140),
}

# key: (name, city, credit limit in company currency; None = no limit)
CUSTOMERS = {
    "harbour": ("Harbour Street Hardware", "Bristol", 20_000.0),
    "norden": ("Norden Logistics Park", "Aarhus", 60_000.0),
    "quarry": ("Quarry Lane Garages", "Leeds", 4_000.0),
    "mesa": ("Mesa Verde Furnishings", "Girona", 15_000.0),
    "orchard": ("Orchard Valley Foods", "Ghent", None),
}

# process: (owner login, deputy login)
PROCESSES = {"Sales": ("approver", "controller"), "Customer credit": ("controller", "approver")}

# (policy, process, [(reason, effect, guidance, {fact: test})])
POLICIES = [
    (
        "Price and margin",
        "Sales",
        [
            (
                "Discount above 10 %",
                "hold",
                "Lower the discount, or ask a controller for a release.",
                {"deepest_discount": "(10..40]"},
            ),
            (
                "Discount above 40 %",
                "block",
                "Nobody may grant this. Lower the discount.",
                {"deepest_discount": "> 40"},
            ),
            (
                "Margin below 15 %",
                "hold",
                "Raise the price, or ask a controller for a release.",
                {"margin_percent": "< 15"},
            ),
            ("Margin unknown", "hold", "Ask purchasing to enter the missing cost.", {"margin_percent": "null"}),
        ],
    ),
    (
        "Order value",
        "Sales",
        [("Order above 25,000", "hold", "A controller releases orders of this size.", {"amount_untaxed": "> 25000"})],
    ),
    (
        "Credit limit",
        "Customer credit",
        [
            (
                "Over the credit limit",
                "hold",
                "Ask for a payment or a higher limit, or ask a controller for a release.",
                {"credit_over_limit": "> 0"},
            )
        ],
    ),
]

# (reference, salesperson, customer, [(product, pieces, discount in percent)], what happens to the order)
ORDERS = [
    ("Opening order spring range", "sales", "harbour", [("shelf", 20, 5), ("bin", 12, 0)], "confirm"),
    ("Label stock", "sales", "orchard", [("label", 30, 0), ("tape", 10, 0)], "confirm"),
    ("Dock equipment", "sales2", "norden", [("jack", 4, 8), ("scanner", 6, 5)], "confirm"),
    ("Packing material March", "sales2", "mesa", [("film", 240, 10), ("tape", 24, 10)], "confirm"),
    ("Rack extension hall 2", "sales", "norden", [("rack", 12, 12)], "confirm"),
    ("Workshop refit", "sales", "quarry", [("bin", 40, 0), ("shelf", 25, 0)], "confirm"),
    ("Canteen mats", "sales2", "orchard", [("mat", 30, 0)], "confirm"),
    ("Clearance request", "sales2", "mesa", [("crate", 400, 45)], "confirm"),
    ("Scanner pilot", "sales", "harbour", [("scanner", 8, 15)], "release"),
    ("Quarterly restock", "sales", "harbour", [("shelf", 40, 18), ("crate", 100, 0)], "leave"),
    ("Standard reorder", "sales", "orchard", [("film", 120, 0), ("label", 10, 0)], "leave"),
    ("New depot, phase 1", "sales2", "norden", [("rack", 58, 0)], "leave"),
]

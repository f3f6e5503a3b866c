"""Who works in the demo company, and where? Plain values only."""

COMPANY = "Brightwater Distribution"

# key: (name, code). The first one ships what is not asked for elsewhere.
WAREHOUSES = {"main": ("Brightwater", "BW"), "north": ("Brightwater North", "BN")}

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
    "accountant": ("Greta Lund", ["account.group_account_user"]),
}

# name: (leader login, member logins)
TEAMS = {"Trade counter": ("approver", ["sales"]), "Key accounts": ("approver", ["sales2"])}

{
    "name": "Distribution Governance: Integrations",
    "summary": "Who outside must know, and what may they tell us?",
    "version": "19.0.0.1.0",
    "category": "Sales/Sales",
    "author": "Distribution Governance maintainers",
    "license": "LGPL-3",
    "depends": ["dg_approvals"],
}

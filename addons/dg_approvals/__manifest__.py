{
    "name": "Distribution Governance: Approvals",
    "summary": "Who must agree, and by when?",
    "version": "19.0.0.1.0",
    "category": "Sales/Sales",
    "author": "Distribution Governance maintainers",
    "license": "LGPL-3",
    "depends": ["distribution_governance"],
}

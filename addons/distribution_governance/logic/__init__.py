"""Which rules does the governance apply, apart from any database?

Pure values in, pure values out: nothing in this package imports Odoo, reads a clock, a user or an environment.
"""

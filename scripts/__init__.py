"""The commands of this repository: how does a bare machine get a running, tested Odoo?"""

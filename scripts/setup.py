"""How is everything fetched and prepared without starting anything?"""

from __future__ import annotations

from . import chromium, console, environment, node


def main(_command, _words):
    """Have the packages, Odoo, the databases and a browser; start nothing that stays."""
    with environment.borrowed() as ready:
        ready.templates.demo()
    console.say(f"browser for the tests: {chromium.ensure()}")
    node.ensure()
    return 0

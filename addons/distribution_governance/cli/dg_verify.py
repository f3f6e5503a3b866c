"""Was anything in the journal or in the decisions altered, removed or re-ordered?  Asked from outside of Odoo.

    odoo --addons-path=PATH,… dg_verify -c odoo.conf -d DATABASE

Prints one line per finding. Exit code 0: intact. 1: something was changed. 2: it could not be asked.
"""

import json
import sys

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class Dg_Verify(Command):
    """Verify the journal of a database: print what was altered, removed or re-ordered."""

    name = "dg_verify"

    def run(self, cmdargs):
        """Verify the database named by -d and end with the exit code that says what was found."""
        parser = self.parser
        parser.add_argument("-c", "--config", help="the configuration file of the server")
        parser.add_argument("-d", "--database", required=True, help="the database to verify")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")
        wanted = parser.parse_args(cmdargs)
        words = ["-d", wanted.database, "--log-level=error", *(["-c", wanted.config] if wanted.config else [])]
        config.parse_config(words, setup_logging=True)
        sys.exit(_verify(wanted.database, as_json=wanted.json))


def _verify(database, as_json):
    """Print the findings; return the exit code."""
    with Registry(database).cursor() as cr:
        # Nothing is written, whatever is found.
        cr.execute("SET TRANSACTION READ ONLY")
        env = api.Environment(cr, SUPERUSER_ID, {})
        if "dg.seal" not in env:
            sys.stderr.write(f"Distribution Governance is not installed in {database}.\n")
            return 2
        count, unsealed, problems = env["dg.seal"]._verify()
    if as_json:
        sys.stdout.write(json.dumps({"verified": count, "unsealed": unsealed, "problems": problems}) + "\n")
    else:
        lines = [f"{count} sealed events verified, {unsealed} not sealed yet.", *problems]
        lines += [] if problems else ["Nothing was altered, removed or re-ordered."]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if problems else 0

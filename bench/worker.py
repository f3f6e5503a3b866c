"""One measured database: this process answers what bench/laboratory.py asks on its standard input.

    python -m bench.worker CONF DATABASE

Each line is a JSON object {"do": operation, …}; each answer is one line of JSON.
"""

from __future__ import annotations

import gc
import json
import sys

import odoo.modules.registry
import odoo.tools

from .inbox_operations import InboxOperations


def main(conf, database):
    """Serve until the standard input ends."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    operations = InboxOperations(odoo.modules.registry.Registry(database))
    # What a loaded Odoo consists of is not walked again by each collection of garbage: less noise, for all alike.
    gc.collect()
    gc.freeze()
    print(json.dumps({"ready": database}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        answer = getattr(operations, request.pop("do"))(**request)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

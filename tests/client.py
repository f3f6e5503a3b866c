"""How does a program talk to a running Odoo as a user would?

`OdooClient` uses the two routes of Odoo's own web client, so whatever it may do a browser may
do, and nothing more.
"""

from __future__ import annotations

import itertools

import requests


class RpcError(Exception):
    """Odoo refused a call.

    `name` is the class of the exception in Odoo ("AccessError", "GateClosed"), `message` what a
    user reads, `trace` the traceback of the server.
    """

    def __init__(self, error):
        data = error.get("data") or {}
        self.qualified_name = data.get("name", "")
        self.name = self.qualified_name.rpartition(".")[2]
        self.message = data.get("message") or error.get("message", "")
        self.trace = data.get("debug", "")
        super().__init__(f"{self.name}: {self.message}")


class OdooClient:
    """One user's session on one database."""

    def __init__(self, base_url, database, login, password, timeout=60):
        self.base_url = base_url.rstrip("/")
        self.database = database
        self.login = login
        self.timeout = timeout
        self.http = requests.Session()
        self.http.trust_env = False  # never through a proxy: the server is on this machine
        self._ids = itertools.count(1)
        session = self.post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )
        self.uid = session["uid"]
        self.context = session.get("user_context", {})

    def post(self, path, params):
        """Result of one JSON-RPC route; raises RpcError when Odoo answers with an error."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params, "id": next(self._ids)}
        answer = self.http.post(self.base_url + path, json=body, timeout=self.timeout)
        answer.raise_for_status()
        content = answer.json()
        if "error" in content:
            raise RpcError(content["error"])
        return content.get("result")

    def call(self, model, method, args=(), kwargs=None):
        """Result of a public method of a model."""
        kwargs = dict(kwargs or {})
        kwargs["context"] = {**self.context, **kwargs.get("context", {})}
        params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def search(self, model, domain, **options):
        """Ids of the records that match."""
        return self.call(model, "search", [domain], options)

    def search_read(self, model, domain, fields, **options):
        """The named fields of the records that match, one dict per record."""
        return self.call(model, "search_read", [domain, fields], options)

    def read(self, model, ids, fields):
        """The named fields of the records, one dict per record."""
        return self.call(model, "read", [ids, fields])

    def create(self, model, values):
        """Id of a new record (a list of ids for a list of values)."""
        several = isinstance(values, list)
        ids = self.call(model, "create", [values if several else [values]])
        return ids if several else ids[0]

    def write(self, model, ids, values):
        """Change records."""
        return self.call(model, "write", [ids, values])

    def ref(self, xml_id):
        """Id of the record with that XML id; the user must be allowed to read ir.model.data."""
        module, name = xml_id.split(".")
        rows = self.search_read("ir.model.data", [("module", "=", module), ("name", "=", name)], ["res_id"])
        if not rows:
            raise LookupError(f"no record has the XML id {xml_id}")
        return rows[0]["res_id"]

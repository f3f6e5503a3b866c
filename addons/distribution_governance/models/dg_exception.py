from odoo import api, fields, models

from ..logic.lifecycle import EXCEPTION

KINDS = [("resume_failed", "Released, but could not go on"), ("fact_failed", "A fact could not be computed")]
STATES = [("open", "Open"), ("assigned", "Assigned"), ("resolved", "Resolved")]
# What makes two exceptions the same deviation.
SAME = ("kind", "document_model", "document_id", "fact_key")


class DgException(models.Model):
    """A deviation that somebody must resolve: what is wrong, since when, whose it is, and how it ended."""

    _name = "dg.exception"
    _inherit = ["dg.document.link.mixin"]
    _description = "Exception"
    _order = "id desc"
    _rec_name = "title"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    title = fields.Char("What Is Wrong", required=True, readonly=True)
    detail = fields.Text(readonly=True)
    fact_key = fields.Char(readonly=True, help="The fact that could not be computed.")
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    owner_id = fields.Many2one("res.users", readonly=True, ondelete="restrict", help="Who sees to it.")
    opened_at = fields.Datetime(required=True, readonly=True)
    resolved_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    resolved_at = fields.Datetime(readonly=True)
    resolution = fields.Text(readonly=True, help="How it ended, in the words of whoever resolved it.")

    # What happens again while it is open is the same exception.
    _open_uniq = models.UniqueIndex(
        "(kind, document_model, document_id, COALESCE(fact_key, '')) WHERE state != 'resolved'",
        "This exception is open already.",
    )

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    @api.model
    def _open(self, drafts):
        """Open one exception per draft, unless the same one is open already; return those that are new.

        Two transactions that find the same deviation meet at a guard row: the second begins again and finds it open.
        """
        known = {exception._identity() for exception in self._open_about(drafts)}
        fresh = {identity: draft for draft in drafts if (identity := _identity(draft)) not in known}
        self.env["dg.guard"].sudo()._raise({"/".join(map(str, ("exception", *identity))) for identity in fresh})
        # Nobody has the right to write exceptions; the system notes what it found.
        exceptions = self.sudo().create(
            [draft | {"state": "open", "opened_at": fields.Datetime.now()} for draft in fresh.values()]
        )
        exceptions._note("exception.opened", {})
        return exceptions

    @api.model
    def _open_about(self, drafts):
        """Return the open exceptions about the documents of `drafts`, in one query."""
        # The one who finds a deviation may not be allowed to read it.
        return self.sudo().search(
            [
                ("state", "!=", "resolved"),
                ("kind", "in", [draft["kind"] for draft in drafts]),
                ("document_id", "in", [draft["document_id"] for draft in drafts]),
            ]
        )

    def _identity(self):
        """Return what makes another exception the same one."""
        return _identity({name: self[name] for name in SAME})

    def _move_to(self, state, **values):
        """Change the state along the lifecycle of exceptions."""
        for exception in self:
            EXCEPTION.check(exception.state, state)
        # Exceptions are written by no user; the callers check who may do what.
        self.sudo().write(values | {"state": state})

    def _note(self, code, payload):
        """Write one event per exception into the journal of the document it is about."""
        for model, exceptions in self.sudo().grouped("document_model").items():
            for exception in exceptions:
                document = self.env[model].sudo().browse(exception.document_id).exists()
                said = {"exception_id": exception.id, "kind": exception.kind, "title": exception.title}
                self.env["dg.event"]._emit(document, code, {exception.document_id: said | payload})


def _identity(values):
    """Return what makes two exceptions the same."""
    return tuple(values.get(name) or "" for name in SAME)

from odoo import fields, models

# How many documents a summary names before it only counts the rest.
NAMED = 5
# Customers on the portal read none of this.
READERS = "distribution_governance.group_dg_user"
# What a form shows of governance; read again after something happened to the document.
SCREEN = (
    "dg_gate_state",
    "dg_banner",
    "dg_can_override",
    "dg_forecast_state",
    "dg_forecast",
    "dg_hold_count",
    "dg_decision_count",
    "dg_event_count",
)


class DgGovernedMixin(models.AbstractModel):
    """What people see of governance on a document: the banner, the counters, the answer of the front door."""

    _inherit = "dg.governed.mixin"

    dg_gate_state = fields.Selection(
        [("held", "Held"), ("blocked", "Blocked"), ("released", "Released")],
        compute="_compute_dg_gate_state",
        string="Governance",
        groups=READERS,
    )
    dg_hold_count = fields.Integer(compute="_compute_dg_counts", string="Holds", groups=READERS)
    dg_decision_count = fields.Integer(compute="_compute_dg_counts", string="Decisions", groups=READERS)
    dg_event_count = fields.Integer(compute="_compute_dg_counts", string="Journal Events", groups=READERS)

    def _compute_dg_gate_state(self):
        """Say whether the document is stopped, and by what."""
        standing = self._dg_holds_that_count().grouped("document_id")
        for document in self:
            own = standing.get(document.id, self.env["dg.hold"])
            document.dg_gate_state = document._dg_is_waiting() and _gate_state(own)

    def _dg_holds_that_count(self):
        """Return the holds that stop these documents and the releases that let them pass, in one query."""
        # Superuser mode opens the rows only: explanations disclose figures by the groups of the user who reads.
        standing = self.env["dg.hold"].sudo().search([*self._dg_rows_domain(), ("state", "in", ("active", "released"))])
        return standing.filtered(lambda hold: hold.state == "active") | standing._valid()

    def _dg_is_waiting(self):
        """Return whether the document still stands before one of its gates."""
        return any(self[spec.field] in spec.sources for spec in self._dg_gates)

    def _compute_dg_counts(self):
        """Count holds, decisions and events of these documents, one query each."""
        for field, model in (
            ("dg_hold_count", "dg.hold"),
            ("dg_decision_count", "dg.decision"),
            ("dg_event_count", "dg.event"),
        ):
            # Whoever reads the document may know how many rows there are; reading them is checked when opening.
            groups = self.env[model].sudo()._read_group(self._dg_rows_domain(), ["document_id"], ["__count"])
            counts = dict(groups)
            for document in self:
                document[field] = counts.get(document.id, 0)

    def _dg_rows_domain(self):
        """Return the domain of governance rows about these documents."""
        return [("document_model", "=", self._name), ("document_id", "in", self.ids)]

    def _dg_answer(self, result, passing, parked):
        """Return what the front door tells its caller: which documents passed, which are held, and why.

        An action of the guarded method is returned as it is; the summary then reaches the user as a notification.
        """
        params = {
            # Closing the (empty) action makes the screen read the document again, so that the banner appears.
            "next": {"type": "ir.actions.act_window_close"},
            "type": "warning",
            "title": self.env._("Not yet confirmed"),
            "message": self._dg_summary(passing, parked),
            "sticky": True,
            "dg_result": {"passed": passing.ids, "held": parked.ids},
        }
        if isinstance(result, dict):
            self.env.user._bus_send(
                "simple_notification", {key: params[key] for key in ("type", "title", "message", "sticky")}
            )
            return result
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    def _dg_summary(self, passing, parked):
        """Return the summary in whole sentences; somebody outside the company learns that it is in review, no more."""
        if not self.env.user._is_internal():
            return self.env._("We have received your order. It is in review; we will come back to you.")
        if len(parked) == 1 and not passing:
            return self._dg_summary_of_one(parked)
        names = ", ".join(parked[:NAMED].mapped("display_name"))
        if len(parked) > NAMED:
            names = self.env._("%(names)s and %(count)s more", names=names, count=len(parked) - NAMED)
        return self.env._(
            "%(passed)s of %(all)s documents went through. %(held)s are held: %(names)s. Each shows why, and what "
            "would pass without a release.",
            passed=len(passing),
            all=len(passing) + len(parked),
            held=len(parked),
            names=names,
        )

    def _dg_summary_of_one(self, document):
        """Return why this one document is held."""
        # Only the names of the rules are taken; figures are left to the banner.
        holds = self.env["dg.hold"].sudo().search([*document._dg_rows_domain(), ("state", "=", "active")], order="id")
        values = {
            "document": document.display_name,
            "reasons": "; ".join(name.rstrip(".") for name in holds.mapped("rule_name")),
        }
        if any(holds.mapped("is_block")):
            return self.env._("%(document)s is blocked: %(reasons)s. The banner says what has to change.", **values)
        return self.env._("%(document)s is held: %(reasons)s. The banner says what would pass.", **values)

    def _dg_warn(self, rulings):
        """Tell the user which rules warned of documents that went through."""
        for document in self.filtered(lambda document: rulings[document.id].warnings):
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "title": self.env._("Outside policy"),
                    "message": self.env._(
                        "%(document)s went through with a warning: %(reasons)s.",
                        document=document.display_name,
                        reasons="; ".join(rulings[document.id].warnings),
                    ),
                    "sticky": False,
                },
            )

    def _dg_forget_screen(self):
        """Let banner and counters be read again after something happened to these documents."""
        if self:
            self.invalidate_recordset(SCREEN, flush=False)

    def action_dg_release(self):
        """Open the release dialog for everything that holds this document."""
        self.ensure_one()
        holds = self.env["dg.hold"].search(
            self._dg_rows_domain() + [("state", "=", "active"), ("is_block", "=", False)]
        )
        return holds.action_release()

    def action_dg_override(self):
        """Open the dialog for every block of this document that its policy lets a controller override."""
        self.ensure_one()
        holds = self.env["dg.hold"].search(self._dg_rows_domain() + [("state", "=", "active"), ("is_block", "=", True)])
        return holds.filtered("can_override").action_override()

    def action_dg_open_holds(self):
        """Open the holds of this document."""
        return self._dg_open_rows("distribution_governance.dg_hold_action")

    def action_dg_open_decisions(self):
        """Open the decisions about this document."""
        return self._dg_open_rows("distribution_governance.dg_decision_action")

    def action_dg_open_events(self):
        """Open the journal of this document."""
        return self._dg_open_rows("distribution_governance.dg_event_action_document")

    def _dg_open_rows(self, xml_id):
        """Return the action `xml_id` on the rows about these documents, without its default filters."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {"domain": self._dg_rows_domain(), "context": {}}


def _gate_state(holds):
    """Return what the banner is about: held, blocked, released, or nothing."""
    active = holds.filtered(lambda hold: hold.state == "active")
    if any(active.mapped("is_block")):
        return "blocked"
    if active:
        return "held"
    return "released" if holds else False

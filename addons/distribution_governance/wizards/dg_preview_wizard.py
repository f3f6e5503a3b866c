from markupsafe import Markup

from odoo import api, fields, models

from ..models.dg_banner import render_reasons, render_steps


class DgPreviewWizard(models.TransientModel):
    """The dialog that tells what the gate would say now; it is shown and never saved."""

    _name = "dg.preview.wizard"
    _description = "Check against Policy"

    document_model = fields.Char()
    document_ids = fields.Json()
    answer = fields.Html(compute="_compute_answer", sanitize=False)

    @api.depends("document_model", "document_ids")
    @api.depends_context("uid", "lang")
    def _compute_answer(self):
        """Write the answers in words, one paragraph per document."""
        for preview in self:
            documents = preview._documents()
            answers = documents._dg_answers() if documents else []
            preview.answer = Markup("").join(preview._paragraph(answer) for answer in answers)

    def _documents(self):
        """Return the documents to check; whoever opens the dialog chooses them, so rights are checked here."""
        if self.document_model not in self.env["dg.fact"]._governed_models():
            return None
        documents = self.env[self.document_model].browse(self.document_ids)
        documents._dg_check_may_preview()
        return documents

    def _paragraph(self, answer):
        """Return one answer as HTML."""
        sentences = {
            "pass": self.env._("%(document)s would pass.", document=answer["document"]),
            "warn": self.env._("%(document)s would pass with a warning.", document=answer["document"]),
            "hold": self.env._("%(document)s would be held, and put to these people.", document=answer["document"])
            if answer["follows"]
            else self.env._("%(document)s would be held until a controller releases it.", document=answer["document"]),
            "block": self.env._("%(document)s would be blocked: it has to change.", document=answer["document"]),
        }
        reasons = [(self._title(reason), reason["explanation"]) for reason in answer["reasons"]]
        if not answer["is_governed"]:
            return Markup("<p><strong>%s</strong> %s</p>") % (
                sentences["pass"],
                self.env._("No policy in force is about it."),
            )
        if not reasons:
            return Markup("<p><strong>%s</strong> %s</p>") % (
                sentences["pass"],
                self.env._("No rule speaks against it."),
            )
        told = render_reasons(reasons) + render_steps(answer["follows"])
        return Markup("<p><strong>%s</strong></p>%s") % (sentences[answer["outcome"]], told)

    def _title(self, reason):
        """Return the name of a rule, and why it does not act where it does not."""
        name = reason["rule"].rstrip(".")
        if reason["is_released"]:
            return self.env._("%(rule)s (released)", rule=name)
        if reason["mode"] == "observe":
            return self.env._("%(rule)s (only observed)", rule=name)
        return name

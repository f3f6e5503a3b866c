from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime, formatLang

from .dg_governed_screen import NAMED, READERS

CONTROLLER = "distribution_governance.group_dg_controller"


class DgGovernedMixin(models.AbstractModel):
    """The banner on a document: why it does not move, since when, and who may let it pass."""

    _inherit = "dg.governed.mixin"

    dg_banner = fields.Html(compute="_compute_dg_banner", sanitize=False, string="Why it is held", groups=READERS)
    dg_can_override = fields.Boolean(compute="_compute_dg_banner", groups=READERS)

    @api.depends_context("uid", "lang", "tz")
    def _compute_dg_banner(self):
        """Tell whoever may read the document what stops it, as far as figures may be disclosed to this reader."""
        standing = self._dg_holds_that_count().grouped("document_id")
        for document in self:
            own = standing.get(document.id, self.env["dg.hold"]) if document._dg_is_waiting() else self.env["dg.hold"]
            active = own.filtered(lambda hold: hold.state == "active")
            document.dg_can_override = any(active.mapped("can_override"))
            document.dg_banner = document._dg_render_banner(active or own)

    def _dg_render_banner(self, holds):
        """Return the reasons of `holds` as HTML, and below them what happens next."""
        if not holds:
            return False
        reasons = [(hold.rule_name, hold.explanation) for hold in holds]
        sentences = self._dg_stopped_words(holds) if holds[0].state == "active" else self._dg_released_words(holds)
        return render_reasons(reasons) + Markup("<div class='mt-2'>%s</div>") % " ".join(filter(None, sentences))

    def _dg_stopped_words(self, holds):
        """Return the sentences about a stopped document: since when, who may let it pass, what two controllers do."""
        since = format_datetime(self.env, min(holds.mapped("held_at")), dt_format="short")
        return [
            self.env._("Held since %(since)s, submitted by %(who)s.", since=since, who=holds[0].requester_id.name),
            self._dg_second_words(holds),
            self._dg_releaser_words(holds),
        ]

    def _dg_releaser_words(self, holds):
        """Return the sentence that names who may release, or override, these holds."""
        blocks = holds.filtered("is_block")
        if blocks and not all(blocks.mapped("can_override")):
            return ""
        people = self._dg_releasers() - holds.endorsed_by_id
        if not people:
            return self.env._(
                "No controller may release it: whoever is one had a hand in it or does not see it. Ask a governance "
                "manager."
            )
        names = people[:NAMED].mapped("name")
        if len(people) > NAMED:
            names.append(f"+{len(people) - NAMED}")
        if blocks:
            return self.env._("It can be overridden by %(names)s.", names=", ".join(names))
        return self.env._("It can be released by %(names)s.", names=", ".join(names))

    def _dg_second_words(self, holds):
        """Return the sentence that says that two controllers have to agree, and who agreed already."""
        value = self._dg_value()[self.id] if any(hold._takes_value_into_account() for hold in holds) else None
        double = holds.filtered(
            lambda hold: (
                hold._takes_value_into_account() and hold._terms().needs_second(value, is_override=hold.is_block)
            )
        )
        if not double:
            return ""
        if first := double.endorsed_by_id[:1]:
            return self.env._("%(name)s agreed; another controller has to agree as well.", name=first.name)
        if value is None:
            return self.env._("Two controllers have to agree.")
        worth = formatLang(self.env, float(value), currency_obj=self.company_id.currency_id)
        return self.env._("Two controllers have to agree: it is worth %(value)s.", value=worth)

    def _dg_released_words(self, holds):
        """Return the sentences about a released document: by whom, why, until when, and what came in between."""
        last = holds.sorted("released_at")[-1:]
        # Whoever reads the document may know that it could not go on.
        failure = (
            self.env["dg.exception"]
            .sudo()
            .search([*self._dg_rows_domain(), ("kind", "=", "resume_failed"), ("state", "!=", "resolved")], limit=1)
        )
        ends = last.valid_until and format_datetime(self.env, last.valid_until, dt_format="short")
        return [
            self.env._("Released by %(name)s: “%(why)s”", name=last.released_by_id.name, why=last.release_reason),
            ends and self.env._("The release ends on %(end)s.", end=ends),
            failure and self.env._("It could not go on by itself: %(error)s", error=failure.detail),
        ]

    def _dg_releasers(self):
        """Return the controllers who may release this document: they may read it and had no hand in it."""
        self.ensure_one()
        # Whoever is stopped may know whom to ask, without being allowed to read users and groups.
        controllers = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", self.env["ir.model.data"]._xmlid_to_res_id(CONTROLLER)),
                    ("company_ids", "in", self.company_id.ids),
                    ("share", "=", False),
                ]
            )
        )
        here = {"allowed_company_ids": self.company_id.ids}
        # Rules are evaluated on the record in memory: no query per person.
        return (controllers - self.sudo()._dg_hands()).filtered(
            lambda user: self.with_user(user).with_context(**here).has_access("read")
        )


def render_reasons(reasons):
    """Return [(rule, explanation)] as an HTML list."""
    items = Markup("").join(
        Markup("<li><strong>%s.</strong> %s</li>") % (name.rstrip("."), explanation) for name, explanation in reasons
    )
    return Markup("<ul class='mb-0 ps-3'>%s</ul>") % items


def render_steps(sentences):
    """Return sentences as a numbered HTML list; nothing without any."""
    items = Markup("").join(Markup("<li>%s</li>") % sentence for sentence in sentences)
    return Markup("<ol class='mb-0 ps-3'>%s</ol>") % items if items else Markup("")

import logging

import psycopg2

from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ..acting_for import acting

_logger = logging.getLogger(__name__)


class DgGovernedMixin(models.AbstractModel):
    """How a document goes on after a release: its step is taken again, with the rights of whoever asked for it."""

    _inherit = "dg.governed.mixin"

    def _dg_resume(self, gate_name, requester, actor_id):
        """Take the step of `gate_name` as `requester`, on the account of `actor_id`; return an error text or None.

        A business error leaves the release in place and the document where it was: it becomes an exception that
        somebody resolves, and is never lost.
        """
        self.ensure_one()
        spec = self._dg_gate(gate_name)
        if self[spec.field] not in spec.sources:
            return None
        person = self._dg_resumed_by(requester)
        if not person:
            return self._dg_note_resume_failed(
                gate_name,
                self.env._(
                    "Whoever asked for this has left, and nobody looks after the document. Give it a salesperson, who "
                    "then takes the step."
                ),
            )
        # Nothing of the releasing person's context goes along: neither language nor default values.
        context = {"lang": person.lang, "tz": person.tz, "allowed_company_ids": self.company_id.ids}
        document = self.env(user=person.id, su=False, context=context | self._dg_resume_context())[self._name].browse(
            self.id
        )
        try:
            with self.env.cr.savepoint(), acting(self.env.cr, actor_id):
                getattr(document, spec.door)()
        except UserError as error:
            return self._dg_note_resume_failed(gate_name, str(error))
        except (psycopg2.Error, ConcurrencyError):
            raise
        except Exception as error:  # whatever breaks in the step, the release is not lost
            _logger.exception("resume_failed model=%s id=%s gate=%s", self._name, self.id, gate_name)
            told = self.env._("An unexpected error stopped it (%s). Tell an administrator.", type(error).__name__)
            return self._dg_note_resume_failed(gate_name, told)
        return None

    def _dg_resumed_by(self, requester):
        """Return with whose rights the document goes on: the requester's, or those of the first who stands in."""
        people = (requester | self._dg_stand_ins()).with_context(active_test=False)
        # The system itself is not among the active users.
        return next((person for person in people if person.active or person._is_superuser()), people.browse())

    def _dg_stand_ins(self):
        """Return who takes the step in place of a requester who has left, in this order."""
        return self._dg_caretaker()

    def _dg_note_resume_failed(self, gate_name, error):
        """Put on record that a released document could not go on, and return the error."""
        self.env["dg.event"]._emit(self, "document.resume_failed", {self.id: {"gate": gate_name, "error": error}})
        self.env["dg.exception"]._open_resume_failed(self, error)
        return error

    def _dg_resume_context(self):
        """Return what the step is told about the way the document first came in."""
        return {}

    def _dg_party(self):
        """Return the business partner that a release is given for, as text; a release covers nobody else."""
        return ""

"""What remains of an attempt that the waist refused?

The refusal rolls its transaction back, so the evidence is queued in memory and written on a cursor of its own once that
transaction has ended, whichever way it ends. The evidence names the document by model and id only: the document may
not exist any more. If the process dies in between, the evidence is lost; that is the documented limit.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import asdict, dataclass
from functools import partial
from weakref import WeakKeyDictionary

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.http import request
from odoo.modules.registry import Registry
from odoo.sql_db import BaseCursor

_logger = logging.getLogger(__name__)

# Under serialization failures each round lets at least one writer through.
TRIES = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused attempt on one document."""

    document_model: str
    document_id: int
    company_id: int
    gate: str
    actor_id: int
    channel: str
    attempt: str
    explanation: str


_queued: WeakKeyDictionary[BaseCursor, dict[str, Refusal]] = WeakKeyDictionary()
_request_ids: WeakKeyDictionary[object, str] = WeakKeyDictionary()


def attempt_id(cr: BaseCursor, *parts: object) -> str:
    """Return an id that stays the same when Odoo repeats a request after a serialization failure."""
    owner = request._get_current_object() if request else cr
    root = _request_ids.setdefault(owner, uuid.uuid4().hex)
    return uuid.uuid5(uuid.NAMESPACE_OID, ":".join([root, *map(str, parts)])).hex


def queue(cr: BaseCursor, refusals: list[Refusal]) -> None:
    """Keep `refusals` until the running transaction has ended, then write them."""
    waiting = _queued.setdefault(cr, {})
    waiting.update({refusal.attempt: refusal for refusal in refusals})
    write = partial(_write, cr.dbname, waiting)
    cr.postrollback.add(write)
    cr.postcommit.add(write)


def _write(dbname: str, waiting: dict[str, Refusal]) -> None:
    """Write the queued refusals in a transaction of their own; a failure is logged and never hides the refusal."""
    refusals = [asdict(refusal) for refusal in waiting.values()]
    waiting.clear()
    if not refusals:
        return
    for remaining in reversed(range(TRIES)):
        try:
            with Registry(dbname).cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})["dg.event"]._emit_refusals(refusals)
            return
        except psycopg2.OperationalError:
            # Refusals of one document share a stream: parallel attempts make each other begin again.
            if not remaining:
                _logger.exception("refusal_evidence_lost refusals=%s", refusals)
        except Exception:
            _logger.exception("refusal_evidence_lost refusals=%s", refusals)
            return

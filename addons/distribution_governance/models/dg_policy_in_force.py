import json
from datetime import datetime
from typing import NamedTuple
from weakref import WeakSet

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import ormcache

from ..logic.verdict import Mode

# Transactions that changed what is in force and have not ended yet: they see their own state, and nobody else does.
_changing = WeakSet()


class Active(NamedTuple):
    """One version that is or will be in force, as the decision needs it."""

    version_id: int
    policy_id: int
    mode: Mode
    valid_from: datetime
    domain: tuple
    # The domains of the pilot; a document that none of them is about is only observed. None: there is no pilot.
    pilot: tuple | None = None


class DgPolicyVersion(models.Model):
    """Which versions act on a document now?

    The answer is kept in memory, so that a document outside every policy costs no query. It is always read as it is
    committed: in a transaction of its own, because the asking one may have begun long before a publication.
    """

    _inherit = "dg.policy.version"

    @api.model
    def _forget_active_set(self):
        """Let every request that begins after the commit, in any process, read again what is in force."""
        cr, forget = self.env.cr, self.env.registry.clear_cache
        _changing.add(cr)
        forget()
        cr.postcommit.add(lambda: (_changing.discard(cr), forget()))
        cr.postrollback.add(lambda: _changing.discard(cr))

    @api.model
    @ormcache()
    def _active_sets(self):
        """Return the sets read so far, a new and empty dictionary after each clearing of the cache.

        Whoever fills it took it before reading. So what is read before a clearing ends up in a dictionary that nobody
        asks any more, and never in the one that replaced it.
        """
        return {}

    @api.model
    def _active_set(self, company, document_model, gate):
        """Return all published versions for this company and gate, newest first; mostly without a query."""
        # The policies of the companies above apply as well.
        key = (company._dg_lineage(), document_model, gate)
        if self.env.cr in _changing:
            return self._read_active_set(*key)
        known = self._active_sets()
        if key not in known:
            with self.env.registry.cursor() as cr:
                fresh = api.Environment(cr, SUPERUSER_ID, {})["dg.policy.version"]
                known[key] = fresh._read_active_set(*key)
        return known[key]

    @api.model
    def _read_active_set(self, company_ids, document_model, gate):
        """Return what the tables say about these companies."""
        # Policies apply to everybody, also to users who may not read them.
        policies = (
            self.env["dg.policy"]
            .sudo()
            .search(
                [
                    ("company_id", "in", company_ids),
                    ("document_model", "=", document_model),
                    ("gate", "=", gate),
                    ("state", "=", "published"),
                    ("active", "=", True),
                    ("process_id.active", "=", True),
                ]
            )
        )
        standing = policies.version_ids.filtered(lambda version: not version.is_withdrawn)
        versions = standing.sorted(lambda version: (version.valid_from, version.number), reverse=True)
        return tuple(version._as_active() for version in versions)

    def _as_active(self):
        """Return the version as it acts: in the more lenient of the modes of its process and its policy."""
        policy = self.policy_id
        modes = [Mode(mode) for mode in (policy.process_id.mode, policy.mode) if mode]
        scope = _frozen(json.loads(self.definition)["domain"])
        return Active(
            self.id, policy.id, min(modes, key=lambda mode: mode.limit), self.valid_from, scope, self._pilot()
        )

    def _pilot(self):
        """Return the domains of the process's pilot for this document type, None when the process has no pilot."""
        scopes = self.policy_id.process_id.scope_ids
        own = scopes.filtered(lambda scope: scope.document_model == self.policy_id.document_model)
        return tuple(_frozen(scope._conditions()) for scope in own) if scopes else None

    @api.model
    def _in_force(self, documents, gate):
        """Return {document id: (Active, …)} for those of `documents` that some version in force is about."""
        now = fields.Datetime.now()
        in_force = {}
        for company, owned in documents.grouped(lambda document: document.company_id or self.env.company).items():
            for active in self._newest_begun(self._active_set(company, documents._name, gate), now):
                meant = owned.filtered_domain(list(active.domain)) if active.domain else owned
                for document_id, acting in _by_pilot(meant, active):
                    in_force[document_id] = (*in_force.get(document_id, ()), acting)
        return in_force

    @api.model
    def _acts_on(self, documents, gate):
        """Return whether there is any published policy for the companies of `documents`; mostly without a query."""
        companies = documents.company_id or self.env.company
        return any(self._active_set(company, documents._name, gate) for company in companies)

    @staticmethod
    def _newest_begun(active_set, now):
        """Return one version per policy: the newest that has begun."""
        newest = {}
        for active in active_set:
            if active.valid_from <= now:
                newest.setdefault(active.policy_id, active)
        return newest.values()


def _by_pilot(documents, active):
    """Yield (document id, Active): outside the pilot of its process, a policy only observes."""
    if active.pilot is None:
        yield from ((document.id, active) for document in documents)
        return
    watching = active._replace(mode=Mode.OBSERVE)
    inside = documents.browse().union(*(documents.filtered_domain(list(domain)) for domain in active.pilot))
    for document in documents:
        yield document.id, active if document in inside else watching


def _frozen(domain):
    """Return a domain as a tuple, which nobody can change by accident."""
    return tuple(tuple(leaf) if isinstance(leaf, list) else leaf for leaf in domain)

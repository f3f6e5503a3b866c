from odoo import SUPERUSER_ID, fields, models
from odoo.tools import SQL

_FUNCTION = """
    CREATE OR REPLACE FUNCTION dg_note_involvement() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO dg_involvement (document_model, document_id, user_id)
        SELECT DISTINCT TG_ARGV[0], (to_jsonb(OLD) ->> TG_ARGV[1])::integer, person
          FROM unnest(ARRAY[OLD.create_uid, OLD.write_uid]) AS person
         WHERE person IS NOT NULL AND to_jsonb(OLD) ->> TG_ARGV[1] IS NOT NULL
         ORDER BY person
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
"""

# Whoever made the row stands in it for good, and the system itself is nobody who could release a document.
_ANOTHER_TAKES_OVER = """
    WHEN (OLD.write_uid IS DISTINCT FROM NEW.write_uid
          AND OLD.write_uid IS DISTINCT FROM OLD.create_uid AND OLD.write_uid <> %s)
"""


class DgInvolvement(models.Model):
    """Somebody who once had a hand in a governed document, also when others changed it since.

    Odoo's own columns name the last writer only. PostgreSQL itself keeps the one before: a trigger acts in the moment
    another person's write replaces a name that stands nowhere else, or a line goes. Everything else costs nothing, and
    Odoo sends no statement more than before.
    """

    _name = "dg.involvement"
    _description = "Involvement in a Document"
    _log_access = False
    _rec_name = "document_model"

    document_model = fields.Char(required=True, readonly=True)
    document_id = fields.Integer(required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")

    _person_uniq = models.UniqueIndex("(document_model, document_id, user_id)", "This involvement is known already.")

    def _watch(self, documents, parts):
        """Install the triggers on the table of `documents` and on those of its `parts`, {model: field of the document}.

        Called from a model's `init`, so that they are renewed at each upgrade.
        """
        self.env.cr.execute(_FUNCTION)
        self._trigger(documents, "UPDATE", documents, "id")
        for part, column in parts.items():
            self._trigger(part, "UPDATE", documents, column)
            # A document that goes takes its holds along; a part that goes leaves the document to the others.
            self._trigger(part, "DELETE", documents, column)

    def _trigger(self, model, occasion, documents, column):
        """Install one trigger: on `occasion` it notes earlier writers of `model` for the document in `column`."""
        table = self.env[model]._table
        name, target = SQL.identifier(f"{table}_dg_{occasion.lower()}"), SQL.identifier(table)
        condition = SQL(_ANOTHER_TAKES_OVER, SUPERUSER_ID) if occasion == "UPDATE" else SQL()
        self.env.cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", name, target))
        self.env.cr.execute(
            SQL(
                "CREATE TRIGGER %s AFTER %s ON %s FOR EACH ROW %s EXECUTE FUNCTION dg_note_involvement(%s, %s)",
                name,
                SQL(occasion),
                target,
                condition,
                documents,
                column,
            )
        )


def unwatch(cr):
    """Remove the triggers from Odoo's tables; called before the addon goes, which takes their table along."""
    cr.execute("DROP FUNCTION IF EXISTS dg_note_involvement() CASCADE")

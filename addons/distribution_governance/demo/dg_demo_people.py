from odoo import Command, api, models

from .cast_people import TEAMS


class DgDemo(models.AbstractModel):
    """The people of the demo company."""

    _inherit = "dg.demo"

    @api.model
    def _make_users(self, cast):
        """Make the users of `cast`; every person belongs to the demo company only and holds one role."""
        company = self._recall("company")
        users = self.env["res.users"].with_context(no_reset_password=True)
        made = users.create(
            [
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@brightwater.example",
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set([self.env.ref(group).id for group in ("base.group_user", *groups)])],
                }
                for login, (name, groups) in cast.items()
            ]
        )
        self._remember("user", dict(zip(cast, made, strict=True)))

    @api.model
    def _make_teams(self):
        """Put the salespeople into teams."""
        self.env["crm.team"].create(
            [
                {
                    "name": name,
                    "company_id": self._recall("company").id,
                    "user_id": self._recall("user", leader).id,
                    "member_ids": [Command.link(self._recall("user", login).id) for login in members],
                }
                for name, (leader, members) in TEAMS.items()
            ]
        )

from odoo import api, models

from ..forgetting import forget


class DgCalendarKeptMixin(models.AbstractModel):
    """A part of working schedules, which deadlines keep in memory: every change of it lets them read it anew."""

    _name = "dg.calendar.kept.mixin"
    _description = "Part of a Working Schedule"

    @api.model_create_multi
    def create(self, vals_list):
        """Let deadlines count with what is new."""
        records = super().create(vals_list)
        records._dg_forget_schedule()
        return records

    def write(self, vals):
        """Let deadlines count with what was changed."""
        result = super().write(vals)
        self._dg_forget_schedule()
        return result

    def unlink(self):
        """Let deadlines count without what goes."""
        self._dg_forget_schedule()
        return super().unlink()

    def _dg_forget_schedule(self):
        """Let working time be read anew."""
        if self:
            forget(self.env)


class ResourceCalendar(models.Model):
    """A working schedule."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "dg.calendar.kept.mixin"]


class ResourceCalendarAttendance(models.Model):
    """Working hours of a schedule."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "dg.calendar.kept.mixin"]


class ResourceCalendarLeaves(models.Model):
    """Holidays of a schedule; what one person is away means nothing to deadlines."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "dg.calendar.kept.mixin"]

    def _dg_forget_schedule(self):
        """Let holidays of everybody be read anew."""
        return super(ResourceCalendarLeaves, self.filtered(lambda leave: not leave.resource_id))._dg_forget_schedule()

"""Do long simulations run in the background, and does a failing one hurt nobody?"""

from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import dg_simulation_run
from .simulation_case import SimulationCase

CRON = "distribution_governance.ir_cron_dg_run_jobs"


@tagged("post_install", "-at_install")
class TestSimulationJobs(SimulationCase):
    """Small batches stand for many documents: five orders are looked at two by two."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_discount_policy()
        self.orders = self.given_confirmed(3, 6, 8, 9, 18)
        self.given_draft_at(self.policy, "> 5")
        for name, value in (("BATCH", 2), ("SMALL", 2), ("OPEN_BATCH", 2), ("SMALL_MEASURED", 2), ("EXAMPLES", 2)):
            self.startPatcher(patch.object(dg_simulation_run, name, value))

    def given_running(self, **question):
        """Start a simulation that is too long for one request."""
        simulation = self.given_simulation(self.policy, **question)
        simulation.action_run()
        return simulation

    def when_cron_runs(self):
        """Run the scheduled action as Odoo does."""
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()

    def test_long_simulation_waits_for_the_background(self):
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.env.ref(CRON).id)])

        simulation = self.given_running()

        self.assertEqual((simulation.state, simulation.total, simulation.processed), ("running", 5, 0))
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.env.ref(CRON).id)])
        self.assertEqual(triggers, before + 1)

    def test_batches_add_up_to_the_same_answer(self):
        simulation = self.given_running()

        self.when_cron_runs()

        self.assertEqual((simulation.state, simulation.processed, simulation.progress), ("done", 5, 100))
        self.assert_counts(simulation, allow=(4, 1), hold=(1, 4))
        self.assertEqual(simulation.newly_stopped_money, 94.0 + 92.0 + 91.0)

    def test_only_the_dearest_examples_of_all_batches_stay(self):
        simulation = self.given_running()

        self.when_cron_runs()

        self.assertEqual(simulation.line_ids.mapped("money"), [94.0, 92.0])

    def test_two_simulations_run_in_turn(self):
        first, second = self.given_running(), self.given_running()

        self.when_cron_runs()

        self.assertEqual((first.state, second.state), ("done", "done"))

    def test_cancelled_simulation_is_left_alone(self):
        simulation = self.given_running()
        simulation.action_cancel()

        self.when_cron_runs()

        self.assertEqual((simulation.state, simulation.processed), ("cancelled", 0))
        with self.assertRaisesRegex(UserError, "cannot go from “cancelled”"):
            simulation.action_continue()

    def test_failing_batch_parks_the_simulation_and_the_others_go_on(self):
        broken, sound = self.given_running(), self.given_running(baseline="actual")
        broken.sudo().baseline_definition = '{"facts": {}, "rules": [{}], "domain": []}'

        with mute_logger("odoo.addons.distribution_governance.models.dg_job_mixin"):
            self.when_cron_runs()

        self.assertEqual((broken.state, sound.state), ("failed", "done"))
        self.assertIn("cannot be read at “rules[0].conditions”", broken.error)
        self.assertEqual(self.env.ref(CRON).failure_count, 0)

    def test_parked_simulation_goes_on_where_it_stopped(self):
        simulation = self.given_running()
        sound = simulation.baseline_definition
        simulation.sudo()._run_batch()
        simulation.sudo().baseline_definition = "no JSON"
        with mute_logger("odoo.addons.distribution_governance.models.dg_job_mixin"):
            simulation.sudo()._run_batch()
        self.assertEqual((simulation.state, simulation.processed), ("failed", 2))

        simulation.sudo().baseline_definition = sound
        simulation.action_continue()
        self.when_cron_runs()

        self.assertEqual((simulation.state, simulation.error), ("done", False))
        self.assert_counts(simulation, allow=(4, 1), hold=(1, 4))

    def test_error_of_the_database_parks_as_well(self):
        simulation = self.given_running()
        self.company.partner_id.tz = False
        self.env.cr.execute("UPDATE resource_calendar SET tz = 'Nowhere/Town'")
        self.env.invalidate_all()

        with mute_logger("odoo.addons.distribution_governance.models.dg_job_mixin", "odoo.sql_db"):
            self.when_cron_runs()

        self.assertEqual(simulation.state, "failed")
        self.assertIn("Nowhere/Town", simulation.error)

    def test_batch_that_was_overtaken_is_left_for_the_next_run(self):
        simulation = self.given_running()
        overtaken = patch.object(type(simulation), "_job_batch", side_effect=SerializationFailure("too late"))

        with overtaken as attempts:
            self.when_cron_runs()

        self.assertEqual((simulation.state, simulation.processed), ("running", 0))
        self.assertGreaterEqual(attempts.call_count, 3)
        self.when_cron_runs()
        self.assertEqual(simulation.state, "done")

    def test_simulation_that_another_process_works_on_is_left_to_it(self):
        simulation = self.given_running()

        with patch.object(type(simulation), "try_lock_for_update", lambda records, **_options: records.browse()):
            self.when_cron_runs()

        self.assertEqual((simulation.state, simulation.processed), ("running", 0))

    def test_simulation_that_is_deleted_meanwhile_hurts_nobody(self):
        gone, sound = self.given_running(), self.given_running()
        gone.unlink()

        self.when_cron_runs()

        self.assertEqual(sound.state, "done")

    def test_decisions_after_the_start_do_not_count(self):
        simulation = self.given_running()
        self.given_confirmed(20)

        self.when_cron_runs()

        self.assertEqual(simulation.considered_count, 5)

    def test_asking_again_takes_the_question_along(self):
        simulation = self.given_running(days=12, baseline="actual")

        action = simulation.action_again()

        copied = self.env["dg.simulation"].with_context(**action["context"]).with_user(self.manager).create({})
        self.assertEqual((copied.policy_id, copied.days, copied.baseline), (self.policy, 12, "actual"))
        self.assertEqual((copied.state, copied.total), ("draft", 0))

    def test_number_of_queries_does_not_grow_with_the_documents(self):
        dg_simulation_run.SMALL = dg_simulation_run.BATCH = 1000
        self.when_simulated(self.policy)
        few = self.queries_of_one_batch()
        self.given_confirmed(*[4 + number % 3 for number in range(20)])

        self.assertLessEqual(self.queries_of_one_batch(), few)

    def queries_of_one_batch(self):
        """Return how many queries one whole run needs."""
        simulation = self.given_simulation(self.policy)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        simulation.action_run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

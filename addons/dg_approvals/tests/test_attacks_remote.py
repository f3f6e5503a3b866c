"""Does anything that only the people of a route may do come about through Odoo's API with keys, `/json/2`?"""

from odoo import fields, http
from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .approval_case import ApprovalCase

REQUEST = "dg.approval.request"


@tagged("post_install", "-at_install")
class TestAttacksRemote(HttpCase, ApprovalCase):
    """Every call is a program's: an API key of one person, and whatever it cares to send."""

    def api(self, user, model, method, ids=(), **values):
        """Call a method as a program with a key of `user`; return (HTTP status, answer)."""
        tomorrow = fields.Datetime.add(fields.Datetime.now(), days=1)
        key = self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "Program", tomorrow)
        self.env.flush_all()
        with mute_logger("odoo.http", "odoo.sql_db"):
            answer = self.url_open(
                f"/json/2/{model}/{method}", json=values | {"ids": ids}, headers={"Authorization": f"Bearer {key}"}
            )
        self.env.invalidate_all()
        return answer.status_code, answer.json()

    def assert_api_refused(self, user, model, method, ids=(), **values):
        """The call is refused, whatever it answers."""
        status, answer = self.api(user, model, method, ids, **values)
        self.assertGreaterEqual(status, 400, (model, method, answer))

    def seen(self, request, user):
        """Return what a program reads before it votes."""
        status, answer = self.api(user, REQUEST, "seen_now", request.ids)
        self.assertEqual(status, 200, answer)
        return answer[str(request.id)]

    def test_vote_of_whoever_is_asked_is_taken_and_says_that_it_came_by_the_api(self):
        order, request = self.given_request(tier=self.team)
        status, answer = self.api(
            self.lead, REQUEST, "vote", request.ids, choice="approve", seen=self.seen(request, self.lead)
        )
        self.assertEqual((status, answer), (200, {"state": "done"}))
        self.assertEqual((order.state, request.vote_ids.channel), ("sale", "api"))

    def test_nobody_else_votes_or_votes_again(self):
        order, request = self.given_request()
        for user in (self.salesperson, self.director, self.controller, self.manager):
            with self.subTest(user=user.login):
                token = request._seen_token(order)
                self.assert_api_refused(user, REQUEST, "vote", request.ids, choice="approve", seen=token)
        token = self.seen(request, self.lead)
        self.assertEqual(self.api(self.lead, REQUEST, "vote", request.ids, choice="approve", seen=token)[0], 200)
        self.assert_api_refused(self.lead, REQUEST, "vote", request.ids, choice="approve", seen=token)
        self.assertEqual((order.state, len(request.vote_ids)), ("draft", 1))

    def test_key_of_somebody_who_lost_the_role_votes_no_more(self):
        _order, request = self.given_request()
        token = self.seen(request, self.lead)
        self.lead.group_ids -= self.env.ref("distribution_governance.group_dg_approver")
        self.assert_api_refused(self.lead, REQUEST, "vote", request.ids, choice="approve", seen=token)
        self.assertFalse(request.vote_ids)

    def test_vote_is_given_on_what_stands_only(self):
        order, request = self.given_request()
        token = self.seen(request, self.lead)
        self.api(self.salesperson, "sale.order.line", "write", order.order_line.ids, vals={"product_uom_qty": 500})
        for seen in (token, None, "", {}, [], f"{request.decision_id.id}:", request.fingerprint):
            with self.subTest(seen=seen):
                self.assert_api_refused(self.lead, REQUEST, "vote", request.ids, choice="approve", seen=seen)
        self.assertFalse(request.vote_ids)

    def test_answers_that_are_none_are_refused(self):
        _order, request = self.given_request()
        token = self.seen(request, self.lead)
        for choice, comment in (("done", ""), (["approve"], ""), (None, ""), ("reject", "  "), ("approve", ["x"])):
            with self.subTest(choice=choice):
                self.assert_api_refused(
                    self.lead, REQUEST, "vote", request.ids, choice=choice, seen=token, comment=comment
                )
        self.assertFalse(request.vote_ids)

    def test_context_of_a_call_changes_nothing(self):
        order, request = self.given_request()
        context = {
            "su": True,
            "uid": self.lead.id,
            "default_voter_id": self.lead.id,
            "default_state": "done",
            "default_choice": "approve",
            "active_test": False,
            "install_mode": True,
            "module": "dg_approvals",
            "import_file": True,
            "allowed_company_ids": self.company.ids,
            "mail_notrack": True,
        }
        token = request._seen_token(order)
        self.assert_api_refused(
            self.salesperson, REQUEST, "vote", request.ids, choice="approve", seen=token, context=context
        )
        self.api(self.salesperson, "sale.order", "action_confirm", order.ids, context=context)
        self.assert_api_refused(
            self.salesperson, "sale.order", "write", order.ids, vals={"state": "sale"}, context=context
        )
        self.assertEqual((order.state, request.state), ("draft", "open"))

    def test_nothing_of_a_request_is_written_by_anybody(self):
        _order, request = self.given_request()
        self.when_voted(request, self.lead, comment="Good customer.")
        step = request.step_ids[0]
        parts = {
            REQUEST: (request, {"state": "done"}),
            "dg.approval.step": (step, {"quorum": 0}),
            "dg.approval.assignment": (step.assignment_ids, {"user_id": self.salesperson.id}),
            "dg.approval.vote": (request.vote_ids, {"voter_id": self.salesperson.id}),
        }
        for model, (records, values) in parts.items():
            for user in (self.salesperson, self.lead, self.controller, self.manager, self.auditor):
                for method, args in {
                    "write": {"vals": values},
                    "web_save": {"vals": values, "specification": {}},
                    "unlink": {},
                    "copy": {},
                    "action_archive": {},
                    "onchange": {"values": values, "field_names": list(values), "fields_spec": {"display_name": {}}},
                }.items():
                    with self.subTest(model=model, method=method, user=user.login):
                        self.assert_api_refused(user, model, method, records.ids, **args)
                with self.subTest(model=model, method="create", user=user.login):
                    self.assert_api_refused(user, model, "create", vals_list=[values])

    def test_inner_methods_are_closed(self):
        order, request = self.given_request()
        for method in (
            "_release",
            "_change",
            "_go_on",
            "_move_to",
            "_close",
            "_keep_vote",
            "init",
            "sudo",
            "with_user",
        ):
            with self.subTest(method=method):
                self.assert_api_refused(self.manager, REQUEST, method, request.ids)
        for method in ("_grant", "_resume", "_withdraw", "_change"):
            with self.subTest(method=method):
                self.assert_api_refused(self.controller, "dg.hold", method, self.holds(order).ids)
        self.assertEqual((order.state, request.state), ("draft", "open"))

    def test_what_was_said_beside_a_request_is_not_edited_on_the_screen(self):
        _order, request = self.given_request()
        [key] = self.rpc(REQUEST, "message_post", request.ids, body="By order of the mayor.", message_type="comment")
        self.authenticate(self.salesperson.login, self.salesperson.login)
        for values in ({"body": "I never said that.", "attachment_ids": []}, {"body": "", "attachment_ids": []}):
            with self.subTest(values=values), self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
                self.make_jsonrpc_request("/mail/message/update_content", {"message_id": key, "update_data": values})
        self.env.invalidate_all()
        self.assertIn("By order of the mayor.", self.env["mail.message"].browse(key).body)

    def test_file_of_a_request_is_not_deleted_by_whoever_uploaded_it(self):
        _order, request = self.given_request()
        self.authenticate(self.lead.login, self.lead.login)
        upload = self.url_open(
            "/mail/attachment/upload",
            data={"thread_id": request.id, "thread_model": REQUEST, "csrf_token": http.Request.csrf_token(self)},
            files={"ufile": ("offer.txt", b"The mayor wants it.", "text/plain")},
        ).json()["data"]
        [file] = [one for one in upload["store_data"]["ir.attachment"] if one["id"] == upload["attachment_id"]]
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/mail/attachment/delete",
                {"attachment_id": file["id"], "access_token": file.get("ownership_token")},
            )
        self.env.invalidate_all()
        self.assertTrue(self.env["ir.attachment"].browse(file["id"]).exists())

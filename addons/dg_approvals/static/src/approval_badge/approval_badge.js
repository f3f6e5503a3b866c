import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {useDropdownState} from "@web/core/dropdown/dropdown_hooks";
import {deserializeDateTime, toLocaleDateTimeString} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {rpcBus} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useBus, useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {formatMonetary} from "@web/views/fields/formatters";

const APPROVER = "distribution_governance.group_dg_approver";
const CHANGED = "dg.approval/changed";
// Calls of this tab after which something else may wait for its user.
const ANSWERS = ["dg.vote.wizard.action_answer", "dg.approval.request.vote", "dg.approval.request.action_withdraw"];
// Several notifications of one moment are one question to the server.
const PAUSE = 500;

/**
 * How much waits for my answer, and what is most urgent? Shown to approvers only; whatever fails here leaves the badge
 * as it was, and is shown to nobody.
 */
export class ApprovalBadge extends Component {
    static template = "dg_approvals.ApprovalBadge";
    static components = {Dropdown, DropdownItem};
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.messages = useService("bus_service");
        this.dropdown = useDropdownState();
        this.inbox = useState({isShown: false, count: 0, isCapped: false, rows: []});
        this.refreshSoon = useDebounced(() => this.refresh(), PAUSE);
        onMounted(() => this.begin());
        onWillUnmount(() => this.messages.unsubscribe(CHANGED, this.refreshSoon));
        useBus(rpcBus, "RPC:RESPONSE", ({detail}) => this.onAnswered(detail));
    }

    async begin() {
        try {
            this.inbox.isShown = await user.hasGroup(APPROVER);
        } catch {
            return;
        }
        if (this.inbox.isShown) {
            this.messages.subscribe(CHANGED, this.refreshSoon);
            await this.refresh();
        }
    }

    async refresh() {
        try {
            const {count, is_capped, rows} = await this.orm.silent.call("dg.approval.request", "my_inbox");
            Object.assign(this.inbox, {count, isCapped: is_capped, rows: rows.map((row) => this.asShown(row))});
        } catch {
            // The next occasion asks again.
        }
    }

    onAnswered({data, error}) {
        const {model, method} = data?.params || {};
        if (this.inbox.isShown && !error && ANSWERS.includes(`${model}.${method}`)) {
            this.refreshSoon();
        }
    }

    asShown(row) {
        return {
            id: row.id,
            document: row.document,
            reason: row.reason,
            amount: formatMonetary(row.amount, {currencyId: row.currency_id}),
            due: row.due_at ? toLocaleDateTimeString(deserializeDateTime(row.due_at)) : "",
            isLate: row.is_late,
        };
    }

    get number() {
        return this.inbox.isCapped ? `${this.inbox.count}+` : String(this.inbox.count);
    }

    get title() {
        return _t("My Approvals: %s waiting", this.number);
    }

    openRequest(row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dg.approval.request",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    openInbox() {
        this.action.doAction("dg_approvals.dg_approval_request_action_mine", {clearBreadcrumbs: true});
    }
}

registry.category("systray").add("dg_approvals.approval_badge", {Component: ApprovalBadge}, {sequence: 22});

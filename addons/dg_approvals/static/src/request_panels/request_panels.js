import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * What has somebody to know who decides? The form opens at once; the panels follow, and whatever fails here leaves
 * the form as it is.
 */
export class RequestPanels extends Component {
    static template = "dg_approvals.RequestPanels";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.shown = useState({panels: [], isLoading: true, isFailed: false});
        this.asked = null;
        useRecordObserver((record) => {
            // The form does not wait for the answer.
            this.load(record.resId, [record.resId, record.data.state, record.data.waits_for].join());
        });
    }

    /** Read the panels of a request, once for each of its states. */
    async load(resId, version) {
        if (!resId || version === this.asked) {
            return;
        }
        this.asked = version;
        this.shown.isLoading = true;
        try {
            const panels = await this.orm.silent.call("dg.approval.request", "panels", [[resId]]);
            this.show(version, {panels, isFailed: false});
        } catch {
            this.show(version, {panels: [], isFailed: true});
        }
    }

    /** Show an answer, unless another question was asked meanwhile. */
    show(version, answer) {
        if (version === this.asked) {
            Object.assign(this.shown, answer, {isLoading: false});
        }
    }

    /** Return the classes of a panel: tables of many columns and what comes first take the whole width. */
    asShown(panel) {
        return {
            o_dg_panel_wide: panel.columns.length > 4 || panel.is_warning || panel.key === "reasons",
            "alert alert-warning mb-0": panel.is_warning,
        };
    }

    open(link) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: link.model,
            res_id: link.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("dg_request_panels", {
    component: RequestPanels,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "waits_for", type: "char"},
    ],
});

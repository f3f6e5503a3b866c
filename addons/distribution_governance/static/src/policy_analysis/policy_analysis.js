import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const LEVELS = ["blocking", "odd", "note"];
const FEW = 5;
const ICONS = {
    blocking: "fa-times-circle text-danger",
    odd: "fa-exclamation-triangle text-warning",
    note: "fa-info-circle text-info",
};

/** What is odd about a decision table; a click shows the rules that a finding is about. */
export class PolicyAnalysis extends Component {
    static template = "distribution_governance.PolicyAnalysis";
    static props = {...standardFieldProps};

    setup() {
        this.state = useState({isOpen: false});
    }

    get analysis() {
        return this.props.record.data[this.props.name] || {findings: [], counts: {}};
    }

    get findings() {
        const {findings} = this.analysis;
        return LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
    }

    /** Return what is shown: remarks on a large table only when they are asked for. */
    get shown() {
        const important = this.findings.filter(({level}) => level !== "note");
        return this.state.isOpen ? this.findings : this.findings.slice(0, Math.max(important.length, FEW));
    }

    get rest() {
        return this.findings.length - this.shown.length;
    }

    get unlisted() {
        const all = Object.values(this.analysis.counts).reduce((sum, count) => sum + count, 0);
        return this.rest ? 0 : all - this.findings.length;
    }

    icon(finding) {
        return ICONS[finding.level];
    }

    show(finding) {
        if (finding.rules.length) {
            this.props.record.model.bus.trigger("DG_SHOW_RULE", finding.rules);
        }
    }
}

export const policyAnalysis = {
    component: PolicyAnalysis,
    displayName: _t("Analysis of a decision table"),
    supportedTypes: ["json"],
};

registry.category("fields").add("dg_policy_analysis", policyAnalysis);

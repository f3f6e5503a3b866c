import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What one content of a policy says differently from another, rule by rule and cell by cell. */
export class PolicyDiff extends Component {
    static template = "distribution_governance.PolicyDiff";
    static props = {...standardFieldProps};

    get changes() {
        return this.props.record.data[this.props.name];
    }

    get isEmpty() {
        return !this.changes.rows.length && !this.changes.sentences.length;
    }

    get kinds() {
        return {added: _t("New"), removed: _t("Removed"), changed: _t("Changed")};
    }

    /** Return the text of one value of a row: what it was and what it is, as far as these differ. */
    parts(row, value, names) {
        if (!value) {
            return {};
        }
        const word = (text) => (names && names[text]) || text;
        const isNew = "old" in value && row.kind !== "removed";
        return {
            old: "old" in value && row.kind !== "added" ? word(value.old) : "",
            now: row.kind === "removed" ? "" : word(value.new),
            isNew: isNew && row.kind === "changed",
        };
    }
}

export const policyDiff = {
    component: PolicyDiff,
    displayName: _t("Differences"),
    supportedTypes: ["json"],
};

registry.category("fields").add("dg_policy_diff", policyDiff);

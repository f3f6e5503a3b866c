import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What has to be put right in a file before it can be imported, with row and column. */
export class ImportProblems extends Component {
    static template = "distribution_governance.ImportProblems";
    static props = {...standardFieldProps};

    get problems() {
        return this.props.record.data[this.props.name] || [];
    }
}

export const importProblems = {
    component: ImportProblems,
    displayName: _t("Problems of a file"),
    supportedTypes: ["json"],
};

registry.category("fields").add("dg_import_problems", importProblems);

// The refusals of governance are shown as sentences. The web client knows exceptions by their full name only: one that
// is not named here would look like a crash, with a traceback.
import {WarningDialog} from "@web/core/errors/error_dialogs";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const TITLES = {
    GateClosed: _t("Not Permitted by Policy"),
    PolicyNotPublishable: _t("Not Published"),
    ReleaseRefused: _t("Not Released"),
};

/** A refusal in words, under its own title. */
export class RefusalDialog extends WarningDialog {
    inferTitle() {
        return TITLES[this.props.exceptionName.split(".").at(-1)].toString();
    }
}

for (const name of Object.keys(TITLES)) {
    registry.category("error_dialogs").add(`odoo.addons.distribution_governance.exceptions.${name}`, RefusalDialog);
}

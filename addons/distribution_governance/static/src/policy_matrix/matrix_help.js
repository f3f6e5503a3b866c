import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/** The cheat sheet of the tests and of the keys. */
export class MatrixHelp extends Component {
    static template = "distribution_governance.MatrixHelp";
    static props = {close: {type: Function, optional: true}};

    get tests() {
        return [
            ["> 10", _t("more than 10; also >=, <, <=")],
            ["[10..20)", _t("from 10 to below 20; a round bracket leaves the end out")],
            ["15", _t("exactly 15")],
            ['"EU", "UK"', _t("one of these texts")],
            ['not("A")', _t("anything but A")],
            ["true", _t("yes; false for no")],
            ['>= date("2026-01-31")', _t("on that day or later")],
            ["null", _t("a missing value")],
            ["-", _t("any value, as an empty cell")],
        ];
    }

    get keys() {
        return [
            ["Tab · Enter · ↑ ↓", _t("to the next cell, down, up and down")],
            ["Ctrl + V", _t("paste a block of cells from a spreadsheet")],
            ["Ctrl + D", _t("duplicate the rule")],
            ["Ctrl + Del", _t("delete the rule")],
            ["Alt + ↑ ↓", _t("move the rule")],
            ["Esc", _t("take back what was typed into the cell")],
        ];
    }
}

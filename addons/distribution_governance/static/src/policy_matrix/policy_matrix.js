import {Component, onPatched, useRef, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {Pager} from "@web/core/pager/pager";
import {usePopover} from "@web/core/popover/popover_hook";
import {registry} from "@web/core/registry";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {useBus, useService} from "@web/core/utils/hooks";
import {useSortable} from "@web/core/utils/sortable_owl";
import {useDebounced} from "@web/core/utils/timing";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {isBlock, readBlock} from "./matrix_block";
import {MatrixColumns} from "./matrix_columns";
import {MatrixFocus} from "./matrix_focus";
import {MatrixHelp} from "./matrix_help";
import {intention} from "./matrix_keys";
import {blockValues} from "./matrix_paste";
import {MatrixRow} from "./matrix_row";
import {MatrixRules, reference} from "./matrix_rules";
import {MatrixTyping} from "./matrix_typing";

// So many rules are drawn at once; all of them are there to edit.
const DRAWN = 100;
const PAUSE = 300;

/** A decision table to type in: rules are rows, facts are columns, S-FEEL tests are cells. */
export class PolicyMatrix extends Component {
    static template = "distribution_governance.PolicyMatrix";
    static components = {Dropdown, DropdownItem, MatrixRow, Pager, SelectMenu};
    static props = {...standardFieldProps};

    setup() {
        this.drawn = DRAWN;
        this.notification = useService("notification");
        this.help = usePopover(MatrixHelp, {position: "bottom-end"});
        this.body = useRef("body");
        const getRecord = () => this.props.record;
        this.rules = new MatrixRules(() => this.list);
        this.columns = new MatrixColumns({getRecord, rules: this.rules}, useService("dialog"));
        this.focus = new MatrixFocus(this.body, DRAWN);
        this.place = useState(this.focus.state);
        onPatched(() => this.focus.restore());
        this.setupTyping(getRecord);
        this.setupDragging();
        useBus(this.props.record.model.bus, "DG_SHOW_RULE", ({detail}) => this.show(detail));
    }

    setupTyping(getRecord) {
        this.typing = new MatrixTyping(getRecord, useService("orm"));
        this.checkSoon = useDebounced(() => this.typing.check(), PAUSE);
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", ({detail}) => detail.proms.push(this.typing.commit()));
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.typing.commit());
    }

    setupDragging() {
        useSortable({
            ref: this.body,
            elements: ".o_dg_matrix_row",
            handle: ".o_dg_matrix_handle",
            enable: () => !this.props.readonly,
            cursor: "grabbing",
            placeholderClasses: ["d-table-row"],
            onDragStart: ({element}) => keepWidths(element),
            onDragEnd: ({element}) => freeWidths(element),
            onDrop: ({element, previous}) => this.drop(element, previous),
        });
    }

    // ---- what is there ----

    get list() {
        return this.props.record.data[this.props.name];
    }

    get offset() {
        return this.place.offset < this.rules.records.length ? this.place.offset : 0;
    }

    get rows() {
        return this.rules.records.slice(this.offset, this.offset + DRAWN);
    }

    get effects() {
        return this.list.fields.effect.selection;
    }

    get order() {
        return ["name", ...this.columns.all.map(({id}) => id), "effect", "guidance"];
    }

    /** Show rules that are named by their ids on the server, or by the ids they have until they are saved. */
    show(references) {
        const shown = this.rules.records.filter((record) => references.includes(reference(record)));
        if (shown.length) {
            this.focus.show(
                this.rules.indexOf(shown[0]),
                shown.map(({id}) => id),
            );
        }
    }

    // ---- rules ----

    onTyped(typed) {
        this.typing.take(typed);
        this.checkSoon();
    }

    async addRule(column = "name") {
        await this.typing.commit();
        await this.list.addNewRecord({position: "bottom", mode: "readonly"});
        this.focus.on(this.rules.records.length - 1, column);
    }

    async duplicate(record) {
        await this.typing.commit();
        const index = this.rules.indexOf(record) + 1;
        await this.rules.copy(record);
        this.focus.on(index, "name");
    }

    async remove(record) {
        await this.typing.commit();
        const index = this.rules.indexOf(record);
        await this.list.delete(record);
        this.focus.on(Math.min(index, this.rules.records.length - 1), "name");
    }

    async move(record, index, column) {
        if (index >= 0 && index < this.rules.records.length) {
            await this.typing.commit();
            await this.rules.move(record, index);
            this.focus.on(index, column);
        }
    }

    async drop(element, previous) {
        await this.typing.commit();
        let before = previous;
        while (before && !before.dataset.id) {
            before = before.previousElementSibling;
        }
        const moved = this.rules.records.find(({id}) => id === element.dataset.id);
        const others = this.rules.records.filter((record) => record !== moved);
        const index = before ? others.findIndex(({id}) => id === before.dataset.id) + 1 : this.offset;
        await this.rules.move(moved, index);
    }

    async onPaste(ev) {
        const text = ev.clipboardData.getData("text/plain");
        const {row, col} = ev.target.dataset;
        if (this.props.readonly || !row || !isBlock(text)) {
            return;
        }
        ev.preventDefault();
        await this.typing.commit();
        const columns = this.order.slice(this.order.indexOf(col));
        const there = this.rules.records.slice(Number(row));
        const {values, tests, unknown} = blockValues(readBlock(text), columns, there, this.effects);
        await Promise.all([this.typing.check(tests), this.rules.put(values, Number(row))]);
        for (const word of unknown) {
            this.notification.add(_t("“%s” is no effect; such rules keep the one they have.", word), {type: "warning"});
        }
    }

    // ---- keys ----

    onKeydown(ev) {
        const {row, col} = ev.target.dataset;
        const wanted = row && !this.props.readonly ? intention(ev) : null;
        if (wanted) {
            ev.preventDefault();
            ev.stopPropagation();
            this.act(wanted, Number(row), col);
        }
    }

    act(wanted, index, column) {
        const record = this.rules.records[index];
        const actions = {
            undo: () => this.typing.undo(),
            duplicate: () => this.duplicate(record),
            delete: () => this.remove(record),
            reorder: () => this.move(record, index + wanted.rows, column),
            move: () => this.go(index + wanted.rows, this.order.indexOf(column) + wanted.columns),
        };
        return actions[wanted.name]();
    }

    go(index, place) {
        const column = this.order[place];
        if (index >= this.rules.records.length) {
            return this.addRule(column);
        }
        if (index >= 0 && column) {
            this.focus.on(index, column);
        }
    }

    onFocusout(ev) {
        this.focus.left(ev);
        this.typing.commit();
    }
}

/** A row that is dragged leaves its table; its cells keep their widths all the same. */
function keepWidths(row) {
    for (const cell of row.querySelectorAll("td")) {
        cell.style.width = cell.style.minWidth = `${cell.getBoundingClientRect().width}px`;
    }
}

function freeWidths(row) {
    for (const cell of row.querySelectorAll("td")) {
        cell.style.width = cell.style.minWidth = null;
    }
}

export const policyMatrix = {
    component: PolicyMatrix,
    displayName: _t("Decision table"),
    supportedTypes: ["one2many"],
    useSubView: true,
};

registry.category("fields").add("dg_policy_matrix", policyMatrix);

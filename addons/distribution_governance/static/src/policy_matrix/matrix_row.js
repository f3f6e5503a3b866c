import {Component, useState} from "@odoo/owl";

// Columns that are no facts and hold a text.
export const TEXTS = ["name", "guidance"];

/** One rule of the grid: its texts, its effect and one cell per column. */
export class MatrixRow extends Component {
    static template = "distribution_governance.MatrixRow";
    static props = {
        record: Object,
        index: Number,
        columns: Array,
        effects: Array,
        errors: Object,
        readonly: Boolean,
        isShown: Boolean,
        onTyped: Function,
        onChange: Function,
        onDuplicate: Function,
        onDelete: Function,
    };

    setup() {
        // What is typed and not yet part of the record, by column.
        this.typed = useState({});
    }

    /** Return what stands in a column, as far as it is typed. */
    text(column) {
        if (column in this.typed) {
            return this.typed[column];
        }
        const {data} = this.props.record;
        return (TEXTS.includes(column) ? data[column] : (data.cells || {})[column.slice("fact.".length)]) || "";
    }

    /** Return the sentence about a cell that cannot be saved, or "". */
    problem(column) {
        return this.props.errors[`${column}\n${this.text(column).trim()}`] || "";
    }

    get problems() {
        return this.props.columns.map(({id}) => this.problem(id)).filter(Boolean);
    }

    get effect() {
        return this.props.record.data.effect;
    }

    get effectName() {
        return this.props.effects.find(([value]) => value === this.effect)?.[1] || "";
    }

    get isNameMissing() {
        return this.props.record.isFieldInvalid("name");
    }

    onInput(column, ev) {
        this.typed[column] = ev.target.value;
        this.props.onTyped({
            column,
            text: ev.target.value,
            commit: () => this.commit(column),
            undo: () => delete this.typed[column],
        });
    }

    /** Make what is typed part of the record; it stays on the screen until it is. */
    async commit(column) {
        const text = this.typed[column];
        if (text === undefined) {
            return;
        }
        await this.props.onChange([[this.props.record, this.changes(column, text.trim())]]);
        if (this.typed[column] === text) {
            delete this.typed[column];
        }
    }

    /** Return the values to write; cells that are on their way already go with them. */
    changes(column, text) {
        if (TEXTS.includes(column)) {
            return {[column]: text};
        }
        const cells = {...this.props.record.data.cells};
        for (const [name, typed] of Object.entries(this.typed)) {
            if (!TEXTS.includes(name)) {
                cells[name.slice("fact.".length)] = typed.trim();
            }
        }
        return {cells: Object.fromEntries(Object.entries(cells).filter(([, test]) => test && test !== "-"))};
    }

    onEffect(ev) {
        this.props.onChange([[this.props.record, {effect: ev.target.value}]]);
    }
}

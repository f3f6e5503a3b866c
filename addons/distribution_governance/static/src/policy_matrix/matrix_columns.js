import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";

/** The facts that are columns of the grid, in their order. */
export class MatrixColumns {
    /**
     * @param {Object} grid
     * @param {Function} grid.getRecord returns the record of the policy
     * @param {Object} grid.rules the rules of the policy
     * @param {Object} dialog service
     */
    constructor({getRecord, rules}, dialog) {
        this.getRecord = getRecord;
        this.rules = rules;
        this.dialog = dialog;
    }

    get facts() {
        return this.getRecord().data.matrix_facts || [];
    }

    /** Return the keys of the columns as they were arranged, then of every other fact that a rule tests. */
    get keys() {
        const tested = new Set(this.rules.records.flatMap(({data}) => Object.keys(data.cells || {})));
        const known = this.facts.map(({key}) => key).filter((key) => tested.has(key));
        return [...new Set([...(this.getRecord().data.matrix_columns || []), ...known, ...tested])];
    }

    /** Return [{id, key, label, unit_name, description, disclosure}]. */
    get all() {
        const known = Object.fromEntries(this.facts.map((fact) => [fact.key, fact]));
        return this.keys.map((key) => ({id: `fact.${key}`, label: key, unit_name: "", ...known[key], key}));
    }

    /** Return the facts that are no columns yet. */
    get choices() {
        const {keys} = this;
        const free = this.facts.filter(({key}) => !keys.includes(key));
        return free.map((fact) => ({value: fact.key, label: fact.label, fact}));
    }

    arrange(keys) {
        return this.getRecord().update({matrix_columns: keys});
    }

    add(key) {
        return this.arrange([...this.keys, key]);
    }

    move(key, step) {
        const {keys} = this;
        const place = keys.indexOf(key);
        keys.splice(place + step, 0, ...keys.splice(place, 1));
        return this.arrange(keys);
    }

    /** Remove a column, after a question if rules test its fact. */
    remove({key, label}) {
        const testing = this.rules.records.filter(({data}) => data.cells && key in data.cells);
        if (!testing.length) {
            return this.drop(key, testing);
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Remove the column “%s”?", label),
            body: _t("%s rules test this fact. Without the test they apply to more documents.", testing.length),
            confirmLabel: _t("Remove"),
            confirm: () => this.drop(key, testing),
            cancel: () => {},
        });
    }

    async drop(key, testing) {
        const keys = this.keys.filter((one) => one !== key);
        if (testing.length) {
            await this.rules.change(
                testing.map((record) => {
                    const cells = {...record.data.cells};
                    delete cells[key];
                    return [record, {cells}];
                }),
            );
        }
        await this.arrange(keys);
    }
}

import {reactive} from "@odoo/owl";

/**
 * Where in a long grid somebody works: which part is drawn, which rules are pointed at, and which cell has the focus,
 * also after the rules were drawn anew.
 */
export class MatrixFocus {
    /**
     * @param {{el: HTMLElement}} body reference of the element that holds the rows
     * @param {number} drawn how many rules are drawn at once
     */
    constructor(body, drawn) {
        this.body = body;
        this.drawn = drawn;
        this.state = reactive({offset: 0, shown: []});
        this.wanted = null;
        this.last = null;
    }

    /** Put the focus on a cell, at once or when it is drawn. */
    on(index, column) {
        this.wanted = {index, column};
        const offset = Math.floor(index / this.drawn) * this.drawn;
        if (offset === this.state.offset) {
            this.apply();
        } else {
            this.state.offset = offset;
        }
    }

    /** Point at rules, given by the ids of their records, the first of which is at an index. */
    show(index, ids) {
        this.state.shown = ids;
        this.on(index, "name");
    }

    apply() {
        const cell = this.wanted && this.body.el?.querySelector(selector(this.wanted));
        if (cell) {
            this.wanted = null;
            cell.focus();
            cell.select?.();
            cell.scrollIntoView({block: "nearest", inline: "nearest"});
        }
    }

    /** Called when the rows were drawn: a focus that went with its row comes back. */
    restore() {
        if (this.last && !this.wanted && document.activeElement === document.body) {
            this.wanted = this.last;
        }
        this.apply();
    }

    entered({target}) {
        this.last = "row" in target.dataset ? {index: Number(target.dataset.row), column: target.dataset.col} : null;
    }

    left({target}) {
        this.last = target.isConnected ? null : this.last;
    }
}

function selector({index, column}) {
    return `[data-row="${index}"][data-col="${CSS.escape(column)}"]`;
}

import {reactive} from "@odoo/owl";

import {TEXTS} from "./matrix_row";

/**
 * What is typed into a cell: it is checked at each pause, and becomes part of the draft when the cell is left or the
 * draft is saved. Until then nothing but the screen knows it.
 */
export class MatrixTyping {
    /**
     * @param {Function} getRecord returns the record of the policy
     * @param {Object} orm service
     */
    constructor(getRecord, orm) {
        this.getRecord = getRecord;
        this.orm = orm;
        // What is wrong with a test, as {column\ntest: sentence}. The same text is never asked about twice.
        this.errors = reactive({});
        this.typed = null;
        this.running = Promise.resolve();
    }

    /** Keep what is typed: its column, its text, and how to commit and to undo it. */
    take(typed) {
        this.typed = typed;
        this.getRecord().model.bus.trigger("FIELD_IS_DIRTY", true);
    }

    /** Ask what is wrong with tests, given as [column, text]; without any, with the one that is typed. */
    async check(tests = this.typed ? [[this.typed.column, this.typed.text]] : []) {
        const open = tests
            .map(([column, text]) => [column, text.trim()])
            .filter(([column, text]) => text && !TEXTS.includes(column) && !(`${column}\n${text}` in this.errors));
        if (!open.length) {
            return;
        }
        const asked = open.map(([column, text]) => [column.slice("fact.".length), text]);
        const {document_model} = this.getRecord().data;
        const sentences = await this.orm.call("dg.policy", "check_tests", [document_model, asked]);
        open.forEach(([column, text], number) => (this.errors[`${column}\n${text}`] = sentences[number]));
    }

    /** Make what is typed part of the draft; ends when everything that was typed before is part of it, too. */
    commit() {
        const {typed} = this;
        this.typed = null;
        if (typed) {
            const before = this.running.catch(() => {});
            this.running = Promise.all([before, this.check([[typed.column, typed.text]]), typed.commit()]);
        }
        return this.running;
    }

    undo() {
        this.typed?.undo();
        this.typed = null;
    }
}

// What a pasted block writes into the rules below a cell.

import {TEXTS} from "./matrix_row";

/**
 * @param {string[][]} block rows of pasted cells
 * @param {string[]} columns ids of the columns from the cell on that was pasted into
 * @param {Object[]} records the rules from the row on that was pasted into
 * @param {[string, string][]} effects the effects with their names
 * @returns {{values: Object[], tests: Array, unknown: string[]}} what to write into each rule, the tests of the block
 *      as [column, text], and the words that are no effects
 */
export function blockValues(block, columns, records, effects) {
    const tests = [];
    const unknown = new Set();
    const values = block.map((cells, number) => {
        const written = {};
        columns.slice(0, cells.length).forEach((column, place) => {
            const text = cells[place];
            if (column !== "effect") {
                tests.push([column, text]);
                write(written, column, text, records[number]);
            } else if (text) {
                const effect = effectNamed(text, effects);
                Object.assign(written, effect && {effect});
                unknown.add(effect ? "" : text);
            }
        });
        return written;
    });
    unknown.delete("");
    return {values, tests, unknown: [...unknown]};
}

function write(values, column, text, record) {
    if (TEXTS.includes(column)) {
        values[column] = text;
        return;
    }
    const key = column.slice("fact.".length);
    values.cells ??= {...record?.data.cells};
    if (text && text !== "-") {
        values.cells[key] = text;
    } else {
        delete values.cells[key];
    }
}

function effectNamed(text, effects) {
    const word = text.toLowerCase();
    return effects.find(([value, name]) => word === value || word === name.toLowerCase())?.[0];
}

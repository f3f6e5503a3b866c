// How a block copied from a spreadsheet becomes rows of texts.

const QUOTED = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)/y;
const PLAIN = /[^\t\r\n]*/y;
const LINE_END = /\r?\n/y;

/**
 * @param {string} text of the clipboard
 * @returns {boolean} whether it is more than the text of one cell
 */
export function isBlock(text) {
    return /[\t\n]/.test(text.trimEnd());
}

/**
 * Read tab separated text. Spreadsheets put quotes around a cell that holds a tab, a line break or quotes, and double
 * those; a cell such as "EU" that only looks like it is left as it is.
 *
 * @param {string} text of the clipboard
 * @returns {string[][]} the rows of cells
 */
export function readBlock(text) {
    const rows = [[]];
    let place = 0;
    while (place < text.length) {
        const [cell, next] = readCell(text, place);
        rows.at(-1).push(cell.trim());
        place = next;
        if (text[place] === "\t") {
            place += 1;
            continue;
        }
        place += matchAt(LINE_END, text, place)?.[0].length || 1;
        if (place < text.length) {
            rows.push([]);
        }
    }
    return rows;
}

function readCell(text, place) {
    const quoted = matchAt(QUOTED, text, place);
    if (quoted && /""|[\t\n]/.test(quoted[1])) {
        return [quoted[1].replaceAll('""', '"').replace(/\s+/g, " "), place + quoted[0].length];
    }
    const [plain] = matchAt(PLAIN, text, place);
    return [plain, place + plain.length];
}

function matchAt(pattern, text, place) {
    pattern.lastIndex = place;
    return pattern.exec(text);
}

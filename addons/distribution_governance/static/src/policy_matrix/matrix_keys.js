// Which keys move through the grid, as in a spreadsheet.

const PLAIN = {
    Enter: {name: "move", rows: 1, columns: 0},
    "Shift+Enter": {name: "move", rows: -1, columns: 0},
    Escape: {name: "undo"},
    "Alt+ArrowUp": {name: "reorder", rows: -1},
    "Alt+ArrowDown": {name: "reorder", rows: 1},
    "Control+d": {name: "duplicate"},
    "Control+Delete": {name: "delete"},
};
const ARROWS = {
    ArrowUp: {name: "move", rows: -1, columns: 0},
    ArrowDown: {name: "move", rows: 1, columns: 0},
    ArrowLeft: {name: "move", rows: 0, columns: -1},
    ArrowRight: {name: "move", rows: 0, columns: 1},
};

/**
 * @param {KeyboardEvent} ev on an element of the grid that says `data-row` and `data-col`
 * @returns {{name: string, rows?: number, columns?: number}|null} what the person wants, null for anything else
 */
export function intention(ev) {
    const keys = pressed(ev);
    if (keys in PLAIN) {
        return PLAIN[keys];
    }
    return keys in ARROWS && leavesCell(ev.target, ev.key) ? ARROWS[keys] : null;
}

function pressed(ev) {
    const held = [
        [ev.ctrlKey || ev.metaKey, "Control"],
        [ev.altKey, "Alt"],
        [ev.shiftKey, "Shift"],
    ].filter(([isHeld]) => isHeld);
    const key = ev.key.length === 1 ? ev.key.toLowerCase() : ev.key;
    return [...held.map(([, name]) => name), key].join("+");
}

/** Arrows move the caret first; only at the end of the text they leave the cell. A choice keeps up and down. */
function leavesCell(cell, key) {
    const isSideways = key === "ArrowLeft" || key === "ArrowRight";
    if (cell.tagName === "SELECT") {
        return isSideways;
    }
    const place = key === "ArrowLeft" ? 0 : cell.value.length;
    return !isSideways || (cell.selectionStart === place && cell.selectionEnd === place);
}

const CREATE = 0;
const UPDATE = 1;

/** Return how the server, and the screen until it is saved, name a rule. */
export const reference = (record) => record.resId || record._virtualId;

/** The rules of the grid. They are changed, moved and copied several at once, so that the server is asked once. */
export class MatrixRules {
    /** @param {Function} getList returns the list of rules */
    constructor(getList) {
        this.getList = getList;
        this.change = this.change.bind(this);
    }

    get records() {
        return this.getList().records;
    }

    indexOf(record) {
        return this.records.findIndex(({id}) => id === record.id);
    }

    /** Write values into rules, given as [record, values]. */
    change(pairs) {
        for (const [record] of pairs) {
            // A new rule that somebody wrote into is not thrown away when its name is missing.
            record.dirty = true;
        }
        return this.getList().applyCommands(pairs.map(([record, values]) => [UPDATE, reference(record), values]));
    }

    /** Put a block of values into the rules from an index on; where these end, new rules are added. */
    async put(block, index) {
        const there = this.records.slice(index);
        let {sequence} = this.records.at(-1).data;
        const commands = block.map((values, number) =>
            there[number]
                ? [UPDATE, reference(there[number]), values]
                : [CREATE, 0, {name: "", guidance: "", effect: "hold", cells: {}, ...values, sequence: ++sequence}],
        );
        await this.getList().applyCommands(commands, {sort: true});
        for (const record of this.records.slice(index, index + block.length)) {
            // A rule without a name is refused when the draft is saved, as any rule that somebody began to write.
            record.dirty = true;
        }
    }

    move(record, index) {
        const order = this.records.filter(({id}) => id !== record.id);
        order.splice(index, 0, record);
        return this.arrange(order);
    }

    copy(record) {
        const {name, effect, guidance, cells} = record.data;
        const order = [...this.records];
        order.splice(this.indexOf(record) + 1, 0, {name, effect, guidance, cells});
        return this.arrange(order);
    }

    /** Bring rules into the order given; an entry that is no record stands for a new rule with these values. */
    async arrange(order) {
        let last = -1;
        const commands = [];
        for (const entry of order) {
            const sequence = entry.data?.sequence;
            last = sequence > last ? sequence : last + 1;
            if (!entry.data) {
                commands.push([CREATE, 0, {...entry, sequence: last}]);
            } else if (sequence !== last) {
                commands.push([UPDATE, reference(entry), {sequence: last}]);
            }
        }
        await this.getList().applyCommands(commands, {sort: true});
    }
}

import {Component, onMounted, onWillUnmount} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const INTERVAL = 2000;

/**
 * How far is a job in the background? Shows a bar while it runs and reads the record again until it does not.
 */
export class JobProgress extends Component {
    static template = "distribution_governance.JobProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.isReading = false;
        onMounted(() => {
            this.timer = browser.setInterval(() => this.readAgain(), INTERVAL);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get data() {
        return this.props.record.data;
    }

    get isRunning() {
        return this.data.state === "running";
    }

    get percent() {
        return Math.floor(this.data.progress);
    }

    get text() {
        return _t("%(processed)s of %(total)s documents", {
            processed: this.data.processed,
            total: this.data.total,
        });
    }

    async readAgain() {
        if (!this.isRunning || this.isReading) {
            return;
        }
        this.isReading = true;
        try {
            await this.props.record.load();
        } finally {
            this.isReading = false;
        }
    }
}

registry.category("view_widgets").add("dg_job_progress", {
    component: JobProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "progress", type: "float"},
        {name: "processed", type: "integer"},
        {name: "total", type: "integer"},
    ],
});

import {registry} from "@web/core/registry";

/**
 * Shows a document as it is, without what was typed into its form: it was refused, and is kept as a request.
 */
async function leaveForm(env, action) {
    const {title, message, model, id} = action.params;
    env.services.notification.add(message, {title, type: "success"});
    await env.services.action.doAction(
        {type: "ir.actions.act_window", res_model: model, res_id: id, views: [[false, "form"]]},
        {forceLeave: true, stackPosition: "replaceCurrentAction"},
    );
}

registry.category("actions").add("dg_leave_form", leaveForm);

"""Wagtail’s routes, each by its name: those that a writer needs, and those that nobody reaches.

A page itself is guarded by Wagtail’s page permissions, which follow from roles (`editing.actions.keep_groups`): one may
add and change below one’s own layer, and nobody may publish but by approving another’s words. A new version of Wagtail
that brings a new route turns tests/architecture/test_access_table.py red until it is written down here.
"""

from kith.access.table import Door
from kith.toolkit.rules import LOCAL_EDITORS, REGIONAL_EDITORS

WRITERS = (*LOCAL_EDITORS, *REGIONAL_EDITORS)
LAYER = "pages below one’s own layer, by Wagtail’s page permissions"
FRAME = "the editor’s frame: words and pictures of its own"
NOBODY = "closed: another door of Kith does this, or nothing needs it"

_OPEN = {
    LAYER: (
        "wagtailadmin_home wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results "
        "wagtailadmin_pages:edit wagtailadmin_pages:preview_on_edit wagtailadmin_pages:view_draft "
        ""
        "wagtailadmin_pages:confirm_workflow_cancellation wagtailadmin_pages:workflow_preview "
        "wagtailadmin_pages:revisions_index wagtailadmin_pages:revisions_view wagtailadmin_pages:revisions_revert "
        "wagtailadmin_pages:revisions_unschedule wagtailadmin_pages:revisions_compare wagtailadmin_pages:workflow_history "
        "wagtailadmin_pages:workflow_history_detail wagtailadmin_pages:history wagtailadmin_pages:history_results "
        "wagtailadmin_pages:lock wagtailadmin_pages:unlock wagtailadmin_pages:search wagtailadmin_pages:search_results "
        "wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_search "
        "wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results "
        "wagtailadmin_editing_sessions:ping wagtailadmin_editing_sessions:release"
    ),
    FRAME: (
        "wagtailadmin_sprite wagtailadmin_javascript_catalog wagtailadmin_dismissibles wagtailadmin_block_preview "
        "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link"
    ),
}
_CLOSED = (
    # What waits for whom stands on Kith's board, and is answered on a page of Kith.
    "wagtailadmin_pages:workflow_action wagtailadmin_pages:collect_workflow_action_data "
    "wagtailadmin_reports:workflow wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks "
    "wagtailadmin_reports:workflow_tasks_results "
    "wagtailadmin_api:documents:detail wagtailadmin_api:documents:find wagtailadmin_api:documents:listing "
    "wagtailadmin_api:images:detail wagtailadmin_api:images:find wagtailadmin_api:images:listing "
    "wagtaildocs:add wagtaildocs:add_multiple wagtaildocs:create_multiple_from_uploaded_document "
    "wagtaildocs:delete wagtaildocs:delete_multiple wagtaildocs:delete_upload_multiple "
    "wagtaildocs:document_usage wagtaildocs:edit wagtaildocs:edit_multiple wagtaildocs:index "
    "wagtaildocs:index_results wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results "
    "wagtaildocs_chooser:chosen wagtaildocs_chooser:chosen_multiple wagtaildocs_chooser:create "
    "wagtailimages:add wagtailimages:add_multiple wagtailimages:create_multiple_from_uploaded_image "
    "wagtailimages:delete wagtailimages:delete_multiple wagtailimages:delete_upload_multiple "
    "wagtailimages:edit wagtailimages:edit_multiple wagtailimages:image_usage wagtailimages:index "
    "wagtailimages:index_results wagtailimages:preview wagtailimages:url_generator "
    "wagtailimages:url_generator_output wagtailimages_chooser:choose wagtailimages_chooser:choose_results "
    "wagtailimages_chooser:chosen wagtailimages_chooser:chosen_multiple wagtailimages_chooser:create "
    "wagtailimages_chooser:select_format "
    "None wagtailadmin_error_test wagtailadmin_api:pages:listing wagtailadmin_api:pages:detail wagtailadmin_api:pages:find "
    "wagtailadmin_api:pages:action wagtail_bulk_action wagtailadmin_pages:add wagtailadmin_pages:preview_on_add "
    "wagtailadmin_pages:type_use wagtailadmin_pages:type_use_results wagtailadmin_pages:choose_parent "
    "wagtailadmin_pages:usage wagtailadmin_pages:add_subpage wagtailadmin_pages:delete wagtailadmin_pages:unpublish "
    "wagtailadmin_pages:convert_alias wagtailadmin_pages:move wagtailadmin_pages:move_confirm "
    "wagtailadmin_pages:set_page_position wagtailadmin_pages:copy wagtailadmin_pages:set_privacy "
    "wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link "
    "wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete wagtailadmin_collections:index "
    "wagtailadmin_collections:add wagtailadmin_collections:edit wagtailadmin_collections:delete "
    "wagtailadmin_collections:set_privacy wagtailadmin_workflows:index wagtailadmin_workflows:index_results "
    "wagtailadmin_workflows:add wagtailadmin_workflows:enable wagtailadmin_workflows:disable wagtailadmin_workflows:edit "
    "wagtailadmin_workflows:usage wagtailadmin_workflows:usage_results wagtailadmin_workflows:remove "
    "wagtailadmin_workflows:add_task wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index "
    "wagtailadmin_workflows:task_index_results wagtailadmin_workflows:edit_task wagtailadmin_workflows:disable_task "
    "wagtailadmin_workflows:enable_task wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results "
    "wagtailadmin_workflows:task_chooser_create wagtailadmin_workflows:task_chosen wagtailadmin_reports:locked_pages "
    "wagtailadmin_reports:locked_pages_results wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results "
    "wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results wagtailadmin_account "
    "wagtailadmin_logout wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:add "
    "wagtailusers_users:edit wagtailusers_users:delete wagtailusers_users:history wagtailusers_users:history_results "
    "wagtailusers_users:usage wagtailusers_users:copy wagtailusers_groups:index wagtailusers_groups:index_results "
    "wagtailusers_groups:add wagtailusers_groups:edit wagtailusers_groups:delete wagtailusers_groups:history "
    "wagtailusers_groups:history_results wagtailusers_groups:usage wagtailadmin_login wagtailadmin_password_reset "
    "wagtailadmin_password_reset_done wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete"
)

EDITOR: dict[str, Door] = {
    **{name: Door(WRITERS, rule) for rule, names in _OPEN.items() for name in names.split()},
    **{name: Door((), NOBODY) for name in _CLOSED.split()},
}

"""Wagtail's own pages, as a practice lead meets them: at both widths, looked at by axe."""

import pytest
from django.urls import reverse

from kith.editing import actions
from kith.editing.tests.test_editing import approve, submitted, whole

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_of_the_editors_pages(visitor, cast):
    draft = actions.begin_page(cast["farah"], title="Our duty desk", kind="guidance")
    draft = whole(draft, cast["farah"])
    waiting = actions.begin_page(cast["farah"], title="Our evening cover", kind="guidance")
    waiting = submitted(whole(waiting, cast["farah"]), cast["farah"])
    live = actions.begin_page(cast["farah"], title="Our front door", kind="guidance")
    live = submitted(whole(live, cast["farah"]), cast["farah"])
    actions.keep_groups(cast["bola"])
    live = approve(live, cast["bola"])
    live = whole(live, cast["farah"], "Ring the front door, by day.")
    first, last = live.revisions.order_by("pk").first(), live.latest_revision

    farah = visitor(cast["farah"])
    for name, address in (
        ("home", reverse("wagtailadmin_home")),
        ("explore", reverse("wagtailadmin_explore_root")),
        ("edit", reverse("wagtailadmin_pages:edit", args=[draft.pk])),
        ("edit-waiting", reverse("wagtailadmin_pages:edit", args=[waiting.pk])),
        ("history", reverse("wagtailadmin_pages:history", args=[live.pk])),
        ("compare", reverse("wagtailadmin_pages:revisions_compare", args=[live.pk, first.pk, last.pk])),
        ("revert", reverse("wagtailadmin_pages:revisions_revert", args=[live.pk, first.pk])),
        ("workflow-history", reverse("wagtailadmin_pages:workflow_history", args=[waiting.pk])),
        ("report-aging", reverse("wagtailadmin_reports:aging_pages")),
        ("preview", reverse("wagtailadmin_pages:view_draft", args=[draft.pk])),
    ):
        farah.page.goto(address)
        farah.look_at_frame(f"editor-{name}")

"""Every address of Kith. Each route is declared in access_table.py, or nobody gets in."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from kith.config.api import api
from kith.meetings.urls import feed_patterns as meetings_feeds

urlpatterns = [
    path("", include("kith.desk.urls")),
    path("", include("kith.people.urls")),
    path("consultations/", include("kith.concerns.urls")),
    path("calibration/", include("kith.calibration.urls")),
    path("modules/", include("kith.modules.urls")),
    path("training/", include("kith.training.urls")),
    path("confidence/", include("kith.confidence.urls")),
    path("learning/", include("kith.learning.urls")),
    path("coaching/", include("kith.coaching.urls")),
    path("learning-systems/", include("kith.learning_systems.urls")),
    path("xapi/", include("kith.learning_systems.xapi_urls")),
    path("lti/", include("kith.lti.urls")),
    path("thresholds/", include("kith.thresholds.urls")),
    path("screening/", include("kith.screening.urls")),
    path("assessments/", include("kith.assessments.urls")),
    path("contexts/", include("kith.contexts.urls")),
    path("sharing/", include("kith.sharing.urls")),
    path("services/", include("kith.services.urls")),
    path("oruk/", include("kith.services.oruk_urls")),
    path("handover/", include("kith.handover.urls")),
    path("meetings/", include("kith.meetings.urls")),
    path("api/calendar/", include(meetings_feeds)),
    path("panels/", include("kith.panel.urls")),
    path("plans/", include("kith.plans.urls")),
    path("toolkit/edit/", include("kith.editing.urls")),
    path("toolkit/", include("kith.toolkit.urls")),
    path("editor/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
]

handler400 = "kith.access.views.bad"
handler404 = "kith.access.views.absent"
handler500 = "kith.access.views.broken"

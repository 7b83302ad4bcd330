from django.urls import path

from .views import oruk

app_name = "oruk"
urlpatterns = [
    path("", oruk.root, name="root"),
    path("services", oruk.services, name="services"),
    path("services/<uuid:uuid>", oruk.service, name="service"),
    path("taxonomies", oruk.taxonomies, name="taxonomies"),
    path("taxonomies/<uuid:uuid>", oruk.taxonomy, name="taxonomy"),
    path("taxonomy_terms", oruk.taxonomy_terms, name="taxonomy-terms"),
    path("taxonomy_terms/<uuid:uuid>", oruk.taxonomy_term, name="taxonomy-term"),
    path("service_at_locations", oruk.service_at_locations, name="service-at-locations"),
    path("service_at_locations/<uuid:uuid>", oruk.service_at_location, name="service-at-location"),
    path("<path:rest>", oruk.nothing, name="nothing"),
]

"""What Wagtail’s frame shows: our pages, reports, and the way back to Kith. Whatever is closed is not offered either."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import queries
from .rules import wrote


@hooks.register("insert_global_admin_css")
def colours():
    return format_html('<link rel="stylesheet" href="{}">', static("editing/editor.css"))


KEPT = {"reports", "kith-board", "kith-pages"}


@hooks.register("register_admin_menu_item")
def board():
    return MenuItem("Back to Kith", reverse_lazy("editing:board"), name="kith-board", icon_name="home", order=1)


@hooks.register("register_admin_menu_item")
def our_pages():
    return MenuItem(
        "Our pages", reverse_lazy("wagtailadmin_explore_root"), name="kith-pages", icon_name="doc-empty", order=2
    )


@hooks.register("construct_main_menu")
def only_what_is_open(request, items):
    items[:] = [item for item in items if item.name in KEPT]


@hooks.register("construct_reports_menu")
def only_open_reports(request, items):
    items[:] = [item for item in items if item.name == "aging-pages"]


@hooks.register("construct_homepage_summary_items")
def no_counts(request, items):
    items.clear()


@hooks.register("construct_page_chooser_queryset")
def own_pages_alone(pages, request):
    return pages.filter(pk__in=[page.pk for page in queries.pages_of(request.user)])


@hooks.register("construct_explorer_page_queryset")
def own_layers_alone(parent, pages, request):
    places = [place.pk for place in queries.places_of(request.user)]
    return pages.filter(pk__in=[*places, *(page.pk for page in queries.pages_of(request.user))])


LABELS = {"action-cancel-workflow": "Take it back, to change it"}


@hooks.register("construct_page_action_menu")
def no_side_doors(items, request, context):
    """Publishing, unpublishing and deleting are not offered: approval publishes, and Kith’s board retires."""
    closed = ["action-publish", "action-unpublish", "action-delete"]
    page = context.get("page")
    if page is not None and not wrote(request.user, page):
        closed.append("action-cancel-workflow")
    items[:] = [item for item in items if item.name not in closed]
    for item in items:
        item.label = LABELS.get(item.name, item.label)


@hooks.register("construct_page_listing_buttons")
def only_open_buttons(buttons, page, user, context=None):
    closed = ("delete", "unpublish", "move", "copy", "sort", "add", "view live")
    buttons[:] = [b for b in buttons if not any(word in str(b.label).lower() for word in closed)]

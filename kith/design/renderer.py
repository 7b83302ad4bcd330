"""Forms in Kith's own markup."""

from django.forms.renderers import TemplatesSetting


class KithRenderer(TemplatesSetting):
    """Draws forms with the templates of this room."""

"""Forms in Kith's own markup."""

from django.forms.renderers import TemplatesSetting


class KithRenderer(TemplatesSetting):
    """Draws a field with its label, hint and error in the design's markup."""

    field_template_name = "design/forms/field.html"

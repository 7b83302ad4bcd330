"""Forms in Kith's own markup."""

from django.forms.renderers import TemplatesSetting

from .forms import DrawnField


class KithRenderer(TemplatesSetting):
    """Draws every form of the house, whatever its base class, in the design's markup."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = DrawnField

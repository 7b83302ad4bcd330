"""The levels of vetting as delivered, so that an originator can ask for one. Data: an operator may change them."""

import datetime

from django.db import migrations

SOURCE = "Kith’s standards folder, November 2026: levels as named there; their order is not checked against a source yet"
LEVELS = (
    (10, "bpss", "Baseline (BPSS)"),
    (20, "nppv2", "Police vetting, NPPV 2"),
    (30, "ctc", "Counter-terrorist check (CTC)"),
    (40, "nppv3", "Police vetting, NPPV 3"),
    (50, "sc", "Security check (SC)"),
    (60, "dv", "Developed vetting (DV)"),
)


def deliver(apps, schema_editor):
    model = apps.get_model("people", "VettingLevel")
    for order, key, name in LEVELS:
        model.objects.get_or_create(
            key=key,
            defaults={
                "order": order,
                "name": name,
                "source": SOURCE,
                "last_checked": datetime.date(2026, 11, 26),
                "next_review": datetime.date(2027, 5, 26),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0006_vetting_and_who_receives")]
    operations = [migrations.RunPython(deliver, migrations.RunPython.noop)]

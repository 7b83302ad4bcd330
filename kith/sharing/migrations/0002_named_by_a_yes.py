import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_which_yes(apps, schema_editor):
    """Who was named and had it passed on to them is taken for named by that yes, which is the narrower of the two."""
    named, passed = apps.get_model("sharing", "NamedReader"), apps.get_model("sharing", "PassedTo")
    yes = passed.objects.filter(passing__version=OuterRef("version"), person=OuterRef("person")).order_by("-pk")
    named.objects.annotate(yes=Subquery(yes.values("passing")[:1])).filter(yes__isnull=False).update(
        passing_id=Subquery(yes.values("passing")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0001_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="namedreader",
            name="passing",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sharing.passingon"
            ),
        ),
        migrations.RunPython(say_which_yes, migrations.RunPython.noop),
    ]

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_of_which_context(apps, schema_editor):
    """Each action of a conference is of that conference’s context; what was done, and what a closing left, says so."""
    action, conference = apps.get_model("contexts", "ContextAction"), apps.get_model("contexts", "Conference")
    of = conference.objects.filter(pk=OuterRef("conference_id"))
    action.objects.update(context_id=Subquery(of.values("context_id")[:1]))
    action.objects.filter(ended_at__isnull=False).update(ended_as="done")
    context = apps.get_model("contexts", "Context").objects.filter(pk=OuterRef("context_id"))
    left = action.objects.filter(ended_as="", context__closed_at__isnull=False)
    left.update(
        ended_as="closed",
        ended_at=Subquery(context.values("closed_at")[:1]),
        ended_by_id=Subquery(context.values("closed_by_id")[:1]),
    )
    look_at_keys_now(schema_editor)


def look_at_keys_now(schema_editor):
    """PostgreSQL changes no table while keys of its rows wait to be looked at."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def forget_what_no_conference_agreed(apps, schema_editor):
    """Backwards there is no room for what no conference agreed, nor for an end that is none of being done."""
    action = apps.get_model("contexts", "ContextAction")
    action.objects.filter(conference__isnull=True).delete()
    action.objects.exclude(ended_as="done").update(ended_at=None, ended_by=None, ended_words="")
    look_at_keys_now(schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("contexts", "0001_contexts_and_maps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex("conferenceaction", "context_actions_to_do"),
        migrations.RenameModel("ConferenceAction", "ContextAction"),
        migrations.RenameField("contextaction", "done_at", "ended_at"),
        migrations.RenameField("contextaction", "done_by", "ended_by"),
        migrations.RenameField("contextaction", "note", "ended_words"),
        migrations.AddField(
            "contextaction",
            "context",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actions",
                to="contexts.context",
            ),
        ),
        migrations.AddField(
            "contextaction",
            "goal",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="contexts.safetygoal",
            ),
        ),
        migrations.AddField(
            "contextaction", "outside", models.CharField(blank=True, max_length=200, default=""), preserve_default=False
        ),
        migrations.AddField(
            "contextaction",
            "ended_as",
            models.CharField(
                blank=True,
                choices=[
                    ("done", "Done"),
                    ("dropped", "Dropped"),
                    ("closed", "Not done when the context was closed"),
                ],
                max_length=12,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "contextaction",
            "conference",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actions",
                to="contexts.conference",
            ),
        ),
        migrations.RunPython(say_of_which_context, forget_what_no_conference_agreed),
        migrations.AlterField(
            "contextaction",
            "context",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actions",
                to="contexts.context",
            ),
        ),
        migrations.CreateModel(
            name="AdultNamed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="ContextReopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_at", models.DateTimeField()),
                ("closed_because", models.TextField()),
                ("closed_owner", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField()),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="conference",
            name="because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="conference",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="contexts.conference",
            ),
        ),
        migrations.AddIndex(
            model_name="contextaction",
            index=models.Index(
                condition=models.Q(("ended_as", "")), fields=["owner", "due_on"], name="context_actions_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True), models.Q(("because", ""), _negated=True), _connector="OR"
                ),
                name="what_is_put_right_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_as", ""), ("ended_at__isnull", True)),
                    models.Q(
                        models.Q(("ended_as", ""), _negated=True),
                        ("ended_at__isnull", False),
                        models.Q(
                            models.Q(("ended_as", "dropped"), _negated=True),
                            models.Q(("ended_words", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="what_ends_in_a_context_says_how",
            ),
        ),
        migrations.AddField(
            model_name="adultnamed",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="adultnamed",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contexts.contextlink"
            ),
        ),
        migrations.AddField(
            model_name="contextreopening",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="contextreopening",
            name="closed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="contextreopening",
            name="context",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reopenings", to="contexts.context"
            ),
        ),
        migrations.AddConstraint(
            model_name="adultnamed",
            constraint=models.UniqueConstraint(fields=("link", "name", "words", "by"), name="said_of_a_name_once"),
        ),
    ]

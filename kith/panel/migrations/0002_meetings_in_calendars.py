import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('panel', '0001_panels'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='until',
            field=models.TimeField(null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='sequence',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='meeting',
            name='changed_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F('at')), name='a_panel_meeting_ends_after_it_begins'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_attempts_by_address'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='must_change',
            field=models.BooleanField(default=False),
        ),
    ]

"""A clock that another table counts anew is neither kept nor missed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedure", "0005_running_clocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="set_aside",
            field=models.BooleanField(default=False),
        ),
    ]

"""Whether a penanganan is over, and its nearest running clock, stand in its row."""

from django.db import migrations, models

from netral.procedure.lists import settle_all
from netral.procedure.models import FAR


def settle(apps, schema_editor):
    settle_all(apps.get_model("discipline", "Penanganan"), apps.get_model("procedure", "Clock"), "penanganan")


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0002_deviation_and_official"),
        ("procedure", "0002_periods_lengthened_by_document"),
    ]

    operations = [
        migrations.AddField(
            model_name="penanganan",
            name="due_at",
            field=models.DateTimeField(default=FAR),
        ),
        migrations.AddField(
            model_name="penanganan",
            name="open",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]

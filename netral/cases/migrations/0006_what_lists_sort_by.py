"""Whether a perkara is over, and its nearest running clock, stand in its row."""

from django.db import migrations, models

from netral.procedure.lists import settle_all
from netral.procedure.models import FAR


def settle(apps, schema_editor):
    settle_all(apps.get_model("cases", "Case"), apps.get_model("procedure", "Clock"), "perkara")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_pleno_at_its_meeting"),
        ("intake", "0015_notes_of_a_review"),
        ("offices", "0003_holidays"),
        ("procedure", "0002_periods_lengthened_by_document"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="due_at",
            field=models.DateTimeField(default=FAR),
        ),
        migrations.AddField(
            model_name="case",
            name="open",
            field=models.BooleanField(default=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("open", True)), fields=["office", "due_at"], name="case_open_by_due"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("open", True)), fields=["due_at"], name="case_all_open_by_due"),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]

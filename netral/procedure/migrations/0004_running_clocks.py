"""The index of running clocks holds those alone: one over all of them was taken where the subject leads faster."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedure", "0003_meetings")]

    operations = [
        migrations.RemoveIndex(model_name="clock", name="clock_running"),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(fields=["due_at"], condition=models.Q(stopped_at=None), name="clock_running"),
        ),
    ]

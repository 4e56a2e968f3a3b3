"""Files whose bytes are no longer those that came are locked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0005_copies_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="exhibit",
            name="differs_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]

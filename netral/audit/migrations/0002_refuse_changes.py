"""Finish the anchors' columns, then let the database refuse every change and deletion."""

import django.utils.timezone
from django.db import migrations, models

from netral.audit import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guard.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first_tables")]

    operations = [
        migrations.AddField(
            "anchor", "made_at", models.DateTimeField(default=django.utils.timezone.now), preserve_default=False
        ),
        migrations.AlterField("anchor", "previous", models.CharField(max_length=64, unique=True)),
        migrations.AddField(
            "anchorleaf", "entries", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddIndex("anchorleaf", models.Index(fields=["chain", "anchor"], name="anchor_leaf_chain")),
        migrations.RunPython(put_up, take_down, elidable=False),
    ]

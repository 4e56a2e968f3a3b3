"""A message follows its case to another office, its hand-over may go on without it, and an announced file may change."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def sender_looks_after(apps: Any, schema_editor: Any) -> None:
    apps.get_model("exchange", "Kiriman").objects.update(office=F("sender"))


def check_now(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL changes no table that still waits for a foreign key to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def office(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="offices.organisation",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_cancelled_on_the_way"),
        ("offices", "0004_ad_hoc_offices"),
    ]

    operations = [
        migrations.AddField("masukan", "replaced", models.JSONField(default=dict)),
        migrations.AddField("kiriman", "moved_on_at", models.DateTimeField(null=True)),
        migrations.AddField("kiriman", "office", office(null=True)),
        migrations.RunPython(sender_looks_after, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
        migrations.AlterField("kiriman", "office", office()),
        migrations.RemoveIndex("kiriman", "kiriman_outbox"),
        migrations.AddIndex(
            "kiriman", models.Index(fields=["office", "delivery", "-made_at"], name="kiriman_outbox")
        ),
    ]

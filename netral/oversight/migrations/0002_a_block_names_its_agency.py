"""A block says whose service it is, and a letter that says one is over names the block: the decision may move on."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def name_agencies(apps: Any, schema_editor: Any) -> None:
    """The letter that blocked says whom it hit; of one only asked for, whoever was to decide on that day."""
    Block, Penanganan = apps.get_model("oversight", "Block"), apps.get_model("discipline", "Penanganan")
    led = apps.get_model("discipline", "Pengalihan").objects.filter(
        penanganan=OuterRef("penanganan"), made_at__gt=OuterRef("requested_at")
    )
    blocked = apps.get_model("oversight", "Contact").objects.filter(pk=OuterRef("contact"))
    now = Penanganan.objects.filter(pk=OuterRef("penanganan"))
    Block.objects.update(
        agency=Coalesce(
            Subquery(blocked.values("agency")[:1]),
            Subquery(led.order_by("made_at", "pk").values("origin")[:1]),
            Subquery(now.values("agency")[:1]),
        )
    )


def name_blocks(apps: Any, schema_editor: Any) -> None:
    """Drafts and letters that said a block was over meant the one that had ended last by then."""
    ended = apps.get_model("oversight", "Block").objects.filter(
        penanganan=OuterRef("penanganan"), state="dibuka", ended_at__lte=OuterRef("prepared_at")
    )
    measures = apps.get_model("oversight", "Measure").objects.filter(rung="buka_blokir")
    measures.update(block=Subquery(ended.order_by("-ended_at").values("pk")[:1]))


def check_now(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL changes no table that still waits for a foreign key to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def agency(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.organisation", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0008_recommendations_acknowledged"),
        ("offices", "0004_ad_hoc_offices"),
        ("oversight", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField("block", "agency", agency(null=True)),
        migrations.AddField(
            "measure",
            "block",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.block"
            ),
        ),
        migrations.RunPython(name_agencies, migrations.RunPython.noop),
        migrations.RunPython(name_blocks, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
        migrations.AlterField("block", "agency", agency()),
        migrations.RemoveConstraint("measure", "measure_drafted_once"),
        migrations.AddConstraint(
            "measure",
            models.UniqueConstraint(
                condition=Q(("block", None), ("state", "konsep")),
                fields=("penanganan", "rung"),
                name="measure_drafted_once",
            ),
        ),
        migrations.AddConstraint(
            "measure",
            models.UniqueConstraint(condition=Q(("state", "konsep")), fields=("block",), name="measure_of_block_once"),
        ),
    ]

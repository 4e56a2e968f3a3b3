"""What the last tree said of each chain, ready for the next one; and two indexes nobody read."""

import django.db.models.deletion
from django.db import migrations, models


def make_ready(apps, schema_editor):
    """From the leaves in force: the newest of each chain."""
    from netral.audit import formats
    from netral.lib.merkle import leaf_hash

    ready = {}
    rows = apps.get_model("audit", "AnchorLeaf").objects.order_by("anchor_id")
    for leaf in rows.values("chain", "position", "head", "entries").iterator():
        ready[leaf["chain"]] = leaf
    model = apps.get_model("audit", "SealedHead")
    model.objects.bulk_create(
        (
            model(
                chain=leaf["chain"],
                position=leaf["position"],
                head=leaf["head"],
                leaf=leaf_hash(formats.leaf_bytes(**leaf)).hex(),
            )
            for leaf in ready.values()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_stamps_of_daily_roots")]

    operations = [
        migrations.CreateModel(
            "SealedHead",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=60, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("leaf", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(make_ready, migrations.RunPython.noop),
        migrations.AlterField(
            "anchorleaf",
            "anchor",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to="audit.anchor",
            ),
        ),
        migrations.AlterField(
            "entrysubject",
            "entry",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.entry"
            ),
        ),
    ]

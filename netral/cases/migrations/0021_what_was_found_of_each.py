"""What the pleno found of each person; of the plenos before, it found the same of everybody who stayed in the case."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest

DECISIONS = ["terbukti", "tidak_terbukti", "bukan_kewenangan"]
CHUNK = 500


def same_for_everybody(apps: Any, schema_editor: Any) -> None:
    """Every accused person who was not left out gets the decision on the case."""
    Putusan = apps.get_model("cases", "PutusanTerlapor")
    staying = apps.get_model("cases", "Accused").objects.filter(left_at=None, case__pleno__isnull=False, putusan=None)
    rows = staying.order_by("pk").values_list("pk", "case__pleno", "case__pleno__decision")
    found = [
        Putusan(accused_id=accused, pleno_id=pleno, decision=decision, reason="")
        for accused, pleno, decision in rows.iterator(chunk_size=CHUNK)
    ]
    Putusan.objects.bulk_create(found, batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_what_receivers_here_miss"),
    ]

    operations = [
        migrations.CreateModel(
            name="PutusanTerlapor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("terbukti", "Terbukti"),
                            ("tidak_terbukti", "Tidak terbukti"),
                            ("bukan_kewenangan", "Bukan kewenangan"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", netral.lib.at_rest.EncryptedTextField(blank=True)),
                (
                    "accused",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="putusan", to="cases.accused"
                    ),
                ),
                (
                    "pleno",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="cases.pleno"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", DECISIONS)), name="putusan_decision_known"
                    ),
                ],
            },
        ),
        migrations.RunPython(same_for_everybody, migrations.RunPython.noop),
    ]

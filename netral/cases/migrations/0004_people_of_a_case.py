"""Each case gets people of its own, copied from its laporan, and each hand-over the person it was about."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest
import netral.lib.keys

RESULTS = ["dijatuhi_sanksi", "tidak_dijatuhi_sanksi", "dihentikan", "dilimpahkan"]
TOLD = ("name", "job", "agency_text", "subject")
CHUNK = 500


def copy_people(apps: Any, schema_editor: Any) -> None:
    """Everybody the laporan names; one nameless person where it names nobody."""
    Accused = apps.get_model("cases", "Accused")
    cases = apps.get_model("cases", "Case").objects.order_by("pk")
    for case in cases.select_related("laporan").prefetch_related("laporan__terlapor_set").iterator(chunk_size=CHUNK):
        named = sorted(case.laporan.terlapor_set.all(), key=lambda row: row.position)
        told = [{field: getattr(row, field) for field in TOLD} for row in named] or [{}]
        Accused.objects.bulk_create(
            Accused(
                case=case,
                key=netral.lib.keys.new_key(),
                place=place,
                added_at=case.opened_at,
                added_by="sistem",
                **said,
            )
            for place, said in enumerate(told)
        )


def name_the_first(apps: Any, schema_editor: Any) -> None:
    """Letters named the first person of the laporan; whoever else was proven still waits to be handed over."""
    first = apps.get_model("cases", "Accused").objects.filter(case=models.OuterRef("case"), place=0).values("pk")[:1]
    apps.get_model("cases", "Penerusan").objects.update(accused=models.Subquery(first))


def check_now(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL changes no table that still waits for a foreign key to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_encrypt_texts"),
        ("documents", "0001_first_tables"),
        ("evidence", "0003_erased_files"),
        ("intake", "0004_encrypt_texts"),
        ("offices", "0002_find_by_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Accused",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ("place", models.PositiveSmallIntegerField()),
                ("name", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("job", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("agency_text", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("subject", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
                ("left_at", models.DateTimeField(null=True)),
                ("left_reason", netral.lib.at_rest.EncryptedTextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accused_set", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "place"), name="accused_place"),
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("left_at__gte", models.F("added_at")), _connector="OR"),
                        name="accused_left_after_added",
                    ),
                ],
            },
        ),
        migrations.AddField("penerusan", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "penerusan",
            "outcome",
            models.CharField(
                blank=True,
                choices=[
                    ("dijatuhi_sanksi", "Dijatuhi sanksi"),
                    ("tidak_dijatuhi_sanksi", "Tidak dijatuhi sanksi"),
                    ("dihentikan", "Dihentikan"),
                    ("dilimpahkan", "Dilimpahkan ke instansi lain"),
                ],
                default="",
                max_length=24,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "penerusan",
            "outcome_note",
            netral.lib.at_rest.EncryptedTextField(blank=True, null=True),
        ),
        migrations.AlterField(
            "penerusan",
            "case",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="penerusan_set", to="cases.case"
            ),
        ),
        migrations.AlterField(
            "penerusan",
            "document",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"),
        ),
        migrations.AddField(
            "penerusan",
            "accused",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="penerusan_set", to="cases.accused"
            ),
        ),
        migrations.RunPython(copy_people, migrations.RunPython.noop),
        migrations.RunPython(name_the_first, migrations.RunPython.noop),
        migrations.RunPython(check_now, migrations.RunPython.noop),
        migrations.AlterField(
            "penerusan",
            "accused",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="penerusan_set", to="cases.accused"
            ),
        ),
        migrations.AddConstraint(
            "penerusan", models.UniqueConstraint(fields=("accused", "receiver"), name="penerusan_person_once_each")
        ),
        migrations.AddConstraint(
            "penerusan",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(("ended_at__isnull", False), ("outcome__in", RESULTS)),
                    _connector="OR",
                ),
                name="penerusan_ended_with_outcome",
            ),
        ),
    ]

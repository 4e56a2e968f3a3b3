"""Redacted copies that were taken back, and why."""

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0004_redacted_copies"),
    ]

    operations = [
        migrations.CreateModel(
            name="WithdrawnCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("boxes", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("reason", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("withdrawn_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(max_length=60)),
                (
                    "exhibit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawn_copies",
                        to="evidence.exhibit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn_at__gte", models.F("made_at"))), name="copy_withdrawn_after_made"
                    )
                ],
            },
        ),
    ]

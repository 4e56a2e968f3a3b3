"""What a receiver in this house misses in a hand-over, and what was done about it."""

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="Kekurangan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gaps", netral.lib.at_rest.EncryptedTextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("answer", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=60)),
                (
                    "penerusan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lacking_set",
                        to="cases.penerusan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)), fields=("penerusan",), name="kekurangan_one_open"
                    ),
                ],
            },
        ),
    ]

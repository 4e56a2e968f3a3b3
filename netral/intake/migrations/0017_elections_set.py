"""Elections that officers set."""

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0016_what_lists_sort_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="ElectionChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("election", models.CharField(max_length=40)),
                ("reason", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=60)),
                (
                    "laporan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="election_choices",
                        to="intake.laporan",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]

"""Labels of an office, and the cases they stand on."""

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest
import netral.lib.keys


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_numbers_of_their_givers"),
        ("offices", "0005_number_patterns"),
    ]

    operations = [
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ("word", netral.lib.at_rest.EncryptedTextField()),
                ("mark", models.CharField(max_length=64)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseLabel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labels",
                        to="cases.case",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="cases.label"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(fields=("office", "mark"), name="label_once_per_office"),
        ),
        migrations.AddConstraint(
            model_name="caselabel",
            constraint=models.UniqueConstraint(fields=("case", "label"), name="label_once_per_case"),
        ),
    ]

"""What officials say of a conflict of interest, whichever way they came in."""

import django.db.models.deletion
from django.db import migrations, models

import netral.lib.at_rest


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_receivers_that_moved"),
        ("offices", "0004_ad_hoc_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("conflicted", models.BooleanField()),
                ("note", netral.lib.at_rest.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "by"), name="declaration_once_each"),
                ],
            },
        ),
    ]

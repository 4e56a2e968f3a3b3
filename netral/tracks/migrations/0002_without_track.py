"""Hand-overs that got no track are remembered, so that nobody looks at them again every minute."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_the_desk"),
        ("tracks", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="WithoutTrack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rulebook", models.CharField(max_length=20)),
                ("awaits_receipt", models.BooleanField()),
                (
                    "penerusan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="without_track", to="cases.penerusan"
                    ),
                ),
            ],
        ),
    ]

"""When the agency said that it has a recommendation. Nobody was asked before, so nothing is known of older ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0007_of_another_house"),
    ]

    operations = [
        migrations.AddField(
            model_name="rekomendasi",
            name="acknowledged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="rekomendasi",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledged_at", None),
                    ("acknowledged_at__gte", models.F("made_at")),
                    _connector="OR",
                ),
                name="rekomendasi_acknowledged_after_made",
            ),
        ),
    ]

"""A number is unique among those of the office that gave it, wherever the work lies now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_who_gave_the_number"),
    ]

    operations = [
        migrations.RemoveConstraint("case", "case_number_once"),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(fields=("numbered_by", "number"), name="case_number_once"),
        ),
    ]

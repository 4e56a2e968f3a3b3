"""A number is unique among those of the office that gave it, wherever the work lies now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0018_who_gave_the_number"),
    ]

    operations = [
        migrations.RemoveConstraint("laporan", "laporan_number_once"),
        migrations.AddConstraint(
            "laporan",
            models.UniqueConstraint(fields=("numbered_by", "number"), name="laporan_number_once"),
        ),
    ]

"""What no longer has to arrive, because its hand-over went to another receiver, has a word of its own."""

from django.db import migrations, models
from django.db.models import Q

STANDINGS = [
    ("menunggu", "Menunggu dikirim"),
    ("sampai", "Sampai"),
    ("tertahan", "Tertahan, perlu diperiksa"),
    ("dibatalkan", "Dibatalkan sebelum sampai"),
]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_passed_on_worked_on_erased")]

    operations = [
        migrations.AlterField(
            model_name="kiriman",
            name="delivery",
            field=models.CharField(choices=STANDINGS, default="menunggu", max_length=10),
        ),
        migrations.RemoveConstraint(model_name="kiriman", name="kiriman_delivery_known"),
        migrations.AddConstraint(
            model_name="kiriman",
            constraint=models.CheckConstraint(
                condition=Q(delivery__in=[code for code, _name in STANDINGS]), name="kiriman_delivery_known"
            ),
        ),
    ]

"""A temuan knows the informasi awal it was recorded from."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0020_reports_about_the_same_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="laporan",
            name="grew_from",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="intake.laporan",
            ),
        ),
        migrations.AddConstraint(
            model_name="laporan",
            constraint=models.UniqueConstraint(
                condition=~Q(grew_from=None), fields=["grew_from"], name="laporan_one_finding_each"
            ),
        ),
    ]

"""A handling may be of a hand-over that came from another house: there is no case of it here."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0006_around_conflicts"),
        ("exchange", "0002_passed_on_worked_on_erased"),
    ]

    operations = [
        migrations.AlterField(
            model_name="penanganan",
            name="penerusan",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="penanganan",
                to="cases.penerusan",
            ),
        ),
        migrations.AlterField(
            model_name="penanganan",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="penanganan",
            name="masukan",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.masukan"
            ),
        ),
        migrations.AddField(
            model_name="penanganan",
            name="handed_number",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="penanganan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("masukan", None), ("penerusan__isnull", False)),
                    models.Q(("case", None), ("masukan__isnull", False), ("penerusan", None)),
                    _connector="OR",
                ),
                name="penanganan_of_one_hand_over",
            ),
        ),
    ]

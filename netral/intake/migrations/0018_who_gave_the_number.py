"""Which office gave a number: for what has moved, the one it left first."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

KIND = "laporan"


def name_the_givers(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("intake", "Laporan").objects.order_by()
    rows.update(numbered_by=F("office"))
    went = apps.get_model("procedure", "Transfer").objects.filter(subject__startswith=f"{KIND}:", state="diterima")
    latest_first = went.order_by("-answered_at", "-pk").values_list("subject", "origin")
    for subject, origin in latest_first.iterator():  # so the first one has the last word
        rows.filter(key=subject.partition(":")[2]).update(numbered_by=origin)


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0017_elections_set"),
        ("offices", "0005_number_patterns"),
        ("procedure", "0006_clocks_set_aside"),
    ]

    operations = [
        migrations.AddField(
            model_name="laporan",
            name="numbered_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.organisation",
            ),
        ),
        migrations.RunPython(name_the_givers, migrations.RunPython.noop),
    ]

"""How an office writes its official numbers; empty: in the usual way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_ad_hoc_offices")]

    operations = [
        migrations.AddField("organisation", "number_pattern", models.CharField(blank=True, default="", max_length=100)),
    ]

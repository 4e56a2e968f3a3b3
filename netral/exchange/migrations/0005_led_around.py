"""A receiver says that somebody else decides there, around a conflict of interest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0004_looked_after_moved_on_replaced"),
    ]

    operations = [
        migrations.AddField("reply", "led_to", models.CharField(blank=True, default="", max_length=60)),
    ]

"""What the tree over a chain's entries needs to grow on. Empty at first: a chain is read whole once more, then never."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_heads_ready_for_the_next_tree")]

    operations = [
        migrations.AddField("sealedhead", "peaks", models.TextField(blank=True, default="")),
    ]

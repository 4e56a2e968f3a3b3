"""Reports about the same people, found by an index."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0019_numbers_of_their_givers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="fingerprint",
            index=models.Index(condition=~Q(people=""), fields=["people"], name="fingerprint_people"),
        ),
    ]

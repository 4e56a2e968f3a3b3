"""Whether keys without Ctrl or Alt do anything for a person: on, until they switch it off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_unsent_forms")]

    operations = [
        migrations.AddField("user", "single_keys", models.BooleanField(default=True)),
    ]

"""Where an officer read of a candidate or of a relative, unreadable in a copy of the database."""

from django.db import migrations

from netral.lib.at_rest import EncryptedTextField
from netral.lib.encrypting import EncryptColumn


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_candidates"),
    ]

    operations = [
        EncryptColumn("candidate", "source", EncryptedTextField()),
        EncryptColumn("connection", "source", EncryptedTextField()),
    ]

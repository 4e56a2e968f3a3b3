"""What people wrote of a person, unreadable in a copy of the database."""

from django.db import migrations

from netral.lib.at_rest import EncryptedTextField
from netral.lib.encrypting import EncryptColumn


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0004_texts_of_people_go"),
    ]

    operations = [
        EncryptColumn("penanganan", "match_reason", EncryptedTextField(blank=True)),
        EncryptColumn("rekomendasi", "reasons", EncryptedTextField()),
        EncryptColumn("decision", "sanction_name", EncryptedTextField()),
        EncryptColumn("decision", "deviation_reason", EncryptedTextField(blank=True)),
        EncryptColumn("ending", "reason", EncryptedTextField()),
    ]

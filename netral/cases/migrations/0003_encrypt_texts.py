from django.db import migrations

from netral.lib.at_rest import EncryptedTextField
from netral.lib.encrypting import EncryptColumn


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_answers_in_both_languages"),
    ]

    operations = [
        EncryptColumn("klarifikasi", "name", EncryptedTextField()),
        EncryptColumn("klarifikasi", "place", EncryptedTextField()),
        EncryptColumn("klarifikasi", "minutes", EncryptedTextField(blank=True)),
        EncryptColumn("kajian", "conclusion", EncryptedTextField(blank=True)),
        EncryptColumn("pleno", "reason", EncryptedTextField()),
        EncryptColumn("sendback", "reason", EncryptedTextField()),
    ]

from django.db import migrations

from netral.lib.at_rest import EncryptedTextField
from netral.lib.encrypting import EncryptColumn


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_drafts"),
    ]

    operations = [
        # Named before its text is encrypted: the name of the table is sealed in with every value.
        migrations.RenameModel("MessageToReporter", "Message"),
        EncryptColumn("identityopening", "reason", EncryptedTextField()),
        EncryptColumn("kajianawal", "reason", EncryptedTextField(blank=True)),
        EncryptColumn("laporan", "what", EncryptedTextField()),
        EncryptColumn("laporan", "place", EncryptedTextField(blank=True)),
        EncryptColumn("terlapor", "name", EncryptedTextField(blank=True)),
        EncryptColumn("terlapor", "job", EncryptedTextField(blank=True)),
        EncryptColumn("terlapor", "agency_text", EncryptedTextField(blank=True)),
        EncryptColumn("terlapor", "subject", EncryptedTextField(blank=True)),
        EncryptColumn("witness", "name", EncryptedTextField(blank=True)),
        EncryptColumn("witness", "address", EncryptedTextField(blank=True)),
        EncryptColumn("link", "url", EncryptedTextField()),
        EncryptColumn("message", "text", EncryptedTextField()),
        EncryptColumn("supplement", "text", EncryptedTextField(blank=True)),
    ]

"""Titles, positions and what is said when a case is handed over, unreadable in a copy of the database."""

from django.db import migrations, models

from netral.lib.at_rest import EncryptedJSONField, EncryptedTextField
from netral.lib.encrypting import EncryptColumn


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_declarations_of_conflict"),
    ]

    operations = [
        migrations.RemoveConstraint("case", "case_has_number_and_title"),
        migrations.AddConstraint(
            "case", models.CheckConstraint(condition=models.Q(("number", ""), _negated=True), name="case_has_number")
        ),
        EncryptColumn("case", "title", EncryptedTextField()),
        EncryptColumn("kajian", "facts", EncryptedJSONField()),
        EncryptColumn("penerusan", "basis", EncryptedTextField()),
        EncryptColumn("penerusan", "override_reason", EncryptedTextField(blank=True)),
        EncryptColumn("penerusan", "conflict_note", EncryptedTextField(blank=True)),
        EncryptColumn("penerusan", "summary", EncryptedTextField()),
    ]

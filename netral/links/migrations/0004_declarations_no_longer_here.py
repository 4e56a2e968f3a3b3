"""The table of what was declared by links is empty of meaning: its rows have moved."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("links", "0003_declarations_moved"),
    ]

    operations = [migrations.DeleteModel(name="ConflictDeclared")]

"""Where a link finds what its official said of a conflict of interest: in the table of everybody's declarations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_declarations_of_conflict"),
        ("links", "0001_official_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="officiallink",
            name="declaration",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="link",
                to="cases.declaration",
            ),
        ),
    ]

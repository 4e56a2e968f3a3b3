"""When what a penanganan says of people was erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discipline", "0003_what_lists_sort_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="penanganan",
            name="texts_erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]

"""What came in may be passed on inside the house, worked on by a room, followed by its files, and erased."""

from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0001_outbox_and_inbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="masukan",
            name="passed_from",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="exchange.masukan"
            ),
        ),
        migrations.AddField(
            model_name="masukan",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="masukan",
            name="work",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="masukan",
            name="texts_erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="masukan",
            name="files_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="masukan",
            name="files_tries",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="masukan",
            name="files_said",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="masukan",
            index=models.Index(
                condition=models.Q(("files_due_at__isnull", False)), fields=["files_due_at"], name="masukan_files_due"
            ),
        ),
    ]

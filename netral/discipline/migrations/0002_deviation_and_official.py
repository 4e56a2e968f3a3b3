from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discipline", "0001_first_tables")]

    operations = [
        migrations.RenameField("decision", "reason_lighter", "deviation_reason"),
        migrations.AddField("decision", "official", models.CharField(blank=True, default="", max_length=40)),
        migrations.AlterField("decision", "official", models.CharField(blank=True, max_length=40)),
        migrations.AddField("decision", "flags", models.JSONField(default=list)),
    ]

"""Copies in which an officer blackened parts."""

from django.db import migrations, models

KINDS = [
    ("ringan", "Versi ringan dari pengirim"),
    ("bersih", "Salinan bersih"),
    ("kecil", "Gambar kecil"),
    ("tertutup", "Salinan tertutup"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_erased_files"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="copy", name="copy_kind_known"),
        migrations.AddField(model_name="copy", name="boxes", field=models.JSONField(default=list)),
        migrations.AlterField(
            model_name="copy",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[code for code, _name in KINDS]), name="copy_kind_known"
            ),
        ),
    ]

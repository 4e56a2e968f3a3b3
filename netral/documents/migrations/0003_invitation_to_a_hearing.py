

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_minutes_of_the_pleno'),
        ('offices', '0003_holidays'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='document',
            name='document_kind_known',
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('surat_penerusan', 'Surat penerusan'), ('surat_rekomendasi', 'Surat rekomendasi'), ('berita_acara_klarifikasi', 'Berita acara klarifikasi'), ('undangan_klarifikasi', 'Undangan klarifikasi'), ('berita_acara_pleno', 'Berita acara rapat pleno')], max_length=40),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['surat_penerusan', 'surat_rekomendasi', 'berita_acara_klarifikasi', 'undangan_klarifikasi', 'berita_acara_pleno'])), name='document_kind_known'),
        ),
    ]

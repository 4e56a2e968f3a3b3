"""Offices set up for one election."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0003_holidays'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisation_kind_known',
        ),
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('bawaslu', 'Bawaslu'), ('bawaslu_provinsi', 'Bawaslu Province'), ('bawaslu_kabkota', 'Bawaslu Regency'), ('panwaslu_kecamatan', 'Panwaslu District'), ('kpu', 'Kpu'), ('kpu_provinsi', 'Kpu Province'), ('kpu_kabkota', 'Kpu Regency'), ('pemerintah_provinsi', 'Province Government'), ('pemerintah_kabkota', 'Regency Government'), ('kementerian', 'Ministry'), ('lembaga', 'Agency'), ('pengawas_asn', 'Asn Supervisor')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['bawaslu', 'bawaslu_provinsi', 'bawaslu_kabkota', 'panwaslu_kecamatan', 'kpu', 'kpu_provinsi', 'kpu_kabkota', 'pemerintah_provinsi', 'pemerintah_kabkota', 'kementerian', 'lembaga', 'pengawas_asn'])), name='organisation_kind_known'),
        ),
    ]

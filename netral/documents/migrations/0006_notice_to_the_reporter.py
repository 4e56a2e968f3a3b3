from django.db import migrations, models

KINDS = [
    ('surat_penerusan', 'Surat penerusan'),
    ('surat_rekomendasi', 'Surat rekomendasi'),
    ('berita_acara_klarifikasi', 'Berita acara klarifikasi'),
    ('undangan_klarifikasi', 'Undangan klarifikasi'),
    ('berita_acara_pleno', 'Berita acara rapat pleno'),
    ('permintaan_bukti', 'Surat permintaan bukti'),
    ('pemberitahuan_status', 'Pemberitahuan status laporan'),
    ('kajian', 'Kajian dugaan pelanggaran'),
    ('surat_pengawasan', 'Surat pengawasan tindak lanjut'),
    ('surat_pemblokiran', 'Surat pemblokiran data'),
    ('surat_buka_blokir', 'Surat pembukaan blokir'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_letters_to_silent_officials'),
    ]

    operations = [
        migrations.AlterField('document', 'kind', models.CharField(choices=KINDS, max_length=40)),
        migrations.RemoveConstraint('document', 'document_kind_known'),
        migrations.AddConstraint(
            'document',
            models.CheckConstraint(condition=models.Q(('kind__in', [code for code, _ in KINDS])), name='document_kind_known'),
        ),
    ]

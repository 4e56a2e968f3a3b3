"""Notices about files that are no longer what came."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0008_the_last_day'),
        ('procedure', '0006_clocks_set_aside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_known',
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('segera', 'Segera berakhir'), ('hari_ini', 'Hari terakhir'), ('lewat', 'Lewat tenggat'), ('anggota', 'Lewat tenggat, belum ada langkah; pimpinan kantor diberi tahu'), ('atasan', 'Lewat tenggat, belum ada langkah; kantor di atasnya diberi tahu'), ('langkah', 'Langkah baru pada yang Anda ikuti'), ('penugasan', 'Anda ditugaskan memeriksanya'), ('tugas', 'Ada tugas untuk Anda'), ('tugas_tiba', 'Tugas Anda sudah waktunya'), ('pelimpahan', 'Ada pelimpahan yang menunggu jawaban kantor Anda'), ('pelimpahan_diam', 'Pelimpahan belum dijawab'), ('pelimpahan_dijawab', 'Pelimpahan kantor Anda sudah dijawab'), ('tugas_berakhir', 'Tugas Anda padanya berakhir: sudah pindah ke kantor lain'), ('penerima_beralih', 'Penerusan beralih ke penerima lain'), ('penerima_diam', 'Penerima belum mengakui penerusan kantor Anda'), ('rekomendasi', 'Ada rekomendasi yang menunggu keputusan instansi Anda'), ('benturan', 'Pejabat penerima menyatakan benturan kepentingan'), ('blokir_diminta', 'Ada permintaan blokir yang menunggu auditor lain'), ('blokir_berlaku', 'Layanan data diblokir'), ('blokir_ditolak', 'Permintaan blokir Anda ditolak'), ('blokir_dibuka', 'Blokir layanan data dibuka'), ('dikembalikan', 'Penerusan kantor Anda dikembalikan untuk dilengkapi'), ('dilengkapi', 'Kekurangan penerusan sudah dijawab pengirimnya'), ('tautan_dibuka', 'Tautan dinas yang Anda buat sudah dibuka'), ('tautan_selesai', 'Urusan lewat tautan dinas Anda selesai'), ('tautan_lewat', 'Tautan dinas yang Anda buat lewat harinya dan belum selesai'), ('sidik_berbeda', 'Sidik sebuah berkas bukti berbeda dari catatan saat diterima'), ('kantor_berakhir', 'Masa tugas kantor ad hoc akan berakhir'), ('kantor_selesai', 'Kantor ad hoc sudah berakhir dan masih meninggalkan urusan')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['segera', 'hari_ini', 'lewat', 'anggota', 'atasan', 'langkah', 'penugasan', 'tugas', 'tugas_tiba', 'pelimpahan', 'pelimpahan_diam', 'pelimpahan_dijawab', 'tugas_berakhir', 'penerima_beralih', 'penerima_diam', 'rekomendasi', 'benturan', 'blokir_diminta', 'blokir_berlaku', 'blokir_ditolak', 'blokir_dibuka', 'dikembalikan', 'dilengkapi', 'tautan_dibuka', 'tautan_selesai', 'tautan_lewat', 'sidik_berbeda', 'kantor_berakhir', 'kantor_selesai'])), name='notice_kind_known'),
        ),
    ]

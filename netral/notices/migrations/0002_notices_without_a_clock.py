"""Notices about a piece of work instead of a clock, and who follows one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_notices'),
        ('procedure', '0003_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60)),
                ('told', models.PositiveIntegerField()),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_known',
        ),
        migrations.AddField(
            model_name='notice',
            name='mark',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='notice',
            name='clock',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='procedure.clock'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('segera', 'Segera berakhir'), ('lewat', 'Lewat tenggat'), ('anggota', 'Lewat tenggat, belum ada langkah; pimpinan kantor diberi tahu'), ('atasan', 'Lewat tenggat, belum ada langkah; kantor di atasnya diberi tahu'), ('langkah', 'Langkah baru pada yang Anda ikuti'), ('penugasan', 'Anda ditugaskan memeriksanya'), ('tugas', 'Ada tugas untuk Anda'), ('tugas_tiba', 'Tugas Anda sudah waktunya')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('clock', None)), fields=('user', 'subject', 'kind', 'mark'), name='notice_without_clock_once'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['segera', 'lewat', 'anggota', 'atasan', 'langkah', 'penugasan', 'tugas', 'tugas_tiba'])), name='notice_kind_known'),
        ),
        migrations.AddField(
            model_name='follow',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('subject', 'user'), name='follow_once'),
        ),
    ]

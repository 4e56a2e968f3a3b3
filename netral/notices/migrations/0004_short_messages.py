"""Numbers left for short messages, the messages, and the codes that were given."""

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0003_transfers_and_endings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CodeSent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['mark', 'at'], name='code_sent')],
            },
        ),
        migrations.CreateModel(
            name='PhoneNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('subject', models.CharField(max_length=60, null=True, unique=True)),
                ('number', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('mark', models.CharField(blank=True, db_index=True, max_length=64)),
                ('status', models.CharField(choices=[('belum', 'Menunggu kode'), ('aktif', 'Aktif'), ('tidak_ada', 'Nomor ini tidak menerima WhatsApp'), ('berhenti', 'Dihentikan dengan balasan STOP')], default='belum', max_length=12)),
                ('language', models.CharField(default='id', max_length=2)),
                ('detail', models.BooleanField(default=False)),
                ('left_at', models.DateTimeField()),
                ('code_hash', models.CharField(blank=True, max_length=64)),
                ('code_tries', models.PositiveSmallIntegerField(default=0)),
                ('active_since', models.DateTimeField(null=True)),
                ('told', models.BigIntegerField(default=0)),
                ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phone_number', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ShortMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('template', models.CharField(choices=[('kode', 'Kode pemastian nomor'), ('pembaruan', 'Ada pembaruan'), ('tenggat', 'Tenggat melengkapi'), ('perkara', 'Perkara mendekati tenggat')], max_length=12)),
                ('mark', models.CharField(max_length=64)),
                ('parameters', netral.lib.at_rest.EncryptedJSONField(default=list)),
                ('status', models.CharField(choices=[('menunggu', 'Menunggu dikirim'), ('diterima', 'Diterima gerbang'), ('terkirim', 'Terkirim'), ('sampai', 'Sampai'), ('dibaca', 'Dibaca'), ('gagal', 'Gagal')], default='menunggu', max_length=12)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('next_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('gateway_id', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('number', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='notices.phonenumber')),
            ],
        ),
        migrations.AddConstraint(
            model_name='phonenumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject__isnull', False), ('user', None)), models.Q(('subject', None), ('user__isnull', False)), _connector='OR'), name='phone_number_has_one_holder'),
        ),
        migrations.AddConstraint(
            model_name='phonenumber',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['belum', 'aktif', 'tidak_ada', 'berhenti'])), name='phone_number_status_known'),
        ),
        migrations.AddIndex(
            model_name='shortmessage',
            index=models.Index(condition=models.Q(('status', 'menunggu')), fields=['next_at'], name='short_message_waiting'),
        ),
        migrations.AddIndex(
            model_name='shortmessage',
            index=models.Index(fields=['tried_at'], name='short_message_tried'),
        ),
        migrations.AddIndex(
            model_name='shortmessage',
            index=models.Index(fields=['gateway_id'], name='short_message_gateway'),
        ),
        migrations.AddConstraint(
            model_name='shortmessage',
            constraint=models.UniqueConstraint(fields=('number', 'template', 'mark'), name='short_message_once'),
        ),
        migrations.AddConstraint(
            model_name='shortmessage',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['menunggu', 'diterima', 'terkirim', 'sampai', 'dibaca', 'gagal'])), name='short_message_status_known'),
        ),
    ]

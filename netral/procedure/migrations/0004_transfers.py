"""Work that goes from one office to another."""

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_ad_hoc_offices'),
        ('procedure', '0003_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('subject', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('pelimpahan', 'Pelimpahan'), ('permintaan', 'Permintaan pengambilalihan'), ('pengambilalihan', 'Pengambilalihan')], max_length=20)),
                ('letter_number', models.CharField(max_length=80)),
                ('letter_on', models.DateField()),
                ('basis', models.CharField(max_length=300)),
                ('reason', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('menunggu', 'Menunggu diterima'), ('diterima', 'Diterima'), ('dikembalikan', 'Dikembalikan'), ('ditarik', 'Ditarik kembali'), ('gugur', 'Gugur')], default='menunggu', max_length=16)),
                ('answer', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=60)),
                ('origin', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
                ('part_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='procedure.transfer')),
                ('receiver', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['receiver', 'state'], name='transfer_receiver_state'), models.Index(fields=['origin', 'state'], name='transfer_origin_state'), models.Index(fields=['subject', 'state'], name='transfer_subject_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'menunggu')), fields=('subject',), name='transfer_waits_once'), models.CheckConstraint(condition=models.Q(('state__in', ['menunggu', 'diterima', 'dikembalikan', 'ditarik', 'gugur'])), name='transfer_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['pelimpahan', 'permintaan', 'pengambilalihan'])), name='transfer_kind_known'), models.CheckConstraint(condition=models.Q(('origin', models.F('receiver')), _negated=True), name='transfer_goes_elsewhere'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'menunggu')), models.Q(models.Q(('state', 'menunggu'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='transfer_answered_unless_waiting')],
            },
        ),
    ]

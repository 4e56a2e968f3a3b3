"""Candidates of elections and those connected with them."""

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_ad_hoc_offices'),
        ('registry', '0002_election_offices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('source', models.CharField(max_length=300)),
                ('source_on', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=60)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=60)),
                ('withdrawn_reason', netral.lib.at_rest.EncryptedTextField(blank=True, null=True)),
                ('name', netral.lib.at_rest.EncryptedTextField()),
                ('office', models.CharField(max_length=20)),
                ('holds', models.CharField(choices=[('pejabat_pembina', 'Pejabat Pembina Kepegawaian instansi ini'), ('jabatan_lain', 'Jabatan lain di instansi ini'), ('tidak_ada', 'Tidak menjabat di instansi mana pun')], max_length=20)),
                ('mark', models.CharField(max_length=64)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='offices.organisation')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='registry.election')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.region')),
            ],
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('source', models.CharField(max_length=300)),
                ('source_on', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=60)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=60)),
                ('withdrawn_reason', netral.lib.at_rest.EncryptedTextField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('suami_istri', 'Suami atau istri'), ('orang_tua_anak', 'Orang tua atau anak'), ('saudara', 'Saudara kandung'), ('semenda', 'Ipar, mertua, atau menantu'), ('tim_kampanye', 'Tim kampanye atau pengusung'), ('lainnya', 'Hubungan lain')], max_length=20)),
                ('note', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='offices.organisation')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='registry.candidate')),
            ],
        ),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(fields=['agency', 'election'], name='candidate_agency'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('mark',), name='candidate_once'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(('holds__in', ['pejabat_pembina', 'jabatan_lain', 'tidak_ada'])), name='candidate_holds_known'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency', None), ('holds', 'tidak_ada')), models.Q(models.Q(('holds', 'tidak_ada'), _negated=True), ('agency__isnull', False)), _connector='OR'), name='candidate_holds_in_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='connection',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['suami_istri', 'orang_tua_anak', 'saudara', 'semenda', 'tim_kampanye', 'lainnya'])), name='connection_kind_known'),
        ),
    ]

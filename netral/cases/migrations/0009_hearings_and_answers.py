

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_reports_joined'),
        ('documents', '0003_invitation_to_a_hearing'),
        ('evidence', '0003_erased_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='klarifikasi',
            name='absent_reason',
            field=netral.lib.at_rest.EncryptedTextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='klarifikasi',
            name='accused',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.accused'),
        ),
        migrations.AddField(
            model_name='klarifikasi',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='klarifikasi',
            name='refusal_reason',
            field=netral.lib.at_rest.EncryptedTextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='klarifikasi',
            name='signing',
            field=models.CharField(blank=True, choices=[('ditandatangani', 'Ditandatangani'), ('menolak', 'Menolak menandatangani')], default='', max_length=16),
        ),
        migrations.CreateModel(
            name='AnswerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('told', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=60)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('accused', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_links', to='cases.accused')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_links', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='AccusedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('text', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('given_at', models.DateTimeField()),
                ('entry_hash', models.CharField(max_length=64)),
                ('exhibits', models.ManyToManyField(blank=True, related_name='+', to='evidence.exhibit')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='cases.answerlink')),
            ],
        ),
        migrations.CreateModel(
            name='HearingInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('party', models.CharField(choices=[('pelapor', 'Pelapor'), ('terlapor', 'Terlapor'), ('saksi', 'Saksi'), ('ahli', 'Ahli')], max_length=10)),
                ('name', netral.lib.at_rest.EncryptedTextField()),
                ('round', models.PositiveSmallIntegerField()),
                ('meets_at', models.DateTimeField()),
                ('zone', models.CharField(max_length=40)),
                ('place', netral.lib.at_rest.EncryptedTextField()),
                ('note', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.CharField(max_length=60)),
                ('accused', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.accused')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearing_invitations', to='cases.case')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.answerlink')),
                ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='cases.hearinginvitation')),
            ],
        ),
        migrations.AddField(
            model_name='klarifikasi',
            name='invitation',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='cases.hearinginvitation'),
        ),
        migrations.AddConstraint(
            model_name='klarifikasi',
            constraint=models.CheckConstraint(condition=models.Q(('signing', ''), models.Q(('attended', True), ('signing__in', ['ditandatangani', 'menolak'])), _connector='OR'), name='klarifikasi_signing_known'),
        ),
        migrations.AddConstraint(
            model_name='answerlink',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('accused',), name='answer_link_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='answerlink',
            constraint=models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='answer_link_used_or_revoked'),
        ),
        migrations.AddConstraint(
            model_name='answerlink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='answer_link_lasts'),
        ),
        migrations.AddConstraint(
            model_name='hearinginvitation',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ['pelapor', 'terlapor', 'saksi', 'ahli'])), name='hearing_invitation_party_known'),
        ),
        migrations.AddConstraint(
            model_name='hearinginvitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('previous', None), ('round', 1)), models.Q(('previous__isnull', False), ('round__gt', 1)), _connector='OR'), name='hearing_invitation_first_or_following'),
        ),
    ]

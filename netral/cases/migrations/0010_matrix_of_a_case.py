"""The matrix of elements per person. What each case had taken over in its newest kajian, its people keep as norms."""

from typing import Any

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.db import migrations, models


def take_over(apps: Any, schema_editor: Any) -> None:
    """Norms people chose in the newest edition of a case, for everybody it is still about."""
    Kajian, Accused = apps.get_model("cases", "Kajian"), apps.get_model("cases", "Accused")
    TakenNorm = apps.get_model("cases", "TakenNorm")
    later = Kajian.objects.filter(case=models.OuterRef("case"), edition__gt=models.OuterRef("edition"))
    newest = Kajian.objects.filter(~models.Exists(later)).order_by("pk")
    for kajian in newest.only("case", "provisions", "saved_at", "saved_by").iterator(chunk_size=500):
        TakenNorm.objects.bulk_create(
            TakenNorm(
                key=netral.lib.keys.new_key(),
                accused_id=accused,
                kajian=kajian,
                provision=provision,
                taken_at=kajian.saved_at,
                taken_by=kajian.saved_by,
            )
            for accused in Accused.objects.filter(case=kajian.case_id, left_at=None).values_list("pk", flat=True)
            for provision in kajian.provisions
        )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_hearings_and_answers'),
        ('documents', '0004_requests_and_kajian'),
        ('evidence', '0003_erased_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='kajian',
            name='accused',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kajian_set', to='cases.accused'),
        ),
        migrations.AddField(
            model_name='kajian',
            name='parts',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='TakenNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('provision', models.CharField(max_length=60)),
                ('taken_at', models.DateTimeField()),
                ('taken_by', models.CharField(max_length=60)),
                ('released_at', models.DateTimeField(null=True)),
                ('released_by', models.CharField(blank=True, max_length=60)),
                ('accused', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_norms', to='cases.accused')),
                ('kajian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.kajian')),
            ],
        ),
        migrations.CreateModel(
            name='ProofRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('element', models.CharField(max_length=40)),
                ('proof', models.CharField(max_length=40)),
                ('holder', netral.lib.at_rest.EncryptedTextField()),
                ('wanted', netral.lib.at_rest.EncryptedTextField()),
                ('wanted_by', models.DateField(null=True)),
                ('status', models.CharField(choices=[('diminta', 'Diminta'), ('dijawab', 'Dijawab'), ('ditarik', 'Ditarik')], default='diminta', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=60)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=60)),
                ('answer', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('norm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='cases.takennorm')),
            ],
        ),
        migrations.CreateModel(
            name='ElementAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('terpenuhi', 'Terpenuhi'), ('tidak_terpenuhi', 'Tidak terpenuhi'), ('belum_terang', 'Belum terang')], max_length=16)),
                ('reason', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('machine', models.CharField(blank=True, choices=[('terpenuhi', 'Terpenuhi'), ('tidak_terpenuhi', 'Tidak terpenuhi'), ('belum_terang', 'Belum terang')], max_length=16)),
                ('rulebook_version', models.CharField(max_length=20)),
                ('salt', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26)),
                ('assessed_at', models.DateTimeField()),
                ('assessed_by', models.CharField(max_length=60)),
                ('norm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='cases.takennorm')),
            ],
        ),
        migrations.CreateModel(
            name='KajianText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('edition', models.PositiveSmallIntegerField()),
                ('events', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('people', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('hearings', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('evidence', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('analysis', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('gaps', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('conclusion', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('recommendation', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('salt', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26)),
                ('concluded', models.BooleanField()),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.CharField(max_length=60)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('accused', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kajian_texts', to='cases.accused')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('kajian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.kajian')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('accused', 'edition'), name='kajian_text_edition_once')],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='cases.elementassessment')),
                ('exhibit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.exhibit')),
                ('klarifikasi', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.klarifikasi')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.proofrequest')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('exhibit__isnull', False), ('klarifikasi', None), ('request', None)), models.Q(('exhibit', None), ('klarifikasi__isnull', False), ('request', None)), models.Q(('exhibit', None), ('klarifikasi', None), ('request__isnull', False)), _connector='OR'), name='pin_to_one_thing')],
            },
        ),
        migrations.AddConstraint(
            model_name='takennorm',
            constraint=models.UniqueConstraint(fields=('accused', 'provision'), name='taken_norm_once'),
        ),
        migrations.AddConstraint(
            model_name='takennorm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', '')), models.Q(('released_at__isnull', False), models.Q(('released_by', ''), _negated=True)), _connector='OR'), name='taken_norm_released_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status', 'diminta')), models.Q(('ended_at__isnull', False), ('status__in', ['dijawab', 'ditarik'])), _connector='OR'), name='proof_request_ended_with_status'),
        ),
        migrations.AddConstraint(
            model_name='elementassessment',
            constraint=models.UniqueConstraint(fields=('norm', 'element', 'number'), name='assessment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='elementassessment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['terpenuhi', 'tidak_terpenuhi', 'belum_terang'])), name='assessment_state_known'),
        ),
        migrations.AddConstraint(
            model_name='elementassessment',
            constraint=models.CheckConstraint(condition=models.Q(('machine__in', ['', 'terpenuhi', 'tidak_terpenuhi', 'belum_terang'])), name='assessment_machine_known'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]

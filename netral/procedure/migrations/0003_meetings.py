import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import netral.lib.keys
from netral.lib.at_rest import EncryptedTextField

PARTS = ['setuju', 'tidak_setuju', 'abstain', 'berhalangan', 'benturan']


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0001_first_tables'),
        ('procedure', '0002_periods_lengthened_by_document'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('subject', models.CharField(max_length=60)),
                ('body', models.CharField(max_length=40)),
                ('held_on', models.DateField()),
                ('seats', models.PositiveSmallIntegerField()),
                ('seats_reason', EncryptedTextField(blank=True)),
                ('present', models.PositiveSmallIntegerField()),
                ('in_favour', models.PositiveSmallIntegerField()),
                ('salt', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=60)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['subject'], name='meeting_subject')],
                'constraints': [models.CheckConstraint(condition=Q(('present__lte', F('seats'))) & Q(('in_favour__lte', F('present'))), name='meeting_votes_possible')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('setuju', 'Hadir, setuju'), ('tidak_setuju', 'Hadir, tidak setuju'), ('abstain', 'Hadir, abstain'), ('berhalangan', 'Berhalangan hadir'), ('benturan', 'Menyatakan benturan kepentingan')], max_length=20)),
                ('note', EncryptedTextField(blank=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='procedure.meeting')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=Q(('part__in', PARTS)), name='vote_part_known'),
                    models.UniqueConstraint(fields=('meeting', 'user'), name='vote_once'),
                ],
            },
        ),
    ]

"""Handlings that were led around a conflict of interest."""

import django.db.models.deletion
import netral.lib.at_rest
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discipline', '0005_encrypt_texts'),
        ('offices', '0004_ad_hoc_offices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pengalihan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=300)),
                ('reason', netral.lib.at_rest.EncryptedTextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=60)),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
                ('penanganan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pengalihan_set', to='discipline.penanganan')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin', models.F('receiver')), _negated=True), name='pengalihan_goes_elsewhere')],
            },
        ),
    ]

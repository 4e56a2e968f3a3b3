"""Hand-overs that went on with another receiver."""

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0012_further_receivers'),
        ('offices', '0004_ad_hoc_offices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Peralihan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('cause', models.CharField(choices=[('undang_undang', 'Penerima lama berhenti menurut peraturan'), ('konflik', 'Konflik kepentingan')], max_length=20)),
                ('rule', models.CharField(max_length=40)),
                ('basis', models.CharField(max_length=300)),
                ('reason', netral.lib.at_rest.EncryptedTextField(blank=True, null=True)),
                ('moved_at', models.DateTimeField()),
                ('moved_by', models.CharField(max_length=60)),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
                ('penerusan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='peralihan_set', to='cases.penerusan')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('cause', 'undang_undang')), fields=('penerusan', 'rule'), name='peralihan_by_law_once'), models.CheckConstraint(condition=models.Q(('cause__in', ['undang_undang', 'konflik'])), name='peralihan_cause_known'), models.CheckConstraint(condition=models.Q(('origin', models.F('receiver')), _negated=True), name='peralihan_goes_elsewhere')],
            },
        ),
    ]

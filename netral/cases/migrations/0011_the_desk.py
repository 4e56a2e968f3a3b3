"""Notes, tasks, and people's own views of the queue."""

import django.db.models.deletion
import netral.lib.at_rest
import netral.lib.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_matrix_of_a_case'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.CharField(max_length=60)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='NoteEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveSmallIntegerField()),
                ('text', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('written_at', models.DateTimeField()),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='cases.note')),
            ],
            options={
                'ordering': ['edition'],
                'constraints': [models.UniqueConstraint(fields=('note', 'edition'), name='note_edition_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('view', models.CharField(max_length=20)),
                ('name', netral.lib.at_rest.EncryptedTextField()),
                ('line', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('user', 'place'), name='saved_view_place')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=netral.lib.keys.new_key, editable=False, max_length=26, unique=True)),
                ('text', netral.lib.at_rest.EncryptedTextField(blank=True)),
                ('due_on', models.DateField(null=True)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.CharField(max_length=60)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.CharField(blank=True, max_length=60)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['user', 'due_on'], name='task_open_by_user'), models.Index(condition=models.Q(('done_at', None)), fields=['due_on'], name='task_open_by_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', '')), models.Q(('done_at__isnull', False), models.Q(('done_by', ''), _negated=True)), _connector='OR'), name='task_done_by_somebody')],
            },
        ),
    ]

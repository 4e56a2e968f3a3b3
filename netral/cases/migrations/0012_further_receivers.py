from django.db import migrations

import netral.lib.at_rest


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_the_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='penerusan',
            name='further_reason',
            field=netral.lib.at_rest.EncryptedTextField(blank=True, null=True),
        ),
    ]

"""Views of lists that people keep."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):

    dependencies = [
        ('tenancy', '0005_helpers_of_the_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200)),
                ('query', models.CharField(max_length=1000)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('sort_key', models.CharField(help_text='made of the name, to stand in Thai order', max_length=500)),
                ('is_shared', models.BooleanField(default=False, verbose_name='for everybody in the network')),
                ('saved_at', models.DateTimeField(auto_now_add=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('network', 'user', 'path', 'name'), name='tenancy_saved_view_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='tenancy_saved_view_named')],
            },
        ),
        Guarded("SavedView", "owned"),
    ]

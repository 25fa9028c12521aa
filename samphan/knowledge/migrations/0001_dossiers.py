"""Dossiers for promotion, with who contributed what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded




class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0009_listed_with_keeper'),
        ('engagement', '0001_both_sides'),
        ('projects', '0005_records'),
        ('tenancy', '0009_writers_of_projects'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
            migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('changed_by', models.CharField(blank=True, default='', max_length=200)),
                ('pack', models.SlugField(max_length=60, verbose_name='rules')),
                ('holder_name', models.CharField(max_length=200, verbose_name='name on the paper')),
                ('position_now', models.CharField(blank=True, default='', max_length=200, verbose_name='present position')),
                ('position_wanted', models.CharField(blank=True, default='', max_length=200, verbose_name='position applied for')),
                ('field', models.CharField(blank=True, default='', max_length=200, verbose_name='field of knowledge')),
                ('title_th', models.CharField(max_length=500, verbose_name='title in Thai')),
                ('title_en', models.CharField(blank=True, default='', max_length=500, verbose_name='title in English')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('sort_key', models.CharField(max_length=1000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='unit')),
            ],
        ),
            migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('position', models.CharField(blank=True, default='', max_length=300, verbose_name='position or organisation')),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address')),
                ('is_holder', models.BooleanField(default=False, verbose_name='the holder of the dossier')),
                ('work', models.TextField(verbose_name='what this person did')),
                ('share', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='share, %')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('state', models.CharField(choices=[('draft', 'not sent yet'), ('sent', 'sent for signature'), ('signed', 'signed'), ('declined', 'not agreed')], default='draft', max_length=10, verbose_name='state')),
                ('fingerprint', models.CharField(blank=True, default='', max_length=32)),
                ('signed_name', models.CharField(blank=True, default='', max_length=200, verbose_name='signed as')),
                ('words', models.TextField(blank=True, default='', verbose_name="in the person's words")),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='knowledge.dossier')),
            ],
        ),
            migrations.CreateModel(
            name='DossierAnnex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(help_text='code of the annex in the pack', max_length=40)),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.usecertificate')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annexes', to='knowledge.dossier')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.evidence')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.storedfile')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
            ],
        ),
            migrations.CreateModel(
            name='DossierIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('language', models.CharField(choices=[('th', 'Thai'), ('en', 'English')], default='th', max_length=2, verbose_name='language')),
                ('state', models.CharField(choices=[('waiting', 'being made'), ('ready', 'ready'), ('failed', 'could not be made')], default='waiting', max_length=10, verbose_name='state')),
                ('done', models.PositiveSmallIntegerField(default=0, verbose_name='steps done')),
                ('problem', models.CharField(blank=True, default='', max_length=500, verbose_name='problem')),
                ('missing', models.JSONField(blank=True, default=list, help_text='[[part, what was missing], …]')),
                ('asked_by', models.CharField(blank=True, default='', max_length=200, verbose_name='asked for by')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('docx', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.storedfile')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='knowledge.dossier')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.storedfile')),
            ],
        ),
            migrations.CreateModel(
            name='DossierPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.SlugField(help_text='code of the part in the pack', max_length=40)),
                ('words', models.TextField(verbose_name='own words')),
                ('is_in_place', models.BooleanField(default=False, verbose_name='stands in place of what the records say')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='knowledge.dossier')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
            ],
        ),
            migrations.CreateModel(
            name='DossierProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('own_part', models.TextField(blank=True, default='', verbose_name='own part in it')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='knowledge.dossier')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
            ],
        ),
            migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['network', 'owner'], name='knowledge_dossier_owner'),
        ),
            migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_th', ''), _negated=True), models.Q(('holder_name', ''), _negated=True)), name='knowledge_dossier_titled'),
        ),
            migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'signed', 'declined']), models.Q(('name', ''), _negated=True), models.Q(('work', ''), _negated=True)), name='knowledge_contribution_coded'),
        ),
            migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 100)), name='knowledge_contribution_share'),
        ),
            migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'project', 'name'), name='knowledge_contribution_once'),
        ),
            migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed', 'declined']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='knowledge_contribution_answered'),
        ),
            migrations.AddConstraint(
            model_name='dossierannex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('certificate__isnull', True), ('evidence__isnull', False), ('file__isnull', True)), models.Q(('certificate__isnull', False), ('evidence__isnull', True), ('file__isnull', True)), models.Q(('certificate__isnull', True), ('evidence__isnull', True), ('file__isnull', False)), _connector='OR'), models.Q(('title', ''), _negated=True)), name='knowledge_annex_one'),
        ),
            migrations.AddConstraint(
            model_name='dossierannex',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'evidence'), name='knowledge_annex_evidence_once'),
        ),
            migrations.AddConstraint(
            model_name='dossierannex',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'certificate'), name='knowledge_annex_certificate_once'),
        ),
            migrations.AddConstraint(
            model_name='dossierissue',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed'])), name='knowledge_issue_state'),
        ),
            migrations.AddConstraint(
            model_name='dossierissue',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'number'), name='knowledge_issue_once'),
        ),
            migrations.AddConstraint(
            model_name='dossierpart',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'part'), name='knowledge_part_once'),
        ),
            migrations.AddConstraint(
            model_name='dossierpart',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='knowledge_part_words'),
        ),
            migrations.AddConstraint(
            model_name='dossierproject',
            constraint=models.UniqueConstraint(fields=('network', 'dossier', 'project'), name='knowledge_dossierproject_once'),
        ),
        ]),
        Guarded('Dossier', 'owned'),
        Guarded('DossierProject', 'owned'),
        Guarded('DossierPart', 'owned'),
        Guarded('DossierAnnex', 'owned'),
        Guarded('Contribution', 'owned'),
        Guarded('DossierIssue', 'owned'),
    ]

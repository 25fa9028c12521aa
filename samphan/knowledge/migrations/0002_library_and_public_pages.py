"""Case studies, news, and what a network shows to everybody."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
SITE = f"{OWN} or network_id = {PUBLIC}"


def opened(section: str) -> str:
    """The network of the address shows this section to everybody."""
    return f"exists (select 1 from knowledge_publicsite s where s.network_id = {PUBLIC} and '{section}' = any(s.shows))"  # noqa: S608 - made of constants


CASE = f"{OWN} or (network_id = {PUBLIC} and state = 'published' and {opened('cases')})"
NEWS = f"{OWN} or (network_id = {PUBLIC} and published_at is not null and {opened('news')})"


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0003_papers'),
        ('events', '0013_alignments'),
        ('knowledge', '0001_dossiers'),
        ('projects', '0008_duplicates_and_public'),
        ('tenancy', '0009_writers_of_projects'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
        migrations.CreateModel(
            name='CaseStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('changed_by', models.CharField(blank=True, default='', max_length=200)),
                ('title_th', models.CharField(max_length=300, verbose_name='title in Thai')),
                ('title_en', models.CharField(blank=True, default='', max_length=300, verbose_name='title in English')),
                ('summary_th', models.TextField(blank=True, default='', verbose_name='summary, in Thai')),
                ('summary_en', models.TextField(blank=True, default='', verbose_name='summary, in English')),
                ('teaches_th', models.TextField(blank=True, default='', verbose_name='what it teaches, in Thai')),
                ('teaches_en', models.TextField(blank=True, default='', verbose_name='what it teaches, in English')),
                ('domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('community', 'community'), ('way_of_life', 'way of life'), ('culture', 'arts and culture'), ('environment', 'environment'), ('occupation', 'occupation'), ('economy', 'economy'), ('governance', 'politics and administration'), ('quality_of_life', 'quality of life'), ('health', 'health'), ('awareness', 'awareness'), ('education', 'education')], max_length=20), blank=True, default=list)),
                ('provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list)),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='Christian era', null=True, verbose_name='year')),
                ('address', models.URLField(blank=True, default='', max_length=1000, verbose_name='address')),
                ('source', models.CharField(blank=True, default='', max_length=500, verbose_name='source')),
                ('licence', models.CharField(blank=True, default='', max_length=200, verbose_name='licence')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('published', 'published')], default='draft', max_length=10, verbose_name='state')),
                ('returned_why', models.TextField(blank=True, default='', verbose_name='why it was returned')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('sort_key', models.CharField(max_length=1000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.theme')),
            ],
        ),
        migrations.CreateModel(
            name='CaseSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.SlugField(max_length=40)),
                ('words_th', models.TextField(blank=True, default='', verbose_name='own words, in Thai')),
                ('words_en', models.TextField(blank=True, default='', verbose_name='own words, in English')),
                ('is_left_out', models.BooleanField(default=False, verbose_name='without what the record says')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='knowledge.casestudy')),
            ],
        ),
        migrations.CreateModel(
            name='CasePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption_th', models.CharField(blank=True, default='', max_length=300, verbose_name='caption in Thai')),
                ('caption_en', models.CharField(blank=True, default='', max_length=300, verbose_name='caption in English')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.evidence')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='knowledge.casestudy')),
            ],
        ),
        migrations.CreateModel(
            name='NewsItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('changed_by', models.CharField(blank=True, default='', max_length=200)),
                ('title_th', models.CharField(max_length=300, verbose_name='title in Thai')),
                ('title_en', models.CharField(blank=True, default='', max_length=300, verbose_name='title in English')),
                ('body_th', models.TextField(blank=True, default='', verbose_name='text in Thai')),
                ('body_en', models.TextField(blank=True, default='', verbose_name='text in English')),
                ('link', models.URLField(blank=True, default='', max_length=1000, verbose_name='address for more')),
                ('picture_words', models.CharField(blank=True, default='', max_length=300, verbose_name='what the picture shows')),
                ('is_pinned', models.BooleanField(default=False, verbose_name='stands first')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('sort_key', models.CharField(max_length=1000)),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample data')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='PublicSite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('changed_by', models.CharField(blank=True, default='', max_length=200)),
                ('shows', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('about', 'About us'), ('principles', 'Principles'), ('board', 'Board'), ('projects', 'Projects'), ('cases', 'Case studies'), ('events', 'Events'), ('news', 'News')], max_length=12), blank=True, default=list)),
                ('welcome_th', models.TextField(blank=True, default='', verbose_name='welcome in Thai')),
                ('welcome_en', models.TextField(blank=True, default='', verbose_name='welcome in English')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
            ],
        ),
        migrations.CreateModel(
            name='ShownEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network')),
            ],
        ),
        migrations.AddIndex(
            model_name='casestudy',
            index=models.Index(fields=['network', 'sort_key', 'id'], name='knowledge_case_order'),
        ),
        migrations.AddIndex(
            model_name='casestudy',
            index=models.Index(fields=['project'], name='knowledge_case_project'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('title_th', ''), _negated=True), name='knowledge_case_titled'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'published']), ('domains__contained_by', ['community', 'way_of_life', 'culture', 'environment', 'occupation', 'economy', 'governance', 'quality_of_life', 'health', 'awareness', 'education'])), name='knowledge_case_coded'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='knowledge_case_published'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('address', ''), models.Q(models.Q(('source', ''), _negated=True), ('project__isnull', True)), _connector='OR'), name='knowledge_case_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='casesection',
            constraint=models.UniqueConstraint(fields=('network', 'case', 'part'), name='knowledge_section_once'),
        ),
        migrations.AddConstraint(
            model_name='casepicture',
            constraint=models.UniqueConstraint(fields=('network', 'case', 'evidence'), name='knowledge_picture_once'),
        ),
        migrations.AddIndex(
            model_name='newsitem',
            index=models.Index(fields=['network', '-published_at'], name='knowledge_news_order'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(('title_th', ''), _negated=True), name='knowledge_news_titled'),
        ),
        migrations.AddConstraint(
            model_name='newsitem',
            constraint=models.CheckConstraint(condition=models.Q(('picture__isnull', True), models.Q(('picture_words', ''), _negated=True), _connector='OR'), name='knowledge_news_picture'),
        ),
        migrations.AddConstraint(
            model_name='publicsite',
            constraint=models.UniqueConstraint(fields=('network',), name='knowledge_site_once'),
        ),
        migrations.AddConstraint(
            model_name='publicsite',
            constraint=models.CheckConstraint(condition=models.Q(('shows__contained_by', ['about', 'principles', 'board', 'projects', 'cases', 'events', 'news'])), name='knowledge_site_coded'),
        ),
        migrations.AddConstraint(
            model_name='shownevent',
            constraint=models.UniqueConstraint(fields=('network', 'event'), name='knowledge_shown_once'),
        ),
            ]
        ),
        Guarded("PublicSite", "owned", read=SITE, write=OWN),
        Guarded("CaseStudy", "owned", read=CASE, write=OWN),
        Guarded("CaseSection", "owned"),
        Guarded("CasePicture", "owned"),
        Guarded("NewsItem", "owned", read=NEWS, write=OWN),
        Guarded("ShownEvent", "owned"),
    ]

"""Check-ins, certificates, official papers and the consent to stand on a contact list."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import samphan.events.models.certificates
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
# A public page names the code that it was asked for; the database shows that one certificate and no other.
ASKED = f"{OWN} or (network_id = {PUBLIC} and code = (select current_setting('app.certificate', true)))"


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_bearers"),
        ("events", "0006_registration"),
        ("tenancy", "0005_helpers_of_the_day"),
    ]

    operations = [
        Together([
            migrations.CreateModel(
                name="Paper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("changed_at", models.DateTimeField(auto_now=True)),
                    ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("invitation", "invitation letter with a reply form"),
                                ("memo", "memo for approval"),
                            ],
                            max_length=20,
                            verbose_name="form",
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            blank=True, default="", max_length=300, verbose_name="unit that owns the matter"
                        ),
                    ),
                    (
                        "address",
                        models.CharField(
                            blank=True, default="", max_length=500, verbose_name="address of the issuer"
                        ),
                    ),
                    (
                        "contact",
                        models.CharField(
                            blank=True, default="", max_length=300, verbose_name="telephone, e-mail"
                        ),
                    ),
                    ("number", models.CharField(blank=True, default="", max_length=60, verbose_name="number")),
                    ("dated_on", models.DateField(blank=True, null=True, verbose_name="date")),
                    ("addressee", models.CharField(blank=True, default="", max_length=300, verbose_name="to")),
                    ("subject", models.CharField(max_length=500, verbose_name="subject")),
                    (
                        "reference",
                        models.CharField(blank=True, default="", max_length=500, verbose_name="reference"),
                    ),
                    (
                        "enclosures",
                        models.CharField(blank=True, default="", max_length=500, verbose_name="enclosures"),
                    ),
                    ("text", models.TextField(verbose_name="text")),
                    (
                        "closing",
                        models.CharField(blank=True, default="", max_length=100, verbose_name="closing words"),
                    ),
                    (
                        "signer_name",
                        models.CharField(
                            blank=True, default="", max_length=200, verbose_name="name of who signs"
                        ),
                    ),
                    (
                        "signer_position",
                        models.CharField(
                            blank=True, default="", max_length=200, verbose_name="position of who signs"
                        ),
                    ),
                    ("reply_until", models.DateField(blank=True, null=True, verbose_name="reply until")),
                    ("has_thai_numerals", models.BooleanField(default=True, verbose_name="Thai numerals")),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                ],
            ),
            migrations.CreateModel(
                name="PaperVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(verbose_name="version")),
                    ("number", models.CharField(max_length=80, verbose_name="number")),
                    ("issued_on", models.DateField(verbose_name="date")),
                    ("content", models.JSONField(help_text="the words by field, see queries.papers")),
                    (
                        "render_state",
                        models.CharField(
                            choices=[
                                ("none", "nothing to be made"),
                                ("waiting", "being made"),
                                ("ready", "ready"),
                                ("failed", "could not be made"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("problem", models.CharField(blank=True, default="", max_length=500)),
                    ("issued_at", models.DateTimeField(auto_now_add=True)),
                    ("issued_by", models.CharField(blank=True, default="", max_length=200)),
                ],
            ),
            migrations.CreateModel(
                name="Certificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.CharField(max_length=40, verbose_name="number")),
                    (
                        "code",
                        models.CharField(
                            default=samphan.events.models.certificates.certificate_code,
                            max_length=12,
                            unique=True,
                        ),
                    ),
                    ("holder_th", models.CharField(max_length=400, verbose_name="holder, in Thai")),
                    (
                        "holder_en",
                        models.CharField(
                            blank=True, default="", max_length=400, verbose_name="holder, in English"
                        ),
                    ),
                    ("event_title_th", models.CharField(max_length=500)),
                    ("event_title_en", models.CharField(blank=True, default="", max_length=500)),
                    ("period_th", models.CharField(blank=True, default="", max_length=200)),
                    ("period_en", models.CharField(blank=True, default="", max_length=200)),
                    ("issued_on", models.DateField(verbose_name="issued on")),
                    ("issued_at", models.DateTimeField(auto_now_add=True)),
                    ("sort_key", models.CharField(max_length=1000)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                    (
                        "withdrawn_reason",
                        models.CharField(blank=True, default="", max_length=1000, verbose_name="reason"),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                        ),
                    ),
                    (
                        "pdf",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="tenancy.storedfile",
                        ),
                    ),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="certificates",
                            to="events.registration",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="CertificateRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("changed_at", models.DateTimeField(auto_now=True)),
                    ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                    (
                        "rule",
                        models.CharField(
                            choices=[
                                ("any_day", "who came on one day at least"),
                                ("all_days", "who came on every day"),
                                ("sessions", "who came to a share of the sessions"),
                            ],
                            default="any_day",
                            max_length=10,
                            verbose_name="given to",
                        ),
                    ),
                    (
                        "percent",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="share of the sessions, in percent"
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            choices=[("th", "Thai"), ("en", "English")],
                            default="th",
                            max_length=2,
                            verbose_name="language",
                        ),
                    ),
                    ("has_thai_numerals", models.BooleanField(default=False, verbose_name="Thai numerals")),
                    (
                        "text",
                        models.CharField(
                            blank=True, default="", max_length=500, verbose_name="words under the name"
                        ),
                    ),
                    (
                        "signer_name",
                        models.CharField(
                            blank=True, default="", max_length=200, verbose_name="name of who signs"
                        ),
                    ),
                    (
                        "signer_position",
                        models.CharField(
                            blank=True, default="", max_length=200, verbose_name="position of who signs"
                        ),
                    ),
                    (
                        "render_state",
                        models.CharField(
                            choices=[
                                ("none", "nothing to be made"),
                                ("waiting", "being made"),
                                ("ready", "ready"),
                                ("failed", "could not be made"),
                            ],
                            default="none",
                            max_length=10,
                        ),
                    ),
                    ("problem", models.CharField(blank=True, default="", max_length=500)),
                    (
                        "all_pdf",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="tenancy.storedfile",
                        ),
                    ),
                    (
                        "emblem",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="tenancy.storedfile",
                        ),
                    ),
                    (
                        "event",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organisation",
                            verbose_name="issued by",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="CheckIn",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("day", models.DateField(verbose_name="day")),
                    (
                        "act",
                        models.CharField(
                            choices=[("in", "checked in"), ("undo", "check-in undone")],
                            max_length=4,
                            verbose_name="act",
                        ),
                    ),
                    ("client_id", models.UUIDField()),
                    ("at", models.DateTimeField(verbose_name="when, by the clock of the device")),
                    ("received_at", models.DateTimeField(verbose_name="when it reached the server")),
                    (
                        "skew_seconds",
                        models.IntegerField(
                            default=0, verbose_name="seconds by which the clock of the device was behind"
                        ),
                    ),
                    ("station", models.CharField(blank=True, default="", max_length=80, verbose_name="station")),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("scan", "code scanned"),
                                ("search", "found by name"),
                                ("walk_in", "walk-in"),
                                ("paper", "from the signature sheet"),
                            ],
                            max_length=10,
                            verbose_name="way",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.CharField(blank=True, default="", max_length=200, verbose_name="recorded by"),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.event"
                        ),
                    ),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                        ),
                    ),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checkins",
                            to="events.registration",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="events.agendaitem",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ContactConsent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("wording", models.CharField(max_length=2000, verbose_name="what was agreed to")),
                    ("given_at", models.DateTimeField(verbose_name="agreed")),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                    (
                        "network",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                        ),
                    ),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="contact_consents",
                            to="events.registration",
                        ),
                    ),
                ],
            ),
            migrations.AddField(
                model_name="paper",
                name="emblem",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tenancy.storedfile",
                ),
            ),
            migrations.AddField(
                model_name="paper",
                name="event",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="events.event"
                ),
            ),
            migrations.AddField(
                model_name="paper",
                name="network",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                ),
            ),
            migrations.AddField(
                model_name="paper",
                name="organisation",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="directory.organisation",
                    verbose_name="issued by",
                ),
            ),
            migrations.AddField(
                model_name="paperversion",
                name="docx",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tenancy.storedfile",
                ),
            ),
            migrations.AddField(
                model_name="paperversion",
                name="emblem",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tenancy.storedfile",
                ),
            ),
            migrations.AddField(
                model_name="paperversion",
                name="network",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                ),
            ),
            migrations.AddField(
                model_name="paperversion",
                name="paper",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="events.paper"
                ),
            ),
            migrations.AddField(
                model_name="paperversion",
                name="pdf",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tenancy.storedfile",
                ),
            ),
            migrations.AddIndex(
                model_name="certificate",
                index=models.Index(
                    fields=["network", "event", "sort_key", "id"], name="events_certificate_order"
                ),
            ),
            migrations.AddConstraint(
                model_name="certificate",
                constraint=models.UniqueConstraint(
                    fields=("network", "number"), name="events_certificate_number"
                ),
            ),
            migrations.AddConstraint(
                model_name="certificate",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("network", "registration"),
                    name="events_certificate_valid_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="certificate",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("withdrawn_at__isnull", True),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="events_certificate_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="certificaterule",
                constraint=models.CheckConstraint(
                    condition=models.Q(("rule__in", ["any_day", "all_days", "sessions"])),
                    name="events_certrule_rule",
                ),
            ),
            migrations.AddConstraint(
                model_name="certificaterule",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("rule", "sessions"), _negated=True),
                        ("percent__range", (1, 100)),
                        _connector="OR",
                    ),
                    name="events_certrule_percent",
                ),
            ),
            migrations.AddIndex(
                model_name="checkin",
                index=models.Index(
                    fields=["network", "event", "day", "session", "registration"], name="events_checkin_counts"
                ),
            ),
            migrations.AddIndex(
                model_name="checkin",
                index=models.Index(fields=["registration", "id"], name="events_checkin_person"),
            ),
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.UniqueConstraint(fields=("network", "client_id"), name="events_checkin_once"),
            ),
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.CheckConstraint(
                    condition=models.Q(("act__in", ["in", "undo"])), name="events_checkin_act"
                ),
            ),
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.CheckConstraint(
                    condition=models.Q(("way__in", ["scan", "search", "walk_in", "paper"])),
                    name="events_checkin_way",
                ),
            ),
            migrations.AddConstraint(
                model_name="contactconsent",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("network", "registration"),
                    name="events_consent_in_force_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="contactconsent",
                constraint=models.CheckConstraint(
                    condition=models.Q(("wording", ""), _negated=True), name="events_consent_worded"
                ),
            ),
            migrations.AddConstraint(
                model_name="contactconsent",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_at__gte", models.F("given_at")),
                        _connector="OR",
                    ),
                    name="events_consent_period",
                ),
            ),
            migrations.AddConstraint(
                model_name="paper",
                constraint=models.CheckConstraint(
                    condition=models.Q(("kind__in", ["invitation", "memo"])), name="events_paper_kind"
                ),
            ),
            migrations.AddConstraint(
                model_name="paper",
                constraint=models.CheckConstraint(
                    condition=models.Q(("subject", ""), _negated=True), name="events_paper_subject"
                ),
            ),
            migrations.AddConstraint(
                model_name="paperversion",
                constraint=models.UniqueConstraint(
                    fields=("network", "paper", "version"), name="events_paper_version_once"
                ),
            ),
        ]),
        Guarded("CheckIn", "owned"),
        Guarded("CertificateRule", "owned"),
        Guarded("Certificate", "owned", read=ASKED, write=OWN),
        Guarded("Paper", "owned"),
        Guarded("PaperVersion", "owned"),
        Guarded("ContactConsent", "owned"),
        migrations.RunSQL(
            "revoke update, delete, truncate on events_checkin from samphan_app",
            "grant update, delete, truncate on events_checkin to samphan_app",
        ),
    ]

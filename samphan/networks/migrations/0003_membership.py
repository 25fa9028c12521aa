"""Membership in periods, with what comes before it (prospects, invitations, applications) and goes with it (dues, benefits, confirmations)."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import samphan.kit.partial
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded

# The days on which a period certainly lasts: from the last day on which it may have begun to the first on which it may
# have ended. Where the beginning is not known, only the end is certain; where neither is, that it lasts in the end.
CERTAIN = """
create function networks_certain(since daterange, until daterange) returns daterange
language sql immutable parallel safe as $$
  select case
    when since is null and until is null then daterange('9999-01-01', null)
    when since is null then daterange(lower(until), lower(until) + 1)
    when until is null then daterange(upper(since) - 1, null)
    when upper(since) - 1 > lower(until) then 'empty'::daterange
    else daterange(upper(since) - 1, lower(until) + 1)
  end
$$
"""
# Each member had one period; of who spoke for it at the same time, the first to be named leads. The tables' own
# row-level security knows no migration, so that it is laid down for the time being.
CARRY = """
set constraints all immediate;
alter table networks_member no force row level security;
alter table networks_representative no force row level security;
alter table networks_membershipperiod no force row level security;
insert into networks_membershipperiod
  (network_id, member_id, since, until, basis, instrument, end_kind, end_reason, version, changed_at, changed_by)
select network_id, id, since, until, 'until_resignation', '', '', '', 1, now(), '' from networks_member;
update networks_representative r set kind = 'lead' where not exists (
  select from networks_representative o where o.member_id = r.member_id and o.id < r.id
  and daterange(o.since_on, o.until_on) && daterange(r.since_on, r.until_on)
);
set constraints all immediate;
alter table networks_member force row level security;
alter table networks_representative force row level security;
alter table networks_membershipperiod force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_bearers"),
        ("networks", "0002_row_security"),
        ("tenancy", "0005_helpers_of_the_day"),
    ]

    operations = [
        migrations.RunSQL(CERTAIN, "drop function networks_certain"),
        migrations.RemoveConstraint(
            model_name="representative",
            name="networks_representative_once",
        ),
        Together(
            [
                migrations.AddField(
                    model_name="member",
                    name="number",
                    field=models.CharField(
                        blank=True, default="", max_length=40, verbose_name="member number"
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("lead", "lead representative"),
                            ("alternate", "alternate representative"),
                            ("dues", "representative for dues"),
                        ],
                        default="alternate",
                        max_length=10,
                        verbose_name="speaks as",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="person",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.person",
                        verbose_name="person of the directory",
                    ),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="phone",
                    field=models.CharField(blank=True, default="", max_length=60, verbose_name="telephone"),
                ),
                migrations.AddField(
                    model_name="representative",
                    name="position",
                    field=models.CharField(blank=True, default="", max_length=200, verbose_name="position"),
                ),
                migrations.CreateModel(
                    name="Benefit",
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
                        ("name_th", models.CharField(max_length=300, verbose_name="name in Thai")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="name in English"
                            ),
                        ),
                        ("about_th", models.TextField(blank=True, default="", verbose_name="about, in Thai")),
                        (
                            "about_en",
                            models.TextField(blank=True, default="", verbose_name="about, in English"),
                        ),
                        ("since_on", models.DateField(blank=True, null=True, verbose_name="offered from")),
                        (
                            "until_on",
                            models.DateField(
                                blank=True, help_text="the last day", null=True, verbose_name="offered until"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="BenefitUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="how many")),
                        (
                            "occasion",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="on what occasion"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Confirmation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name of the contact"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True,
                                default="",
                                max_length=254,
                                verbose_name="e-mail address of the contact",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "not answered yet"),
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrections wait for the secretariat"),
                                    ("settled", "corrections settled"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("record", models.JSONField(default=dict)),
                        (
                            "words",
                            models.CharField(
                                blank=True, default="", max_length=2000, verbose_name="in their own words"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who answered"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                    ],
                ),
                migrations.CreateModel(
                    name="ConfirmationRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(help_text="Buddhist era", verbose_name="year"),
                        ),
                        ("opened_on", models.DateField(verbose_name="opened")),
                        ("due_on", models.DateField(verbose_name="answers until")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                    ],
                ),
                migrations.CreateModel(
                    name="ContactNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("text", models.CharField(max_length=2000, verbose_name="what was talked about")),
                        ("noted_by", models.CharField(max_length=200, verbose_name="noted by")),
                    ],
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=40)),
                        (
                            "old",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="stood there"
                            ),
                        ),
                        (
                            "new",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="should be"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("applied", "applied"),
                                    ("refused", "not applied"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, default="", max_length=1000, verbose_name="reason"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DuesExemption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(help_text="Buddhist era", verbose_name="year"),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                    ],
                ),
                migrations.CreateModel(
                    name="Invoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(help_text="Buddhist era", verbose_name="year"),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="number")),
                        ("issued_on", models.DateField(verbose_name="date of the invoice")),
                        ("due_on", models.DateField(verbose_name="due")),
                        (
                            "amount",
                            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                        ),
                        ("payer_th", models.CharField(max_length=300, verbose_name="payer, in Thai")),
                        (
                            "payer_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="payer, in English"
                            ),
                        ),
                        ("category_th", models.CharField(max_length=200, verbose_name="category, in Thai")),
                        (
                            "category_en",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="category, in English"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name of the contact"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True,
                                default="",
                                max_length=254,
                                verbose_name="e-mail address of the contact",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be paid"),
                                    ("paid", "paid"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="why it was cancelled"
                            ),
                        ),
                        (
                            "sort_key",
                            models.CharField(
                                help_text="of the member when the invoice was written", max_length=1000
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MemberCategory",
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
                        ("name_th", models.CharField(max_length=200, verbose_name="name in Thai")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name in English"
                            ),
                        ),
                        (
                            "rights_th",
                            models.TextField(blank=True, default="", verbose_name="rights, in Thai"),
                        ),
                        (
                            "rights_en",
                            models.TextField(blank=True, default="", verbose_name="rights, in English"),
                        ),
                        ("votes", models.PositiveSmallIntegerField(default=1, verbose_name="votes")),
                        (
                            "dues",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="NULL: no dues are raised",
                                max_digits=12,
                                null=True,
                                verbose_name="dues a year, in baht",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="can be applied for")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="MembershipApplication",
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
                            "organisation_name",
                            models.CharField(max_length=300, verbose_name="name of the organisation"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "submitted"),
                                    ("checked", "checked, waits for a resolution"),
                                    ("approved", "admitted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn by the applicant"),
                                ],
                                default="submitted",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("form", "by the form"),
                                    ("secretariat", "entered by the secretariat"),
                                ],
                                max_length=12,
                                verbose_name="how it came",
                            ),
                        ),
                        ("submitted_on", models.DateField(verbose_name="submitted")),
                        (
                            "applicant_name",
                            models.CharField(max_length=200, verbose_name="name of who applies"),
                        ),
                        (
                            "applicant_position",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="position"),
                        ),
                        ("applicant_email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "applicant_phone",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="telephone"),
                        ),
                        (
                            "reasons",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=3000,
                                verbose_name="why the organisation wants to join",
                            ),
                        ),
                        (
                            "resolution",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="resolution"
                            ),
                        ),
                        (
                            "resolved_on",
                            models.DateField(blank=True, null=True, verbose_name="date of the resolution"),
                        ),
                        ("resolution_kind", models.CharField(blank=True, default="", max_length=60)),
                        ("resolution_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "decision_reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="reason of the decision"
                            ),
                        ),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True,
                                help_text="of the form that was sent, so that it counts once",
                                null=True,
                            ),
                        ),
                        ("sort_key", models.CharField(max_length=1000)),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                    ],
                ),
                migrations.CreateModel(
                    name="MembershipInvitation",
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
                        ("to_name", models.CharField(max_length=300, verbose_name="addressed to")),
                        ("to_email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("subject", models.CharField(max_length=300, verbose_name="subject")),
                        ("body", models.TextField(max_length=10000, verbose_name="text")),
                        (
                            "number",
                            models.CharField(blank=True, default="", max_length=100, verbose_name="number"),
                        ),
                        (
                            "answer_until",
                            models.DateField(blank=True, null=True, verbose_name="answer until"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes, we want to join"),
                                    ("later", "Perhaps later"),
                                    ("no", "No"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "answer_words",
                            models.CharField(
                                blank=True, default="", max_length=2000, verbose_name="in their own words"
                            ),
                        ),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who answered"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                    ],
                ),
                migrations.CreateModel(
                    name="MembershipPeriod",
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
                            "since",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="from"),
                        ),
                        (
                            "until",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="until"),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("until_resignation", "until it resigns"),
                                    ("fixed_term", "for a fixed term"),
                                ],
                                default="until_resignation",
                                max_length=20,
                                verbose_name="basis",
                            ),
                        ),
                        (
                            "instrument",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="body, number of the meeting and date, as stated",
                                max_length=300,
                                verbose_name="resolution or order",
                            ),
                        ),
                        (
                            "end_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resigned", "resigned"),
                                    ("expired", "the term ended"),
                                    ("renewed", "renewed by a new period"),
                                    ("changed", "changed to another category"),
                                    ("removed", "removed by resolution"),
                                    ("unpaid", "dues not paid"),
                                    ("dissolved", "the organisation was dissolved or merged"),
                                    ("other", "another reason"),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="why it ended",
                            ),
                        ),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="reason in words"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MembershipSettings",
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
                            "number_prefix",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=20,
                                verbose_name="letters before the number",
                            ),
                        ),
                        (
                            "number_has_year",
                            models.BooleanField(
                                default=True, verbose_name="the number holds the Buddhist year"
                            ),
                        ),
                        (
                            "number_width",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="digits of the running number"
                            ),
                        ),
                        (
                            "takes_applications",
                            models.BooleanField(default=False, verbose_name="the application form is open"),
                        ),
                        (
                            "words_th",
                            models.TextField(
                                blank=True, default="", verbose_name="words above the form, in Thai"
                            ),
                        ),
                        (
                            "words_en",
                            models.TextField(
                                blank=True, default="", verbose_name="words above the form, in English"
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="office that writes"
                            ),
                        ),
                        (
                            "address",
                            models.TextField(
                                blank=True, default="", max_length=1000, verbose_name="address of the office"
                            ),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="telephone and e-mail of the office",
                            ),
                        ),
                        (
                            "signer_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who signs"
                            ),
                        ),
                        (
                            "signer_position",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="position of who signs"
                            ),
                        ),
                        (
                            "payment",
                            models.TextField(
                                blank=True, default="", max_length=1000, verbose_name="how dues are paid"
                            ),
                        ),
                        (
                            "dues_days",
                            models.PositiveSmallIntegerField(
                                default=30, verbose_name="days until dues are due"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Prospect",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("considered", "being considered"),
                                    ("invited", "invited to join"),
                                    ("willing", "wants to join"),
                                    ("later", "perhaps later"),
                                    ("unwilling", "does not want to join"),
                                    ("joined", "joined"),
                                    ("dropped", "no longer pursued"),
                                ],
                                default="considered",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "potential",
                            models.CharField(
                                choices=[
                                    ("high", "high"),
                                    ("middle", "middle"),
                                    ("low", "low"),
                                    ("unknown", "not known yet"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="potential",
                            ),
                        ),
                        (
                            "potential_reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="why this potential"
                            ),
                        ),
                        (
                            "interest",
                            models.CharField(
                                choices=[
                                    ("high", "high"),
                                    ("middle", "middle"),
                                    ("low", "low"),
                                    ("unknown", "not known yet"),
                                ],
                                default="unknown",
                                max_length=10,
                                verbose_name="interest",
                            ),
                        ),
                        (
                            "interest_reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="why this interest"
                            ),
                        ),
                        (
                            "keeper",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who keeps contact"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="contact there"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True,
                                default="",
                                max_length=254,
                                verbose_name="e-mail address of the contact",
                            ),
                        ),
                        (
                            "sort_key",
                            models.CharField(
                                help_text="copied from the organisation, to page in Thai order",
                                max_length=1000,
                            ),
                        ),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                    ],
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=40, verbose_name="number of the receipt")),
                        ("paid_on", models.DateField(verbose_name="paid")),
                        ("issued_on", models.DateField(verbose_name="date of the receipt")),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("transfer", "bank transfer"),
                                    ("cheque", "cheque"),
                                    ("cash", "cash"),
                                    ("other", "another way"),
                                ],
                                max_length=10,
                                verbose_name="way of payment",
                            ),
                        ),
                        ("is_cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
                        (
                            "reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="why it was cancelled"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Suspension",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since_on", models.DateField(verbose_name="from")),
                        (
                            "until_on",
                            models.DateField(
                                blank=True,
                                help_text="the first day no longer",
                                null=True,
                                verbose_name="lifted",
                            ),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                        (
                            "lifted_reason",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="reason for lifting it"
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="benefit",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="benefituse",
                    name="benefit",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="networks.benefit",
                    ),
                ),
                migrations.AddField(
                    model_name="benefituse",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="benefit_uses",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="benefituse",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="confirmation",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="confirmation",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="confirmationround",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="confirmation",
                    name="round",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="networks.confirmationround",
                    ),
                ),
                migrations.AddField(
                    model_name="contactnote",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="confirmation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="networks.confirmation",
                    ),
                ),
                migrations.AddField(
                    model_name="correction",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="duesexemption",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exemptions",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="duesexemption",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="invoice",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="invoice",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="membercategory",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="membershipapplication",
                    name="category",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="networks.membercategory",
                        verbose_name="category",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipapplication",
                    name="member",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipapplication",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="membershipapplication",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipinvitation",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="membershipperiod",
                    name="category",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="networks.membercategory",
                        verbose_name="category",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipperiod",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipperiod",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="membershipsettings",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="prospect",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="prospect",
                    name="organisation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipinvitation",
                    name="prospect",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="networks.prospect",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipapplication",
                    name="prospect",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="applications",
                        to="networks.prospect",
                    ),
                ),
                migrations.AddField(
                    model_name="contactnote",
                    name="prospect",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="networks.prospect",
                    ),
                ),
                migrations.AddField(
                    model_name="receipt",
                    name="invoice",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="networks.invoice",
                    ),
                ),
                migrations.AddField(
                    model_name="receipt",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="suspension",
                    name="member",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suspensions",
                        to="networks.member",
                    ),
                ),
                migrations.AddField(
                    model_name="suspension",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddIndex(
                    model_name="benefit",
                    index=models.Index(fields=["network", "position", "id"], name="networks_benefit_order"),
                ),
                migrations.AddConstraint(
                    model_name="benefit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name_th", ""), _negated=True), name="networks_benefit_named"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="benefit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("since_on__isnull", True),
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("since_on")),
                            _connector="OR",
                        ),
                        name="networks_benefit_period",
                    ),
                ),
                migrations.AddIndex(
                    model_name="benefituse",
                    index=models.Index(fields=["network", "-on", "id"], name="networks_use_recent"),
                ),
                migrations.AddConstraint(
                    model_name="benefituse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="networks_use_counted"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationround",
                    constraint=models.UniqueConstraint(
                        fields=("network", "year"), name="networks_round_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opened_on"))), name="networks_round_due"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="networks_round_closed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmation",
                    constraint=models.UniqueConstraint(
                        fields=("network", "round", "member"), name="networks_confirmation_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "confirmed", "corrected", "settled"])),
                        name="networks_confirmation_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="networks_confirmation_answered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.UniqueConstraint(
                        fields=("network", "confirmation", "field"), name="networks_correction_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "applied", "refused"])),
                        name="networks_correction_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="correction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="networks_correction_refused",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duesexemption",
                    constraint=models.UniqueConstraint(
                        fields=("network", "member", "year"), name="networks_exemption_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="duesexemption",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="networks_exemption_reason"
                    ),
                ),
                migrations.AddIndex(
                    model_name="invoice",
                    index=models.Index(
                        fields=["network", "-year", "sort_key", "id"], name="networks_invoice_order"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.UniqueConstraint(
                        fields=("network", "number"), name="networks_invoice_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("network", "member", "year"),
                        name="networks_invoice_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="networks_invoice_amount"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))),
                        name="networks_invoice_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "paid", "cancelled"])),
                        name="networks_invoice_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invoice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="networks_invoice_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="membercategory",
                    index=models.Index(fields=["network", "position", "id"], name="networks_category_order"),
                ),
                migrations.AddConstraint(
                    model_name="membercategory",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name_th", ""), _negated=True), name="networks_category_named"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membercategory",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("dues__isnull", True), ("dues__gt", 0), _connector="OR"),
                        name="networks_category_dues",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membercategory",
                    constraint=models.UniqueConstraint(
                        fields=("network", "name_th"), name="networks_category_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="membershipperiod",
                    index=models.Index(fields=["network", "member"], name="networks_period_member"),
                ),
                migrations.AddIndex(
                    model_name="membershipperiod",
                    index=django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.Func(models.F("since"), function="lower", output_field=models.DateField()),
                            models.Func(models.F("until"), function="upper", output_field=models.DateField()),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        name="networks_period_possible",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("basis__in", ["until_resignation", "fixed_term"])),
                        name="networks_period_basis",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("end_kind", ""),
                            (
                                "end_kind__in",
                                [
                                    "resigned",
                                    "expired",
                                    "renewed",
                                    "changed",
                                    "removed",
                                    "unpaid",
                                    "dissolved",
                                    "other",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="networks_period_end_kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("end_kind", ""), ("until__isnull", False), _connector="OR"),
                        name="networks_period_ended",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__endswith__gt", models.F("since__startswith")),
                            _connector="OR",
                        ),
                        name="networks_period_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "fixed_term"), _negated=True),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="networks_period_term",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipperiod",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("member"),
                                    models.F("member"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    function="networks_certain",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="networks_period_apart",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipsettings",
                    constraint=models.UniqueConstraint(fields=("network",), name="networks_settings_once"),
                ),
                migrations.AddConstraint(
                    model_name="membershipsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("number_width__gte", 1), ("number_width__lte", 8)),
                        name="networks_settings_width",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipsettings",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("dues_days__gte", 1), ("dues_days__lte", 366)),
                        name="networks_settings_dues_days",
                    ),
                ),
                migrations.AddIndex(
                    model_name="prospect",
                    index=models.Index(fields=["network", "sort_key", "id"], name="networks_prospect_order"),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.UniqueConstraint(
                        fields=("network", "organisation"), name="networks_prospect_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "considered",
                                    "invited",
                                    "willing",
                                    "later",
                                    "unwilling",
                                    "joined",
                                    "dropped",
                                ],
                            )
                        ),
                        name="networks_prospect_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("potential__in", ["high", "middle", "low", "unknown"])),
                        name="networks_prospect_potential",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("interest__in", ["high", "middle", "low", "unknown"])),
                        name="networks_prospect_interest",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("potential", "unknown"),
                            models.Q(("potential_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="networks_prospect_potential_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="prospect",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("interest", "unknown"),
                            models.Q(("interest_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="networks_prospect_interest_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipinvitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                ("answer__in", ["yes", "later", "no"]),
                                ("answered_at__isnull", False),
                                ("sent_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="networks_invitation_answer",
                    ),
                ),
                migrations.AddIndex(
                    model_name="membershipapplication",
                    index=models.Index(
                        fields=["network", "-submitted_on", "id"], name="networks_application_recent"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["submitted", "checked", "approved", "declined", "withdrawn"])
                        ),
                        name="networks_application_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("way__in", ["form", "secretariat"])),
                        name="networks_application_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["approved", "declined"]), _negated=True),
                            models.Q(
                                models.Q(("resolution", ""), _negated=True),
                                ("organisation__isnull", False),
                                ("resolved_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="networks_application_decided",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True),
                            ("resolved_on__gte", models.F("submitted_on")),
                            _connector="OR",
                        ),
                        name="networks_application_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolution_id__isnull", True), ("resolution_kind", "")),
                            models.Q(
                                models.Q(("resolution_kind", ""), _negated=True),
                                ("resolution_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="networks_application_resolution",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.UniqueConstraint(
                        fields=("network", "form_key"), name="networks_application_form"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membershipapplication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["submitted", "checked"])),
                        fields=("network", "organisation"),
                        name="networks_application_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactnote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="networks_note_written"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receipt",
                    constraint=models.UniqueConstraint(
                        fields=("network", "number"), name="networks_receipt_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receipt",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_cancelled", False)),
                        fields=("network", "invoice"),
                        name="networks_receipt_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receipt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("way__in", ["transfer", "cheque", "cash", "other"])),
                        name="networks_receipt_way",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="receipt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_cancelled", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="networks_receipt_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="networks_suspension_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suspension",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gt", models.F("since_on")),
                            _connector="OR",
                        ),
                        name="networks_suspension_period",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suspension",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("member"),
                                    models.F("member"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("since_on"),
                                    models.F("until_on"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="networks_suspension_apart",
                    ),
                ),
            ]
        ),
        Guarded("Representative", "owned"),
        Guarded("MemberCategory", "owned"),
        Guarded("MembershipSettings", "owned"),
        Guarded("MembershipPeriod", "owned"),
        Guarded("Suspension", "owned"),
        Guarded("Prospect", "owned"),
        Guarded("ContactNote", "owned"),
        Guarded("MembershipInvitation", "owned"),
        Guarded("MembershipApplication", "owned"),
        Guarded("ConfirmationRound", "owned"),
        Guarded("Confirmation", "owned"),
        Guarded("Correction", "owned"),
        Guarded("Benefit", "owned"),
        Guarded("BenefitUse", "owned"),
        Guarded("DuesExemption", "owned"),
        Guarded("Invoice", "owned"),
        Guarded("Receipt", "owned"),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        Together(
            [
                migrations.AddConstraint(
                    model_name="member",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("network", "number"),
                        name="networks_member_number",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.UniqueConstraint(
                        fields=("network", "member", "kind", "email", "since_on"),
                        name="networks_representative_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kind__in", ["lead", "alternate", "dues"])),
                        name="networks_representative_kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="representative",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "lead")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("member"),
                                    models.F("member"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("since_on"),
                                    models.F("until_on"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="networks_representative_one_lead",
                    ),
                ),
            ]
        ),
    ]

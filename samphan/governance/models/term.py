"""Instruments of appointment, and terms: who holds which office from when to when, and by what right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.governance.models.body import Body
from samphan.governance.models.seat import Position, Seat
from samphan.kit.bilingual import Bilingual, Text
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.partial import PartialDate


class InstrumentKind(models.TextChoices):
    ORDER = "order", pgettext_lazy("instrument", "order")
    RESOLUTION = "resolution", pgettext_lazy("instrument", "resolution")
    ANNOUNCEMENT = "announcement", pgettext_lazy("instrument", "announcement")
    RULES = "rules", pgettext_lazy("instrument", "rules or statutes")
    LETTER = "letter", pgettext_lazy("instrument", "letter")


class Capacity(models.TextChoices):
    SUBSTANTIVE = "substantive", _("holds the office")
    ACTING = "acting", _("acting while the office is vacant")
    SUBSTITUTE = "substitute", _("substitute while the holder cannot act")


class InSeats(models.TextChoices):
    NOT_STATED = "not_stated", _("not stated")
    YES = "yes", _("yes")
    NO = "no", _("no")


class Ending(models.TextChoices):
    EXPIRED = "expired", _("the term ran out")
    RESIGNED = "resigned", pgettext_lazy("office", "resigned")
    REMOVED = "removed", pgettext_lazy("office", "removed")
    DIED = "died", pgettext_lazy("office", "died")
    REPLACED = "replaced", pgettext_lazy("office", "replaced")
    CLOSED = "closed", _("the body was closed")


class InstrumentQuerySet(OwnedQuerySet["Instrument"]):
    """Orders, resolutions and announcements by which people were appointed."""


class TermQuerySet(OwnedQuerySet["Term"]):
    """Terms of office."""

    def on(self, day: dt.date) -> TermQuerySet:
        """Those that may hold on a day: what is half known does not speak against it."""
        return self.filter(possible__contains=day)

    def substantive(self) -> TermQuerySet:
        """Those of the holders themselves, not of who stands in."""
        return self.filter(capacity=Capacity.SUBSTANTIVE)


class Instrument(Owned, Versioned):
    """What appointed somebody: its kind, number, date, title and file.

    An order that was made from these records has a ``sequence`` in its ``year`` (Buddhist era), and its two files.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind.choices)
    number = models.CharField(_("number"), max_length=80, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Buddhist era")
    sequence = models.PositiveIntegerField(null=True, blank=True)
    dated = PartialDateField(_("date"), null=True, blank=True)
    title_th = models.CharField(_("title in Thai"), max_length=500, blank=True, default="")
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    content = models.JSONField(
        null=True, blank=True, help_text="the words of an order that was made here, by field"
    )
    problem = models.CharField(max_length=500, blank=True, default="")

    objects = InstrumentQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        personal="content",
        neither="body kind number year sequence dated title_th title_en file docx note problem version"
        " changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=InstrumentKind.values), name="governance_instrument_kind"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True, sequence__isnull=True)
                | (Q(year__isnull=False, sequence__isnull=False) & ~Q(number="")),
                name="governance_instrument_numbered",
            ),
            models.UniqueConstraint(
                fields=["network", "year", "sequence"], name="governance_instrument_once"
            ),
        ]

    @property
    def is_made_here(self) -> bool:
        """An order that was put together from these records, and not only noted."""
        return self.content is not None


def certain_days(start: PartialDate, until: PartialDate | None) -> DateRange:
    """The days that a period surely covers: what the database keeps as ``certain``."""
    last_start = start.last_on
    if until is None:
        return DateRange(last_start, None)
    if until.from_on < last_start:
        return DateRange(empty=True)
    return DateRange(last_start, until.from_on, "[]")


def _lower(name: str) -> Func:
    return Func(F(name), function="lower", output_field=models.DateField())


def _upper(name: str) -> Func:
    return Func(F(name), function="upper", output_field=models.DateField())


def _range(lower: models.expressions.Combinable, upper: models.expressions.Combinable, bounds: str) -> Func:
    return Func(lower, upper, Value(bounds), function="daterange", output_field=DateRangeField())


_LAST_START: Final = Func(
    Coalesce(_upper("since"), _upper("stated")),
    template="((%(expressions)s) - 1)",
    output_field=models.DateField(),
)
_POSSIBLE: Final = _range(Coalesce(_lower("since"), _lower("stated")), _upper("until"), "[)")
_CERTAIN: Final = Case(
    When(
        Q(until__isnull=True) | Q(until__startswith__gte=_LAST_START),
        then=_range(_LAST_START, _lower("until"), "[]"),
    ),
    default=Value("empty", output_field=DateRangeField()),
    output_field=DateRangeField(),
)


class Term(Owned, Versioned):
    """Somebody in an office of a body, from a day to a last day, each as far as it is known.

    ``since`` is when it began; where that is not known, ``stated`` is the day for which a source says that it held.
    ``until`` is the last day, planned or actual; ``ended`` says how, when it was not simply the planned one.

    ``seat`` is empty for people printed on a list whose seat is not known; ``in_seats`` then says whether they are
    among the stated seats. Names are kept as they were at signing.

    ``possible`` (every day that the term may cover) and ``certain`` (the days that it surely covers) are made by the
    database of the dates: by the first a board is read as of a day, by the second nobody holds a taken seat.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="terms")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    name_th = models.CharField(_("name at signing"), max_length=300)
    name_en = models.CharField(max_length=300, blank=True, default="")
    capacity = models.CharField(
        pgettext_lazy("office", "capacity"),
        max_length=12,
        choices=Capacity.choices,
        default=Capacity.SUBSTANTIVE,
    )
    stands_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutes",
        verbose_name=pgettext_lazy("office", "in place of"),
    )
    in_seats = models.CharField(
        _("among the stated seats"), max_length=10, choices=InSeats.choices, default=InSeats.YES
    )
    place = models.PositiveIntegerField(default=0, help_text="order on the list, within the position")
    on_behalf = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    on_behalf_th = models.CharField(max_length=300, blank=True, default="", help_text="its name at signing")
    on_behalf_en = models.CharField(max_length=300, blank=True, default="")
    is_ex_officio = models.BooleanField(_("ex officio"), default=False)
    since = PartialDateField(_("since"), null=True, blank=True)
    stated = PartialDateField(_("stated as of"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True, help_text="the last day")
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="terms"
    )
    ended = models.CharField(_("how it ended"), max_length=10, choices=Ending.choices, blank=True, default="")
    end_reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    end_instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="ended_terms"
    )
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    is_sample = models.BooleanField(_("sample data"), default=False)
    possible = models.GeneratedField(expression=_POSSIBLE, output_field=DateRangeField(), db_persist=True)
    certain = models.GeneratedField(expression=_CERTAIN, output_field=DateRangeField(), db_persist=True)

    objects = TermQuerySet.as_manager()
    name = Bilingual()
    privacy = Privacy(
        personal="person name_th name_en end_reason",
        neither="body position seat capacity stands_for in_seats place on_behalf on_behalf_th on_behalf_en is_ex_officio"
        " since stated until instrument ended end_instrument source is_sample possible certain version changed_at"
        " changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values), name="governance_term_capacity"
            ),
            models.CheckConstraint(
                condition=Q(in_seats__in=InSeats.values) & (Q(seat__isnull=True) | Q(in_seats=InSeats.YES)),
                name="governance_term_in_seats",
            ),
            models.CheckConstraint(condition=~Q(name_th=""), name="governance_term_named"),
            models.CheckConstraint(
                condition=Q(since__isnull=False) | Q(stated__isnull=False), name="governance_term_begun"
            ),
            models.CheckConstraint(
                # Half-known dates: "since March 2569, until some day of 2569" is possible.
                condition=Q(until__isnull=True)
                | Q(since__isnull=True, until__endswith__gt=F("stated__startswith"))
                | Q(until__endswith__gt=F("since__startswith")),
                name="governance_term_period",
            ),
            models.CheckConstraint(
                condition=Q(ended="") | (Q(ended__in=Ending.values) & Q(until__isnull=False)),
                name="governance_term_ended",
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.SUBSTITUTE, stands_for__isnull=False)
                | (~Q(capacity=Capacity.SUBSTITUTE) & Q(stands_for__isnull=True)),
                name="governance_term_stands_for",
            ),
            ExclusionConstraint(
                name="governance_seat_held_once",
                expressions=[("seat", RangeOperators.EQUAL), ("certain", RangeOperators.OVERLAPS)],
                condition=Q(seat__isnull=False, capacity=Capacity.SUBSTANTIVE),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GistIndex(fields=["body", "possible"], name="governance_term_as_of"),
            models.Index(fields=["person"], name="governance_term_person"),
            models.Index(fields=["on_behalf"], name="governance_term_on_behalf"),
        ]

    @property
    def on_behalf_name(self) -> Text:
        """The name of the institution as it was at signing."""
        return Text.of(self.on_behalf_th, self.on_behalf_en)

    @property
    def start(self) -> PartialDate:
        """When it began, or the day for which a source says that it held."""
        start: PartialDate | None = self.since or self.stated
        if start is None:
            raise ValueError("a term begins some day")
        return start

    def is_substantive(self) -> bool:
        """The holder's own term, not that of who stands in."""
        return self.capacity == Capacity.SUBSTANTIVE

"""What whoever takes over an office needs to know: who, what is open, what ends, where the papers are, how it works."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.agreements.models import Agreement, Amendment, Attachment, Resource
from samphan.directory.models import ContactPoint
from samphan.events.models import Document
from samphan.governance.models import Instrument, MeetingPaper, Resolution, Term
from samphan.kit import due
from samphan.kit.formats import language, number
from samphan.networks.models import Invoice, InvoiceState, MembershipSettings, Milestone
from samphan.networks.queries import gates, statements
from samphan.networks.queries.membership import current_members, terms_ending
from samphan.networks.queries.representative import representatives_on
from samphan.projects.models import ActionItem, ActionState
from samphan.reports.models import IssuedVersion
from samphan.tenancy import roles
from samphan.tenancy.models import Counter, Grant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.tenancy.models import StoredFile

SOON: Final = dt.timedelta(days=90)
YEAR: Final = dt.timedelta(days=366)
RESOLVED: Final = dt.timedelta(days=731)
MOST_ROWS: Final = 2_000
"""So many rows of one list; where there are more, the pack says so."""

type Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pack: a list with its heads, and a sentence that says what stands in it."""

    code: str
    label: str
    words: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_cut: bool = False

    @property
    def said(self) -> str:
        """What stands in it, and that it does not hold everything where that is so."""
        if not self.is_cut:
            return self.words
        cut = _(
            "The list is longer: only the first %(most)s entries of it stand here, the rest is in the system."
        )
        return f"{self.words} {cut % {'most': number(MOST_ROWS)}}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the network and the folder in which it lies in the pack."""

    folder: str
    title: str
    file: StoredFile
    address: str


def parts(actor: Actor, today: dt.date) -> list[Part]:
    """Everything that is told in lists, in reading order, in the language in force.

    Each list takes a number of statements that does not grow with its rows. The actor sees the whole network.
    """
    return [
        _office_holders(actor, today),
        _representatives(actor, today),
        _roles(actor),
        _due(actor, today),
        _actions(actor),
        _resolutions(actor, today),
        _ending(actor, today),
        _frame(actor),
        _rules(actor),
    ]


def _first[T](rows: QuerySet[Any] | Sequence[T]) -> tuple[list[Any], bool]:
    """So many rows as a list of a pack holds, and whether there are more. One statement."""
    found = list(rows[: MOST_ROWS + 1])
    return found[:MOST_ROWS], len(found) > MOST_ROWS


def _at(actor: Actor, name: str, *args: object) -> str:
    slug = actor.slug
    return settings.BASE_URL + reverse(name, args=[slug, *args])


def _office_holders(actor: Actor, today: dt.date) -> Part:
    held = (
        Term.objects.for_actor(actor)
        .on(today)
        .select_related("body", "position")
        .order_by("body__order", "body_id", "position__order", "place", "id")
    )
    found, is_cut = _first(held)
    reached: dict[int, list[str]] = defaultdict(list)
    people = ContactPoint.objects.for_actor(actor).filter(person__in=[each.person_id for each in found])
    for point in people.order_by("id"):
        if point.person_id is not None:
            reached[point.person_id].append(point.value)
    rows = tuple(
        (
            str(each.body.name),
            str(each.position.title),
            str(each.name),
            _since(each),
            _period(each.until),
            ", ".join(reached[each.person_id]),
        )
        for each in found
    )
    heads = (_("Body"), _("Position"), _("Name"), _("Since"), _("Until"), _("How to reach"))
    return Part(
        "offices",
        _("Who holds an office"),
        _("Everybody in office on the day of this paper."),
        heads,
        rows,
        is_cut,
    )


def _representatives(actor: Actor, today: dt.date) -> Part:
    speaking = defaultdict(list)
    for each in representatives_on(actor, today):
        speaking[each.member_id].append(each)
    rows: list[tuple[Cell, ...]] = []
    members = current_members(actor, today).select_related("organisation").order_by("sort_key", "id")
    found, is_cut = _first(members)
    for member in found:
        name = str(member.organisation.name)
        named = speaking.get(member.pk)
        if not named:
            rows.append((name, _("nobody is named"), "", "", ""))
        rows += [
            (name, each.name, str(each.get_kind_display()), each.email, each.phone) for each in named or ()
        ]
    heads = (_("Member"), _("Representative"), _("Speaks as"), _("E-mail"), _("Telephone"))
    words = _("The members of the day and who speaks for each of them.")
    return Part("members", _("Members and their representatives"), words, heads, tuple(rows), is_cut)


def _roles(actor: Actor) -> Part:
    held, is_cut = _first(
        Grant.objects.for_actor(actor).select_related("user").order_by("role", "user__name", "id")
    )
    rows = tuple(
        (
            each.user.name,
            each.user.email,
            str(roles.ROLES[each.role].name),
            str(roles.ROLES[each.role].description),
        )
        for each in held
    )
    heads = (_("Name"), _("E-mail"), _("Role"), _("What the role does"))
    words = _("Take away the roles of those who leave, and give them to those who come.")
    return Part("roles", _("Who may do what here"), words, heads, rows, is_cut)


def _due(actor: Actor, today: dt.date) -> Part:
    found, is_cut = _first(due.lines(actor, until=today + SOON, today=today))
    rows = tuple(
        (
            each.on,
            _("overdue") if each.is_overdue else "",
            str(each.word),
            each.title,
            each.owner,
            settings.BASE_URL + each.url,
        )
        for each in found
    )
    heads = (_("Day"), _("State"), _("Kind"), _("What"), _("Owner"), _("Address"))
    words = _("What is overdue, and what is due within 90 days.")
    return Part("due", _("What is due"), words, heads, rows, is_cut)


def _actions(actor: Actor) -> Part:
    found, is_cut = _first(
        ActionItem.objects.for_actor(actor)
        .filter(state=ActionState.OPEN)
        .select_related("person", "organisation")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )
    rows = tuple(
        (
            each.due_on,
            str(each.title),
            str(each.person.name) if each.person else each.owner_label,
            str(each.organisation.name) if each.organisation else "",
            each.occasion,
        )
        for each in found
    )
    heads = (_("Due"), _("Action"), _("Responsible"), _("Organisation"), _("Decided at"))
    words = _("What somebody has promised to do.")
    return Part("actions", _("Open actions"), words, heads, rows, is_cut)


def _resolutions(actor: Actor, today: dt.date) -> Part:
    found, is_cut = _first(
        Resolution.objects.for_actor(actor)
        .filter(meeting__starts_at__date__gte=today - RESOLVED)
        .select_related("meeting__body")
        .order_by("-meeting__starts_at", "number", "id")
    )
    rows = tuple(
        (
            str(each.meeting.body.name),
            f"{each.meeting.number}/{each.meeting.year}",
            each.number,
            str(each.text),
            str(each.get_result_display()),
        )
        for each in found
    )
    heads = (_("Body"), _("Meeting"), _("No."), _("Resolution"), _("Result"))
    words = _("Resolutions of the last two years, the latest first.")
    return Part("resolutions", _("What was decided"), words, heads, rows, is_cut)


def _ending(actor: Actor, today: dt.date) -> Part:
    """What ends within a year, or ended and was not settled, the earliest first."""
    until = today + YEAR
    rows: list[tuple[dt.date, str, str, str]] = []
    is_cut = False
    held = Term.objects.for_actor(actor).on(today).filter(until__endswith__lte=until + dt.timedelta(days=1))
    terms, more = _first(held.select_related("body", "position").order_by("until", "id"))
    is_cut |= more
    for term in terms:
        if term.until is not None:
            said = f"{term.name} · {term.position.title} · {term.body.name}"
            rows.append(
                (term.until.last_on, _("term of office"), said, _at(actor, "governance:term", term.pk))
            )
    agreed = Agreement.objects.for_actor(actor).filter(
        force__contains=today, force__endswith__lte=until + dt.timedelta(days=1)
    )
    agreements, more = _first(agreed.order_by("force", "id"))
    is_cut |= more
    for agreement in agreements:
        end: Any = agreement.force
        last = end.upper - dt.timedelta(days=1)
        url = _at(actor, "agreements:agreement", agreement.pk)
        rows.append((last, _("agreement"), f"{agreement.number} {agreement.title}", url))
    periods, more = _first(terms_ending(actor, until))
    is_cut |= more
    for period in periods:
        if period.until is not None:
            url = _at(actor, "networks:member", period.member_id)
            rows.append((period.until.last_on, _("membership"), str(period.member.organisation.name), url))
    unpaid = (
        Invoice.objects.for_actor(actor)
        .filter(state=InvoiceState.OPEN)
        .select_related("member__organisation")
    )
    invoices, more = _first(unpaid.order_by("due_on", "id"))
    is_cut |= more
    for invoice in invoices:
        said = f"{invoice.number} {invoice.member.organisation.name}"
        rows.append((invoice.due_on, _("dues"), said, _at(actor, "networks:invoice", invoice.pk)))
    given = Resource.objects.for_actor(actor).filter(ends__isnull=False, ends__endswith__gt=today)
    resources, more = _first(
        given.filter(ends__endswith__lte=until + dt.timedelta(days=1)).order_by("ends", "id")
    )
    is_cut |= more
    for resource in resources:
        if resource.ends is not None:
            url = _at(actor, "agreements:resource", resource.pk)
            rows.append((resource.ends.last_on, _("resource"), str(resource.title), url))
    rows.sort(key=lambda each: each[0])
    heads = (_("Until"), _("Kind"), _("What"), _("Address"))
    words = _("What ends within twelve months, and dues that are not paid.")
    return Part("ending", _("What ends"), words, heads, tuple(rows), is_cut)


def _frame(actor: Actor) -> Part:
    current = statements.in_force(actor)
    rows = [
        (str(part.label), number, str(each.text))
        for part in statements.parts(current)
        for number, each in enumerate(part.statements, start=1)
    ]
    stage = gates.present_stage(actor)
    if stage is not None:
        rows.insert(0, (_("Stage"), stage.number, f"{stage.name}: {stage.words}"))
    words = _("No frame has been adopted yet.")
    if current is not None and current.adopted is not None:
        words = _("Version %(number)s, adopted %(day)s.") % {
            "number": current.number,
            "day": current.adopted.format(language()),
        }
    return Part(
        "frame", _("What the network is for"), words, (_("Part"), _("No."), _("Statement")), tuple(rows)
    )


def _rules(actor: Actor) -> Part:
    """How papers are numbered, and how far the numbers are."""
    rows: list[tuple[Cell, ...]] = []
    rule = MembershipSettings.objects.for_actor(actor).first()
    if rule is not None:
        year = _("with the Buddhist year") if rule.number_has_year else _("without a year")
        said = _("prefix “%(prefix)s”, %(year)s, %(width)s digits") % {
            "prefix": rule.number_prefix,
            "year": year,
            "width": rule.number_width,
        }
        rows.append((_("Member numbers"), "", said))
    counters, is_cut = _first(Counter.objects.for_actor(actor).order_by("kind", "-year", "id"))
    rows += [
        (each.kind, each.year or "", _("last number given: %(number)s") % {"number": each.last})
        for each in counters
    ]
    heads = (_("Series of numbers"), _("Year"), _("How it runs"))
    return Part(
        "numbers",
        _("How papers are numbered"),
        _("Numbers are never given twice."),
        heads,
        tuple(rows),
        is_cut,
    )


def _since(term: Term) -> str:
    """Since when, or for which day a source says that it held where the beginning is not known."""
    if term.since is None and term.stated is not None:
        return _("stated as of %(day)s") % {"day": _period(term.stated)}
    return _period(term.since)


def _period(value: Any) -> str:
    return value.format(language(), style="short") if value is not None else ""


type Titled = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Records with a file: into which folder they go, where their file is, their title, and the page they stand on."""

    folder: str
    records: QuerySet[Any]
    file: str
    title: Titled
    url_name: str
    at: str = "pk"


def _sources(actor: Actor) -> list[Source]:
    agreed = _("agreements")
    return [
        Source(
            agreed,
            Attachment.objects.for_actor(actor).select_related("agreement"),
            "file",
            lambda each: f"{each.agreement.number} {each.title}",
            "agreements:agreement",
            "agreement_id",
        ),
        Source(
            agreed,
            Amendment.objects.for_actor(actor).select_related("agreement"),
            "file",
            lambda each: f"{each.agreement.number} {each.get_kind_display()}",
            "agreements:agreement",
            "agreement_id",
        ),
        Source(
            _("meetings"),
            MeetingPaper.objects.for_actor(actor).defer("content"),
            "pdf",
            lambda each: f"{each.get_kind_display()} {each.number} v{each.version}",
            "governance:meeting",
            "meeting_id",
        ),
        Source(
            _("orders"),
            Instrument.objects.for_actor(actor).defer("content"),
            "file",
            lambda each: f"{each.number} {each.title}".strip(),
            "governance:instrument",
        ),
        Source(
            _("reports"),
            IssuedVersion.objects.for_actor(actor).defer("content"),
            "pdf",
            lambda each: str(each.number),
            "reports:report",
            "report_id",
        ),
        Source(
            _("events"),
            Document.objects.for_actor(actor),
            "file",
            lambda each: str(each.title),
            "events:event",
            "event_id",
        ),
        Source(
            _("milestones"),
            Milestone.objects.for_actor(actor),
            "file",
            lambda each: str(each.title),
            "networks:milestone",
        ),
    ]


def papers(actor: Actor) -> Iterator[Kept]:
    """The files that the pack takes along, with the page on which each stands. One statement a source."""
    for source in _sources(actor):
        filed = source.records.filter(**{f"{source.file}__isnull": False}).select_related(source.file)
        for each in filed.order_by("id"):
            file = getattr(each, source.file)
            url = _at(actor, source.url_name, getattr(each, source.at))
            yield Kept(source.folder, source.title(each) or file.name, file, url)


def counted(actor: Actor, today: dt.date) -> list[tuple[str, str, int]]:
    """The parts with the number of their lines, as the page shows them before a pack is made."""
    return [(each.code, each.label, len(each.rows)) for each in parts(actor, today)]

"""Seats on the pages of people and organisations, and the members of a body as recipients of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.comms.models import Anchor
from samphan.comms.queries import segments
from samphan.directory.models import ContactKind
from samphan.directory.queries.contact import with_contacts
from samphan.governance.models import Body, Capacity, Term
from samphan.governance.queries.bodies_findable import BODY
from samphan.governance.queries.terms import held_by, on_behalf_of
from samphan.kit.bilingual import pair
from samphan.kit.formats import date_range, thai_date
from samphan.kit.sections import Line, Lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from samphan.kit.actor import Actor

SHOWN: Final = 10
"""Lines of a section."""

POSITION: Final = segments.Placeholder("position", gettext_lazy("position of the recipient in the body"))
BODY_NAME: Final = segments.Placeholder("body", gettext_lazy("name of the body"))


def _when(term: Term) -> str:
    if term.until is not None:
        return date_range(term.start, term.until)
    word = _("since %(day)s") if term.since else _("stated as of %(day)s")
    return word % {"day": thai_date(term.start)}


def _lines(actor: Actor, terms: Iterable[Term], *, names_people: bool) -> list[Line]:
    slug = actor.slug
    today = timezone.localdate()
    found = []
    for term in terms:
        office = f"{term.position.title}, {term.body.name}"
        capacity = "" if term.is_substantive() else str(Capacity(term.capacity).label)
        found.append(
            Line(
                label=term.name if names_people else office,
                url=reverse("governance:term", args=[slug, term.pk]),
                when=_when(term),
                detail=" · ".join(filter(None, [office if names_people else "", capacity])),
                is_past=today not in term.possible,
            )
        )
    return found


def seats_held(actor: Actor, ids: Sequence[int]) -> Lines:
    """The offices that a person holds or held. Two statements."""
    terms = held_by(actor, ids)
    found = list(terms[:SHOWN])
    total = len(found) if len(found) < SHOWN else terms.count()
    return Lines(_lines(actor, found, names_people=False), total)


def people_on_behalf(actor: Actor, ids: Sequence[int]) -> Lines:
    """Who sits or sat in bodies for an organisation. Two statements."""
    terms = on_behalf_of(actor, ids)
    found = list(terms[:SHOWN])
    total = len(found) if len(found) < SHOWN else terms.count()
    return Lines(_lines(actor, found, names_people=True), total)


def _names(by: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Names of the bodies that the actor may see."""
    return {each.pk: str(each.name) for each in Body.objects.for_actor(by).filter(pk__in=ids)}


def _facts(by: Actor, body_id: int) -> dict[str, tuple[str, str]]:
    return {"body": pair(Body.objects.for_actor(by).get(pk=body_id), "name")}


def _dates(by: Actor, body_id: int) -> dict[str, dt.date]:
    """The last day of the term of the body that ends next, from which reminders count."""
    today = timezone.localdate()
    running = Term.objects.for_actor(by).on(today).filter(body_id=body_id, until__isnull=False)
    term = running.order_by("until").first()
    return {Anchor.ENDS: term.until.last_on} if term and term.until else {}


def _members(by: Actor, body_id: int, _part: int | None) -> Iterable[segments.RecipientData]:
    """Who sits in a body today, in the order of the board, each person once."""
    terms = (
        Term.objects.for_actor(by)
        .on(timezone.localdate())
        .filter(body_id=body_id)
        .select_related("position", "person")
        .order_by("position__order", "seat__number", "place", "id")
    )
    first: dict[int, Term] = {}
    for term in terms:
        first.setdefault(term.person_id, term)
    contacts = with_contacts(by, people=list(first))
    for term in first.values():
        yield segments.RecipientData(
            ref_id=term.pk,
            address=contacts.get(term.person_id, {}).get(ContactKind.MAIL, [""])[0],
            name_th=term.person.name_th,
            name_en=term.person.name_en,
            values={"position": pair(term.position, "title")},
        )


def body_segments() -> tuple[segments.About | segments.Segment, ...]:
    """What ``apps.py`` registers."""
    return (
        segments.About(BODY, gettext_lazy("Body"), _names, "governance:body", (BODY_NAME,), _facts, _dates),
        segments.Segment(
            "governance.members",
            gettext_lazy("Members of the body now"),
            BODY,
            _members,
            placeholders=(POSITION,),
        ),
    )

"""Making bodies, describing them, and closing them together with the terms that end with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max, ProtectedError, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.governance.models import Body, Ending, QuorumRule, Seat, Term, lasting
from samphan.governance.policy.bodies import manage
from samphan.governance.queries.bodies_findable import BODY, body_row
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.tenancy import search
from samphan.tenancy.audit import difference, kind_of, plain, record, values
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Collection

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

BODY_FIELDS: Final = (
    "kind", "name_th", "name_en", "purpose_th", "purpose_en", "since", "until", "stated_seats", "stated_on",
    "stated_source", "quorum_rule", "quorum_over", "quorum_under", "quorum_count", "quorum_of", "term_months",
    "is_public",
)  # fmt: skip
_DEEPEST: Final = 12
"""How deep bodies may stand under each other."""


@transaction.atomic
def create_body(*, by: Actor, parent: Body | None = None, is_sample: bool = False, **words: Any) -> Body:
    """A new body of the actor's network, the last among those of the same parent; ``words`` are ``BODY_FIELDS``.

    Raises:
        Problem: what is stated or the quorum does not hold together, or the life ends before it begins.
    """
    if by.network is None:
        raise ValueError("a body is made in a network")
    by.must(manage, on=by.network)
    places = Body.objects.filter(network_id=by.network_id, parent=parent).aggregate(last=Max("order"))
    body = Body(
        network_id=by.network_id,
        parent=parent,
        order=(places["last"] or 0) + 1,
        is_sample=is_sample,
        changed_by=by.label,
    )
    _describe(body, words)
    _check_parent(body, parent)
    body.save()
    search.put([body_row(body)])
    record(by, "create_body", body, changes=difference({}, values(body, BODY_FIELDS)))
    return body


@transaction.atomic
def change_body(
    *, by: Actor, body: Body, version: int | None = None, parent: Body | None = None, **words: Any
) -> Body:
    """Change what is said of a body and what it belongs to; ``parent`` None makes it one of the first.

    Raises:
        Problem: as in ``create_body``; or the body would stand under itself; or a term would fall out of its life.
        Conflict: somebody saved the body since ``version``.
    """
    body = _locked(body)
    by.must(manage, on=body)
    fields = (*BODY_FIELDS, "parent")
    check_version(body, version, fields, changed_by=body.changed_by)
    before = {**values(body, BODY_FIELDS), "parent": body.parent_id}
    _describe(body, words)
    _check_parent(body, parent)
    body.parent = parent
    _check_terms(body)
    body.touch(by)
    body.save()
    search.put([body_row(body)])
    changes = difference(before, {**values(body, BODY_FIELDS), "parent": body.parent_id})
    record(by, "change_body", body, changes=changes)
    return body


@transaction.atomic
def move_body(*, by: Actor, body: Body, up: bool) -> None:
    """One place up or down among the bodies of the same parent."""
    by.must(manage, on=body)
    beside = Body.objects.select_for_update().filter(network_id=body.network_id, parent=body.parent_id)
    ordered = list(beside.order_by("order", "id"))
    place = next(number for number, each in enumerate(ordered) if each.pk == body.pk)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(ordered):
        return
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for number, each in enumerate(ordered, start=1):
        each.order = number
    Body.objects.bulk_update(ordered, ["order"])
    record(by, "move_body", body)


def ending_with(by: Actor, body: Body, until: PartialDate) -> list[Term]:
    """The terms that would end with a body on its last day: what is shown before it is closed."""
    running = Term.objects.for_actor(by).filter(body=body).exclude(until__endswith__lte=until.until_on)
    return list(running.select_related("position", "seat").order_by("position__order", "seat__number", "id"))


@transaction.atomic
def close_body(
    *,
    by: Actor,
    body: Body,
    until: PartialDate,
    reason: str,
    seen: Collection[int] | None = None,
) -> Body:
    """The life of a body ends with its last day, and with it every term that would go on.

    ``seen`` are the ids of the terms that the preview showed.

    Raises:
        Problem: it is closed already; bodies under it go on; a term began after the last day; other terms than those
            of the preview would end.
    """
    body = _locked(body)
    by.must(manage, on=body)
    if body.until is not None:
        raise Problem(_("This body has been closed already."))
    if body.since and until.until_on <= body.since.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")
    below = Body.objects.filter(lasting(until.until_on), parent=body).order_by("order", "id")
    if names := ", ".join(str(each.name) for each in below):
        raise Problem(_("Close or move the bodies under it first: %(names)s.") % {"names": names})
    terms = list(Term.objects.select_for_update().filter(body=body).order_by("id"))
    ended: dict[str, Any] = {}
    for term in terms:
        if term.start.from_on >= until.until_on:
            raise Problem(
                _("The term of %(name)s begins after this day.") % {"name": term.name}, field="until"
            )
        if term.until is None or term.until.until_on > until.until_on:
            ended[str(term.pk)] = [plain(term.until), term.ended]
            term.until, term.ended = until, Ending.CLOSED
            term.touch(by)
            term.save()
    if seen is not None and set(map(int, ended)) != set(seen):
        raise Problem(_("The terms that end with the body changed meanwhile. Look at the list again."))
    begun = Q(since__isnull=True) | Q(since__startswith__lt=until.until_on)
    closed = Seat.objects.filter(begun, body=body, until__isnull=True)
    seats = sorted(closed.values_list("pk", flat=True))
    closed.update(until=until)
    body.until, body.closing_reason = until, reason
    body.touch(by)
    body.save()
    record(
        by,
        "close_body",
        body,
        changes={"until": [None, plain(until)], "terms": [ended, []], "seats": [seats, []]},
        reason=reason,
    )
    return body


@transaction.atomic
def reopen_body(*, by: Actor, body: Body) -> Body:
    """Take the closing back: the terms that ended with the body go on as before, unless they were changed since.

    Raises:
        Problem: the body is open, its parent was closed, or somebody else took a seat of a term that would go on.
    """
    from samphan.governance.actions.periods import check_free, read_partial

    body = _locked(body)
    by.must(manage, on=body)
    if body.until is None:
        raise Problem(_("This body is open."))
    if body.parent and body.parent.until is not None:
        raise Problem(_("Open %(name)s first, to which this body belongs.") % {"name": body.parent.name})
    closing = (
        AuditEntry.objects.filter(
            network_id=body.network_id, act="close_body", object_kind=kind_of(body), object_id=body.pk
        )
        .order_by("-id")
        .first()
    )
    changes = closing.changes if closing else {}
    before, seats = changes.get("terms", [{}])[0], changes.get("seats", [[]])[0]
    last = body.until
    Seat.objects.filter(body=body, until=last, pk__in=seats).update(until=None)
    body.until, body.closing_reason = None, ""
    body.touch(by)
    body.save()
    for term in Term.objects.select_for_update().filter(body=body, ended=Ending.CLOSED, until=last):
        if str(term.pk) in before:
            until, ended = before[str(term.pk)]
            term.until, term.ended = read_partial(until), ended
            check_free(term)
            term.touch(by)
            term.save()
    record(by, "reopen_body", body, changes={"until": [plain(last), None]})
    return body


@transaction.atomic
def remove_body(*, by: Actor, body: Body, reason: str) -> None:
    """Take out a body that was entered by mistake. One with a history is closed instead.

    Raises:
        Problem: people held its seats, or bodies stand under it.
    """
    by.must(manage, on=body)
    count = Term.objects.filter(body=body).count()
    if count:
        raise Problem(
            ngettext(
                "%(count)s term stands in this body. Close it instead: then its history is kept.",
                "%(count)s terms stand in this body. Close it instead: then its history is kept.",
                count,
            )
            % {"count": count}
        )
    if Body.objects.filter(parent=body).exists():
        raise Problem(_("Bodies stand under it. Move or remove them first."))
    if body.instruments.exists():
        raise Problem(_("Orders of appointment belong to this body. Close it instead."))
    search.remove(BODY, body.pk)
    record(by, "remove_body", body, reason=reason)
    try:
        with transaction.atomic():
            body.seats.all().delete()
            body.positions.all().delete()
            body.delete()
    except ProtectedError as error:
        raise Problem(_("Records of meetings rest on this body. Close it instead.")) from error


def _locked(body: Body) -> Body:
    return Body.objects.select_for_update(of=("self",)).select_related("parent").get(pk=body.pk)


def _describe(body: Body, words: dict[str, Any]) -> None:
    """Put words into the record, and refuse what cannot be."""
    for name, value in words.items():
        if name not in BODY_FIELDS:
            raise TypeError(f"not a word of a body: {name}")
        setattr(body, name, value)
    if not body.name_th.strip():
        raise Problem(_("A body needs a name in Thai."), field="name_th")
    if body.since and body.until and body.until.until_on <= body.since.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")
    if body.stated_seats is not None:
        if body.stated_seats < 1:
            raise Problem(_("Leave it empty if no number is stated."), field="stated_seats")
        if body.stated_on is None:
            raise Problem(_("Say as of when the number is stated."), field="stated_on")
        if not body.stated_source:
            raise Problem(_("Say where the number is stated."), field="stated_source")
    _check_quorum(body)


def _check_quorum(body: Body) -> None:
    rule = body.quorum_rule
    if rule == QuorumRule.NUMBER and not body.quorum_count:
        raise Problem(_("Say how many people make a quorum."), field="quorum_count")
    if rule in {QuorumRule.MORE_THAN, QuorumRule.AT_LEAST}:
        if not body.quorum_over or not body.quorum_under:
            raise Problem(_("Write the share as two numbers, for example 1 of 2."), field="quorum_over")
        if body.quorum_over > body.quorum_under:
            raise Problem(_("A share cannot be more than the whole."), field="quorum_over")
    if rule == QuorumRule.MORE_THAN and body.quorum_over == body.quorum_under:
        raise Problem(_("More than all is never reached."), field="quorum_over")


def _check_parent(body: Body, parent: Body | None) -> None:
    """A body never stands under itself, however many stand in between, also when two people move bodies at once."""
    if parent is None:
        return
    tree = Body.objects.select_for_update().filter(network_id=body.network_id).order_by("id")
    above = dict(tree.values_list("pk", "parent_id"))
    if parent.pk not in above:
        raise ValueError("the parent is a body of the same network")
    place: int | None = parent.pk
    depth = 0
    while place is not None:
        if place == body.pk:
            raise Problem(_("A body cannot belong to itself, nor to one that belongs to it."), field="parent")
        depth += 1
        if depth > _DEEPEST:
            raise Problem(_("Bodies stand too deep under each other."), field="parent")
        place = above[place]


def _check_terms(body: Body) -> None:
    """No term falls out of the life of its body."""
    for term in Term.objects.filter(body=body).order_by("id"):
        if body.since and term.start.until_on <= body.since.from_on:
            raise Problem(
                _("The term of %(name)s began before this day, on %(day)s.")
                % {"name": term.name, "day": thai_date(term.start)},
                field="since",
            )
        if body.until and (term.until is None or term.until.from_on >= body.until.until_on):
            raise Problem(
                _(
                    "The term of %(name)s goes on after this day. Close the body instead of writing its last day:"
                    " then its terms end with it."
                )
                % {"name": term.name},
                field="until",
            )

"""What becomes of a term: it ends, is extended, is corrected, or was entered by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from samphan.governance.actions.periods import check_free, check_period, read_partial
from samphan.governance.models import Body, Ending, Instrument, Term
from samphan.governance.policy.bodies import manage
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.tenancy.audit import difference, kind_of, plain, record, values
from samphan.tenancy.models import AuditEntry

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

CORRECTED: Final = (
    "name_th", "name_en", "since", "stated", "until", "on_behalf_id", "is_ex_officio", "in_seats", "place",
    "instrument_id", "source", "ended", "end_reason",
)  # fmt: skip


@transaction.atomic
def end_term(
    *,
    by: Actor,
    term: Term,
    until: PartialDate,
    ended: str,
    reason: str = "",
    instrument: Instrument | None = None,
    version: int | None = None,
) -> Term:
    """A term ends on a last day, at the latest on the planned one; who stands in for the holder ends with it.

    Raises:
        Problem: the day lies before the beginning or after the planned end; it is not said how the term ended.
        Conflict: somebody changed the term since ``version``.
    """
    term = _locked(term)
    by.must(manage, on=term)
    check_version(term, version, ("until", "ended"), changed_by=term.changed_by)
    if ended not in Ending.values:
        raise Problem(_("Say how the term ended."), field="ended")
    if term.ended:
        raise Problem(_("This term has been ended already. Take that back first, or correct it."))
    if term.until and until.from_on >= term.until.until_on:
        raise Problem(
            _("The term ends on %(day)s as it is. Extend it instead.") % {"day": thai_date(term.until)},
            field="until",
        )
    before = term.until
    term.until, term.ended, term.end_reason, term.end_instrument = until, ended, reason, instrument
    check_period(term)
    term.touch(by)
    term.save()
    stood_in = _end_substitutes(by, term)
    changes = {
        "until": [plain(before), plain(until)],
        "ended": ["", ended],
        **({"substitutes": [stood_in, []]} if stood_in else {}),
    }
    record(by, "end_term", term, label=_label(term), changes=changes, reason=reason)
    return term


def _end_substitutes(by: Actor, term: Term) -> dict[str, Any]:
    """Who stands in for a holder stops at the latest with the holder; what was planned before, by id."""
    stopped: dict[str, Any] = {}
    last = term.until
    if last is None:
        return stopped
    for each in Term.objects.select_for_update().filter(stands_for=term):
        if each.until is None or each.until.until_on > last.until_on:
            if each.start.from_on >= last.until_on:
                raise Problem(
                    _("%(name)s begins to stand in after this day. Correct that first.")
                    % {"name": each.name},
                    field="until",
                )
            stopped[str(each.pk)] = plain(each.until)
            each.until = last
            each.touch(by)
            each.save()
    return stopped


@transaction.atomic
def resume_term(*, by: Actor, term: Term) -> Term:
    """Take the ending of a term back: it goes on as it was planned, unless somebody else holds the seat by now.

    Raises:
        Problem: it was not ended, the body was closed, or the seat is taken.
    """
    term = _locked(term)
    by.must(manage, on=term)
    if not term.ended:
        raise Problem(_("This term has not been ended."))
    if term.ended == Ending.CLOSED and term.body.until is not None:
        raise Problem(_("Open the body again: its terms go on with it."))
    entry = (
        AuditEntry.objects.filter(
            network_id=term.network_id, act="end_term", object_kind=kind_of(term), object_id=term.pk
        )
        .order_by("-id")
        .first()
    )
    ended, last = term.ended, term.until
    changes = entry.changes if entry else {}
    term.until = read_partial(changes.get("until", [None])[0])
    term.ended, term.end_reason, term.end_instrument = "", "", None
    check_period(term)
    check_free(term)
    term.touch(by)
    term.save()
    before = changes.get("substitutes", [{}])[0]
    for each in Term.objects.select_for_update().filter(stands_for=term, until=last):
        if str(each.pk) in before:
            each.until = read_partial(before[str(each.pk)])
            each.touch(by)
            each.save()
    record(
        by,
        "resume_term",
        term,
        label=_label(term),
        changes={"until": [plain(last), plain(term.until)], "ended": [ended, ""]},
    )
    return term


@transaction.atomic
def extend_term(
    *,
    by: Actor,
    term: Term,
    until: PartialDate | None,
    instrument: Instrument | None = None,
    version: int | None = None,
) -> Term:
    """A term lasts longer than planned; ``until`` None: as long as nobody ends it.

    Raises:
        Problem: it has been ended; the day is not later; the seat is taken, or the body closed, by then.
        Conflict: somebody changed the term since ``version``.
    """
    term = _locked(term)
    by.must(manage, on=term)
    check_version(term, version, ("until", "ended"), changed_by=term.changed_by)
    if term.ended:
        raise Problem(_("This term has been ended already. Take that back first, or correct it."))
    if term.until is None or (until is not None and until.until_on <= term.until.until_on):
        raise Problem(_("The new last day is not later than the present one."), field="until")
    before = term.until
    term.until = until
    check_period(term)
    check_free(term)
    term.touch(by)
    term.save()
    changes = {
        "until": [plain(before), plain(until)],
        **({"instrument": [None, instrument.pk]} if instrument else {}),
    }
    record(by, "extend_term", term, label=_label(term), changes=changes)
    return term


@transaction.atomic
def correct_term(
    *, by: Actor, term: Term, version: int | None = None, reason: str = "", **words: Any
) -> Term:
    """Put right what was entered wrongly; ``words`` are ``CORRECTED``. What it was stands in the audit trail.

    Raises:
        Problem: the days cannot be, or the seat is taken then.
        Conflict: somebody changed the term since ``version``.
    """
    term = _locked(term)
    by.must(manage, on=term)
    check_version(term, version, CORRECTED, changed_by=term.changed_by)
    before = values(term, CORRECTED)
    for name, value in words.items():
        if name not in CORRECTED:
            raise TypeError(f"not a word of a term that is corrected: {name}")
        setattr(term, name, value)
    if not term.name_th.strip():
        raise Problem(_("Write the name in Thai as it was signed."), field="name_th")
    if "on_behalf_id" in words and term.on_behalf_id != before["on_behalf_id"]:
        on_behalf = term.on_behalf
        term.on_behalf_th = on_behalf.name_th if on_behalf else ""
        term.on_behalf_en = on_behalf.name_en if on_behalf else ""
    if term.ended and term.until is None:
        raise Problem(_("A term that ended has a last day."), field="until")
    check_period(term)
    check_free(term)
    term.touch(by)
    term.save()
    changes = difference(before, values(term, CORRECTED))
    record(by, "correct_term", term, label=_label(term), changes=changes, reason=reason)
    return term


@transaction.atomic
def remove_term(*, by: Actor, term: Term, reason: str) -> None:
    """Take out a term that was entered by mistake; one that ended gets its last day instead.

    Raises:
        Problem: somebody stands in for it, or records of meetings rest on it.
    """
    term = _locked(term)
    by.must(manage, on=term)
    record(
        by,
        "remove_term",
        term,
        label=_label(term),
        changes=difference({}, values(term, CORRECTED)),
        reason=reason,
    )
    try:
        with transaction.atomic():
            term.delete()
    except ProtectedError as error:
        raise Problem(
            _(
                "Other records rest on this term: who stands in for it, or who came to a meeting. Correct it instead."
            )
        ) from error


def _locked(term: Term) -> Term:
    Body.objects.select_for_update().get(pk=term.body_id)  # nobody is appointed beside it meanwhile
    found = Term.objects.select_for_update(of=("self",))
    return found.select_related("body", "seat", "position", "person").get(pk=term.pk)


def _label(term: Term) -> tuple[str, str]:
    return term.name_th, term.name_en

"""An agreement on one page of paper, in Thai, with its number in the register."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.agreements.models import Ending
from samphan.agreements.transitions.force import StateCode
from samphan.kit.documents import Document, KeyValues, Note
from samphan.kit.formats import date_range, thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from samphan.agreements.models import Agreement, Party, Signatory
    from samphan.agreements.queries.agreements import Duty, Page
    from samphan.agreements.transitions.force import State
    from samphan.kit.documents import Block

ROOM: Final = 5
WIDTH: Final = 60
"""Lines that one page has for each of the long rows, and characters of a line (Thai marks make it rather more)."""


def state_sentence(agreement: Agreement, state: State) -> str:
    """How an agreement stands, in one sentence of the active language."""
    last = thai_date(state.force.last) if state.force.last else ""
    if state.code == StateCode.NOT_YET:
        return _("Not in force yet: it begins on %(date)s.") % {"date": thai_date(state.force.first)}
    if state.code == StateCode.EXPIRED:
        return _("It expired on %(date)s.") % {"date": last}
    if state.code == StateCode.GIVEN_UP:
        return _("It was given up and held until %(date)s.") % {"date": last}
    if state.code == StateCode.ENDED_EARLY:
        return _("It ended early on %(date)s: %(reason)s") % {"date": last, "reason": agreement.ended_reason}
    if state.code == StateCode.ALONE:
        return _("It ended on %(date)s, because fewer than two parties remained.") % {"date": last}
    return _in_force(agreement, state)


def _in_force(agreement: Agreement, state: State) -> str:
    if state.force.last is not None:
        return _("In force until %(date)s.") % {"date": thai_date(state.force.last)}
    if agreement.ending == Ending.OPEN or state.turn is None:
        return _("In force, without an end.")
    words = {
        "date": thai_date(state.turn.on),
        "period": period_words(agreement.term_months),
        "times": state.renewals,
    }
    if state.renewals != state.renewals_most:
        return (
            _("In force. It renews itself every %(period)s, the next time after %(date)s at the earliest.")
            % words
        )
    if state.renewals:
        return (
            ngettext(
                "In force, renewed once. It renews itself every %(period)s, the next time after %(date)s.",
                "In force, renewed %(times)s times. It renews itself every %(period)s, the next time after %(date)s.",
                state.renewals,
            )
            % words
        )
    return _("In force. It renews itself every %(period)s, the first time after %(date)s.") % words


def period_words(months: int | None) -> str:
    """A length as people say it: 3 years, 18 months."""
    if not months:
        return ""
    if months % 12 == 0:
        return _("%(count)s years") % {"count": months // 12} if months != 12 else _("year")
    return _("%(count)s months") % {"count": months} if months != 1 else _("month")


def period_of(agreement: Agreement) -> str:
    """From when to when an agreement holds, as far as it is known."""
    first, last = agreement.in_force_from or agreement.signed_on, agreement.ended_on or agreement.ends
    if first is not None and last is None:
        return _("since %(date)s") % {"date": thai_date(first)}
    return date_range(first, last)


def summary(agreement: Agreement, page: Page, *, organisation: str, created: dt.datetime) -> Document:
    """The paper; what does not fit on one page is counted, and stands in the register."""
    with translation.override("th"):
        blocks: list[Block] = [
            KeyValues(tuple((name, value) for name, value in _rows(agreement, page) if value))
        ]
        if agreement.is_sample:
            blocks.insert(0, Note(_("Made up, to show how the register works."), kind="sample"))
        return Document(
            title=_("Summary of the agreement"),
            organisation=organisation,
            created=created,
            subtitle_lines=(
                agreement.title_th,
                _("Number in the register: %(number)s") % {"number": agreement.number},
            ),
            blocks=tuple(blocks),
            glossary=frozenset(each.organisation.name_th for each in page.parties),
            footer=f"{_('Register of agreements')} {agreement.number}",
        )


def _rows(agreement: Agreement, page: Page) -> Iterator[tuple[str, str]]:
    signed = thai_date(agreement.signed_on) if agreement.signed_on else ""
    scope = (page.scope_from or agreement).scope_th
    yield _("Kind"), str(agreement.get_kind_display())
    yield _("Number on the paper"), agreement.paper_number
    yield _("Signed on"), " · ".join(filter(None, [signed, agreement.place]))
    yield (
        _("Period"),
        period_of(agreement) if agreement.in_force_from or agreement.signed_on or agreement.ends else "",
    )
    yield _("State"), state_sentence(agreement, page.state)
    yield _("Parties"), _lines(_party(each) for each in page.parties)
    yield _("Scope"), scope if len(scope) <= ROOM * WIDTH else f"{scope[: ROOM * WIDTH]} …"
    yield _("Obligations"), _lines(_duty(each) for each in page.duties)
    yield _("Signed by"), _lines(_signatory(each) for each in page.signatories)


def _lines(entries: Iterable[str]) -> str:
    """Numbered lines, as many as there is room for, and how many more there are."""
    found = [f"{place}. {entry}" for place, entry in enumerate(entries, 1)]
    heights = accumulate(-(-len(entry) // WIDTH) for entry in found)
    shown = [entry for entry, height in zip(found, heights, strict=True) if height <= ROOM]
    if len(shown) < len(found):
        shown.append(_("and %(count)s more") % {"count": len(found) - len(shown)})
    return "\n".join(shown)


def _party(party: Party) -> str:
    said = [party.organisation.name_th, party.role]
    if party.withdrew_on:
        said.append(f"{_('withdrew on')} {thai_date(party.withdrew_on, 'short')}")
    return " · ".join(filter(None, said))


def _duty(duty: Duty) -> str:
    owed = duty.obligation
    by = owed.party.organisation.name_th if owed.party else str(owed.person.name) if owed.person else ""
    when = thai_date(owed.next_due_on, "short") if owed.next_due_on else _("settled") if owed.is_over else ""
    return " · ".join(filter(None, [owed.what_th, by or _("all parties"), when]))


def _signatory(signatory: Signatory) -> str:
    for_whom = signatory.party.organisation.name_th if signatory.party else _("as a witness")
    return " · ".join(filter(None, [signatory.name, signatory.position, for_whom]))

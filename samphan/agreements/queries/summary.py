"""An agreement on one page of paper, in Thai, with its number in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.agreements.models import Ending
from samphan.agreements.transitions.force import StateCode
from samphan.kit.documents import Column, Document, Heading, KeyValues, Note, Paragraph, Table
from samphan.kit.formats import date_range, thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.agreements.models import Agreement
    from samphan.agreements.queries.agreements import Page
    from samphan.agreements.transitions.force import State
    from samphan.kit.documents import Block

LONGEST_SCOPE = 1_500
MOST_LINES = 12


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
            _(
                "In force, renewed %(times)s times. It renews itself every %(period)s, the next time after %(date)s."
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


def summary(agreement: Agreement, page: Page, *, organisation: str, created: dt.datetime) -> Document:
    """The paper; what does not fit on one page is said to be in the register."""
    with translation.override("th"):
        return Document(
            title=_("Summary of the agreement"),
            organisation=organisation,
            created=created,
            subtitle_lines=(
                agreement.title_th,
                _("Number in the register: %(number)s") % {"number": agreement.number},
            ),
            blocks=tuple(_blocks(agreement, page)),
            glossary=frozenset(each.organisation.name_th for each in page.parties),
            footer=f"{_('Register of agreements')} {agreement.number}",
        )


def _blocks(agreement: Agreement, page: Page) -> Iterator[Block]:
    if agreement.is_sample:
        yield Note(_("Sample data"), kind="sample")
    facts = [
        (_("Kind"), str(agreement.get_kind_display())),
        (_("Number on the paper"), agreement.paper_number),
        (_("Signed on"), thai_date(agreement.signed_on) if agreement.signed_on else ""),
        (_("Signed at"), agreement.place),
        (
            _("Period"),
            date_range(agreement.in_force_from or agreement.signed_on, agreement.ends)
            if agreement.ends
            else thai_date(agreement.in_force_from or agreement.signed_on),
        ),
        (_("State"), state_sentence(agreement, page.state)),
    ]
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    yield Heading(2, _("Parties"))
    yield Table(
        (Column(_("No."), "center", share=0.3), Column(_("Party"), share=2.6), Column(_("Role"), share=1.4)),
        tuple(
            (
                str(place),
                each.organisation.name_th
                + (f" ({_('withdrew on')} {thai_date(each.withdrew_on)})" if each.withdrew_on else ""),
                each.role,
            )
            for place, each in enumerate(page.parties[:MOST_LINES], 1)
        ),
    )
    if len(page.parties) > MOST_LINES:
        yield Paragraph(_("and %(count)s more") % {"count": len(page.parties) - MOST_LINES})
    scope = (page.scope_from or agreement).scope_th
    if scope:
        yield Heading(2, _("Scope"))
        yield Paragraph(scope if len(scope) <= LONGEST_SCOPE else f"{scope[:LONGEST_SCOPE]} …")
    if page.duties:
        yield Heading(2, _("Obligations"))
        yield Table(
            (
                Column(_("What is owed"), share=2.4),
                Column(_("By whom"), share=1.4),
                Column(_("Due"), share=1.0),
            ),
            tuple(
                (
                    each.obligation.what_th,
                    each.obligation.party.organisation.name_th
                    if each.obligation.party
                    else str(each.obligation.person.name if each.obligation.person else _("all parties")),
                    thai_date(each.obligation.next_due_on) if each.obligation.next_due_on else _("settled"),
                )
                for each in page.duties[:MOST_LINES]
            ),
        )
    if page.signatories:
        yield Heading(2, _("Signed by"))
        yield Table(
            (
                Column(_("Name"), share=1.4),
                Column(_("Position"), share=1.4),
                Column(pgettext("signed", "For"), share=1.8),
            ),
            tuple(
                (
                    each.name,
                    each.position,
                    _("as a witness")
                    if each.is_witness
                    else each.party.organisation.name_th
                    if each.party
                    else "",
                )
                for each in page.signatories[:MOST_LINES]
            ),
        )

"""The report of a self-assessment on paper, in Thai."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.evaluation.models import Instrument
from samphan.kit.documents import Column, Document, Heading, KeyValues, Note, Paragraph, Table
from samphan.kit.formats import thai_date
from samphan.kit.thai.sortkey import sort_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from samphan.evaluation.models import SelfAssessment
    from samphan.evaluation.queries.assessments import ItemView, Page
    from samphan.kit.documents import Block


def paper_of(
    assessment: SelfAssessment, pages: Sequence[Page], *, organisation: str, created: dt.datetime
) -> Document:
    """The report: levels by each instrument, every agreed item, minutes, and the improvement plan."""
    with translation.override("th"):
        name = assessment.member.organisation.name_th
        return Document(
            title=_("Self-assessment of an institution"),
            organisation=organisation,
            created=created,
            subtitle_lines=(name, _("Year %(year)s") % {"year": assessment.year_name}),
            blocks=tuple(_blocks(assessment, pages)),
            glossary=frozenset([name]),
            draft_mark="" if assessment.is_agreed else _("Draft"),
        )


def _blocks(assessment: SelfAssessment, pages: Sequence[Page]) -> Iterator[Block]:
    if assessment.is_sample:
        yield Note(_("This self-assessment holds sample data."), kind="sample")
    agreed = (
        f"{thai_date(assessment.agreed_on)} · {assessment.agreed_by}"
        if assessment.is_agreed
        else _("not agreed yet")
    )
    yield KeyValues(((_("Agreed"), agreed), (_("Who answered"), ", ".join(_people(pages)) or "–")))
    for page in pages:
        yield Heading(1, str(Instrument(page.code).label))
        yield _levels(page)
        for group, views in page.groups:
            if any(each.agreed for each in views):
                yield Heading(2, f"{group.code} {group.name}")
                yield _items(views)
        yield Note(str(page.rubric.source), kind="remark")
    yield from _talks(pages[0])
    yield from _plan(pages[0])


def _people(pages: Sequence[Page]) -> list[str]:
    return sorted({name for page in pages for name in page.people}, key=sort_key)


def _levels(page: Page) -> Table:
    rows = [
        (
            f"{each.group.code} {each.group.name}",
            "–" if each.shown is None or each.level is None else f"{each.shown} ({each.level.name})",
            f"{each.rated}/{each.of}",
        )
        for each in page.standing.groups
    ]
    total = page.standing
    rows.append(
        (
            _("All groups"),
            f"{total.shown} ({total.level.name})" if total.level else "–",
            f"{total.rated}/{total.of}",
        )
    )
    return Table(
        (Column(_("Group"), share=3), Column(_("Level")), Column(_("Items agreed"), "center", 0)),
        tuple(rows),
        row_heads=True,
        has_total=True,
    )


def _items(views: Sequence[ItemView]) -> Table:
    return Table(
        (
            Column(pgettext("rubric", "Item"), share=2),
            Column(_("Level"), "center", 0),
            Column(pgettext("self-assessment", "What shows it"), share=2),
            Column(_("Why"), share=2),
        ),
        tuple(_item(each) for each in views if each.agreed),
        row_heads=True,
    )


def _item(view: ItemView) -> tuple[str, ...]:
    agreed = view.agreed
    if agreed is None:
        return ("", "", "", "")
    level = pgettext("level", "cannot be said") if agreed.score is None else str(view.counts)
    if view.is_capped:
        level = _("%(level)s (given %(given)s, no evidence)") % {"level": view.counts, "given": agreed.score}
    return (f"{view.item.code} {view.item.name}", level, agreed.evidence, agreed.note)


def _talks(page: Page) -> Iterator[Block]:
    if page.dialogues:
        yield Heading(1, _("Minutes of the dialogue"))
    for each in page.dialogues:
        yield Heading(2, str(thai_date(each.on)))
        yield KeyValues(((_("Who took part"), each.people),))
        yield Paragraph(each.words)


def _plan(page: Page) -> Iterator[Block]:
    lines = [each for each in page.improvements if not each.withdrawn_why]
    if lines:
        yield Heading(1, _("Improvement plan"))
        yield Table(
            (
                Column(pgettext("improvement plan", "About"), share=0),
                Column(_("What will be done"), share=3),
                Column(_("Who"), share=2),
                Column(_("Until"), share=1),
                Column(_("State"), share=1),
            ),
            tuple(
                (
                    each.item or "–",
                    each.title,
                    each.owner_name,
                    str(thai_date(each.due_on, "short")),
                    str(each.action.get_state_display()) if each.action else _("not an action yet"),
                )
                for each in lines
            ),
        )

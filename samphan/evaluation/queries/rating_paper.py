"""A rating of a project on paper, in Thai: levels and balance first, then each item with its evidence and both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.documents import Bullets, Column, Document, Heading, Item, Note, Paragraph, Table
from samphan.kit.formats import thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samphan.evaluation.queries.ratings import ItemLine, Page, Side
    from samphan.kit.documents import Block
    from samphan.projects.models import Project


def paper_of(project: Project, page: Page, *, organisation: str, created: dt.datetime) -> Document:
    """The paper of the shown round; what nobody confirmed is labelled so."""
    with translation.override("th"):
        return Document(
            title=_("Rating of a project by both sides"),
            organisation=organisation,
            created=created,
            subtitle_lines=(project.title_th, _round(page)),
            blocks=(*_sample(project), _standing(project), *_blocks(page)),
            glossary=frozenset(each.name for each in page.sides if each.name),
        )


def _sample(project: Project) -> tuple[Note, ...]:
    return (Note(_("This project holds sample data."), kind="sample"),) if project.is_sample else ()


def _standing(project: Project) -> Note:
    """How far the partners confirm the record from which the evidence is taken."""
    label = confirmation_of([project])[project.pk].label
    return Note(_("What the partners say to it: %(label)s") % {"label": label})


def side_name(side: Side) -> str:
    """Who speaks, in the reader's language."""
    return side.name or _("the university")


def _round(page: Page) -> str:
    if page.shown is None:
        return ""
    said = {"number": page.shown.number, "date": thai_date(page.shown.opened_on)}
    return _("Round %(number)s, opened %(date)s") % said


def _blocks(page: Page) -> Iterator[Block]:
    if page.is_open:
        yield Note(_("This round is still open: what is said here may change."), kind="info")
    elif page.shown:
        said = {"number": page.shown.number, "day": thai_date(page.shown.closed_on)}
        yield Note(
            _(
                "Round %(number)s was closed on %(day)s. Levels count with the evidence that the record held then; below each"
                " item stands what it holds today."
            )
            % said
        )
    yield Paragraph(
        _(
            "Each side is shown by itself. A level for which the record holds no evidence counts %(cap)s at most; the level"
            " that was given stays beside it."
        )
        % {"cap": page.rubric.cap}
    )
    yield _levels(page)
    for side in page.given:
        given = side.rating
        if given.recorded_by:
            yield Note(f"{side.name}: {given.said_by} ({given.get_channel_display()}: {given.recorded_by})")
    if not any(not each.is_university for each in page.given):
        yield Note(_("No partner has rated yet: the levels are what the university says of itself."))
    for group, lines in page.groups:
        yield Heading(2, f"{group.code} {group.name}")
        for line in lines:
            yield Heading(3, f"{line.item.code} {line.item.name}")
            yield _said(page, line)
            yield from _evidence(line)
    yield Note(str(page.rubric.source), kind="remark")


def _levels(page: Page) -> Table:
    sides = page.given
    rows = [
        (
            f"{group.code} {group.name}",
            *(_level(side, place) for side in sides),
        )
        for place, group in enumerate(page.rubric.groups)
    ]
    rows.append((_("All principles"), *(_total(side) for side in sides)))
    rows.append((_("Balance"), *(balance(side) for side in sides)))
    return Table(
        (Column(_("Principle"), share=2), *(Column(side_name(side)) for side in sides)),
        tuple(rows),
        caption=_("Levels and balance"),
        row_heads=True,
    )


def _level(side: Side, place: int) -> str:
    group = side.standing.groups[place]
    if group.value is None or group.level is None:
        return "–"
    return f"{group.shown} ({group.level.name}) · {group.rated}/{group.of}"


def _total(side: Side) -> str:
    found = side.standing
    return f"{found.shown} ({found.level.name}) · {found.rated}/{found.of}" if found.level else "–"


def balance(side: Side) -> str:
    """Which principle is lowest and which highest, and how far they lie apart."""
    found = side.standing
    if found.lowest is None or found.highest is None:
        return "–"
    return _("lowest %(low)s, highest %(high)s, %(spread)s apart") % {
        "low": f"{found.lowest.group.code} {found.lowest.shown}",
        "high": f"{found.highest.group.code} {found.highest.shown}",
        "spread": found.spread,
    }


def _said(page: Page, line: ItemLine) -> Table:
    rows = []
    for side, said in zip(page.sides, line.said, strict=True):
        typed = said.typed
        given = (
            "–"
            if typed is None
            else pgettext("level", "cannot be said")
            if typed.score is None
            else str(typed.score)
        )
        counts = "–" if said.counts is None else str(said.counts)
        if said.is_capped:
            counts = _("%(level)s (no evidence)") % {"level": counts}
        rows.append((side_name(side), given, counts, said.signed, typed.note if typed else ""))
    return Table(
        (
            Column(pgettext("rating", "Side"), share=2),
            Column(_("Level given"), "center", 0),
            Column(_("Counts"), "center", 0),
            Column(_("Difference"), "center", 0),
            Column(_("Why"), share=3),
        ),
        tuple(rows),
    )


def _evidence(line: ItemLine) -> Iterator[Block]:
    if not line.proposals:
        yield Paragraph(_("The record shows nothing for this."), indent=False)
        return
    yield Bullets(
        tuple(
            Item(
                content=" – ".join(filter(None, [each.label, each.detail]))
                + "".join(f" ({each})" for each in (each.why_not, each.objection) if each)
            )
            for each in line.proposals
        )
    )

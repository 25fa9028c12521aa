"""A dossier as a paper: cover, parts with what the records give, contributions, annexes with their index, photographs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.engagement.models import CertificateState, Consent, EvidenceKind
from samphan.engagement.queries.sides import Confirmation
from samphan.kit.bilingual import is_thai
from samphan.kit.documents import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Item,
    KeyValues,
    Note,
    PageBreak,
    Paragraph,
    Photograph,
    Pictures,
    Run,
    Signature,
    Table,
)
from samphan.kit.formats import moment, number, thai_date
from samphan.knowledge.models import ContributionState
from samphan.knowledge.queries.dossier_blocks import drawn, paragraphs, tidy
from samphan.knowledge.queries.dossier_facts import SHOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from samphan.engagement.models import Evidence
    from samphan.engagement.queries.sides import PartnerSays
    from samphan.knowledge.models import Dossier, DossierAnnex
    from samphan.knowledge.queries.dossier_facts import Facts, ProjectFacts
    from samphan.knowledge.queries.readiness import Readiness
    from samphan.knowledge.queries.rules import Part, Rules

PHOTOS: Final = 40
"""Photographs in one paper; more would make a file that nobody's mail takes. How many were left out is said."""


def paper(
    facts: Facts,
    rules: Rules,
    ready: Sequence[Readiness],
    told: Mapping[int, PartnerSays],
    *,
    at: dt.datetime,
    picture: Callable[[Evidence], bytes | None],
) -> Document:
    """The paper in the language that is active, as the records stood at ``at``.

    ``picture`` gives the JPEG of a photograph that may be shown, or None where its file cannot be read.
    """
    dossier = facts.dossier
    language: Literal["th", "en"] = "th" if is_thai() else "en"
    blocks: list[Block] = [KeyValues(tuple(_cover(dossier, rules)))]
    if dossier.is_sample:
        blocks.append(Note(_("This dossier holds sample data."), kind="sample"))
    if not rules.is_checked:
        blocks.append(
            Note(
                _("The headings were not checked against the regulation in force: %(source)s")
                % {"source": rules.source}
            )
        )
    blocks += [*_incomplete(ready), *_standing(facts, told)]
    for at_part, part in enumerate(rules.parts, start=1):
        blocks.append(Heading(1, f"{at_part}. {part.title}"))
        blocks += _part(facts, part, told)
    blocks += [PageBreak(), Heading(1, _("Contributions")), *_contributions(facts)]
    blocks += _signature(dossier)
    blocks += [PageBreak(), Heading(1, _("Annexes")), *_annexes(facts, rules)]
    blocks += _photographs(facts, picture)
    return Document(
        title=str(rules.title),
        subtitle_lines=tuple(filter(None, [str(dossier.title), dossier.other_title])),
        organisation=str(dossier.unit.name) if dossier.unit else str(dossier.network.name),
        created=at,
        blocks=tuple(blocks),
        language=language,
        author=dossier.holder_name,
        glossary=frozenset(
            {dossier.holder_name, *(each.called for every in facts.projects for each in every.partners)}
        ),
        footer=dossier.holder_name,
    )


def _cover(dossier: Dossier, rules: Rules) -> list[tuple[str, str]]:
    rows = [
        (_("Name"), dossier.holder_name),
        (_("Present position"), dossier.position_now),
        (_("Position applied for"), dossier.position_wanted),
        (_("Field of knowledge"), dossier.field),
        (pgettext("dossier", "Unit"), str(dossier.unit.name) if dossier.unit else ""),
        (_("Rules"), f"{rules.title} · {rules.edition}"),
    ]
    return [(name, value) for name, value in rows if value]


def _incomplete(ready: Sequence[Readiness]) -> list[Block]:
    """What is missing is named on the paper itself, so that nobody hands it in unknowing."""
    items = []
    for each in ready:
        missing = dict.fromkeys(f"{one.label} ({one.facts.project.title})" for one in each.missing)
        if missing:
            items.append(Item("; ".join(missing), lead=str(each.entry.title)))
    if not items:
        return []
    return [Note(_("This paper is not complete. What is missing:"), kind="remark"), Bullets(tuple(items))]


def _standing(facts: Facts, told: Mapping[int, PartnerSays]) -> list[Block]:
    """How far partners confirm each record: said before any part, since own words may stand in place of what records say."""
    rows = []
    for each in facts.projects:
        says = tuple(told[one.pk] for one in each.partners if one.pk in told)
        label = _("What the partners say to it: %(label)s") % {"label": Confirmation(says).label}
        rows.append(Note(f"{each.project.title} – {label}" if len(facts.projects) > 1 else label))
    return list(rows)


def _part(facts: Facts, part: Part, told: Mapping[int, PartnerSays]) -> list[Block]:
    own = facts.words.get(part.code)
    blocks = paragraphs(str(own.words)) if own else []
    if own and own.is_in_place:
        return blocks
    many = len(facts.projects) > 1
    for each in facts.projects:
        if many:
            blocks.append(Heading(2, str(each.project.title)))
        blocks += drawn(part.draws, each, told)
    return blocks or [Note(_("Nothing is recorded for this part yet."))]


def _contributions(facts: Facts) -> list[Block]:
    blocks: list[Block] = []
    for each in facts.projects:
        blocks.append(Heading(2, str(each.project.title)))
        if not each.contributions:
            blocks.append(Note(_("Nobody has stated the contributions yet.")))
            continue
        rows = tuple(
            (
                "\n".join(filter(None, [row.name, row.position])),
                row.work,
                tidy(row.share),
                _answered(row.state, row.signed_name, row.answered_at),
            )
            for row in each.contributions
        )
        total = sum((row.share for row in each.contributions), Decimal())
        rows += ((_("Together"), "", tidy(total), ""),)
        heads = (
            Column(_("Name"), share=2),
            Column(_("What this person did"), share=3),
            Column("%", align="right", share=0),
            Column(_("Signature"), share=1.5),
        )
        blocks.append(Table(heads, rows, caption=_("Who did what"), has_total=True))
    return blocks


def _answered(state: str, name: str, at: dt.datetime | None) -> str:
    if state == ContributionState.SIGNED and at is not None:
        return _("signed by link as %(name)s, %(date)s") % {"name": name, "date": thai_date(at, "short")}
    return _("does not agree") if state == ContributionState.DECLINED else _("not signed")


def _signature(dossier: Dossier) -> list[Block]:
    lines = tuple(filter(None, [f"({dossier.holder_name})", dossier.position_now]))
    return [Paragraph(_("I certify that what stands here is true.")), Signature(lines)]


def _annexes(facts: Facts, rules: Rules) -> list[Block]:
    if not facts.annexes:
        return [Note(_("No annexes were chosen."))]
    rows = tuple(
        (
            pgettext("annex", "Annex %(number)s") % {"number": place},
            str(rules.annex(each.kind).title),
            *_annex(each),
        )
        for place, each in enumerate(facts.annexes, start=1)
    )
    heads = (
        Column(_("No."), share=0),
        Column(_("Kind"), share=2),
        Column(_("Title"), share=3),
        Column(_("Where it is"), share=2),
        Column("SHA-256", share=0),
    )
    return [Table(heads, rows, caption=_("Index of the annexes"))]


def _annex(annex: DossierAnnex) -> tuple[str | tuple[Run, ...], ...]:
    """Title, where its paper is, and the first characters of its hash."""
    if annex.certificate:
        signed = annex.certificate.state == CertificateState.SIGNED
        where = _("certificate of %(name)s") % {"name": annex.certificate.partner.called}
        return annex.title, where if signed else f"{where} ({_('not signed')})", "–"
    stored = annex.file or (annex.evidence.file if annex.evidence else None)
    if annex.evidence and (annex.evidence.withdrawn_at or annex.evidence.consent == Consent.WITHDRAWN):
        return annex.title, pgettext("evidence", "withdrawn"), "–"
    if stored:
        return annex.title, stored.name, stored.sha256[:12]
    url = annex.evidence.url if annex.evidence else ""
    return annex.title, (Run(url, link=url),) if url and url.isascii() else url or "–", "–"


def _photographs(facts: Facts, picture: Callable[[Evidence], bytes | None]) -> list[Block]:
    """Photographs with the consent of whom they show; how many may not be shown is said."""
    found = [
        (each, project)
        for project in facts.projects
        for each in project.evidence
        if each.kind == EvidenceKind.PHOTO and each.file_id
    ]
    shown = [(each, project) for each, project in found if each.consent in SHOWN]
    items = []
    for each, project in shown[:PHOTOS]:
        content = picture(each)
        if content is not None:
            items.append(Photograph(content, caption=_caption(each, project), description=each.title))
    if not found:
        return []
    blocks: list[Block] = [PageBreak(), Heading(1, _("Photographs"))]
    if items:
        blocks.append(Pictures(tuple(items)))
    hidden, over = len(found) - len(shown), max(0, len(shown) - PHOTOS)
    if hidden:
        blocks.append(
            Note(
                _(
                    "%(count)s photographs are left out: the people in them were not asked, or took their consent back."
                )
                % {"count": number(hidden)}
            )
        )
    if over:
        blocks.append(
            Note(_("%(count)s more photographs are kept with the record.") % {"count": number(over)})
        )
    return blocks


def _caption(evidence: Evidence, project: ProjectFacts) -> str:
    parts = [evidence.title, moment(evidence.taken_on) if evidence.taken_on else "", evidence.place]
    return " · ".join(filter(None, [*parts, str(project.project.title)]))

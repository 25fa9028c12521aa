"""What the records of one project give to a part of a dossier, as blocks of a paper. One function for each ``draws`` code.

What no partner confirmed, what a partner disputes, and a certificate that nobody signed are said where they stand.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samphan.engagement.models import OBJECTIONS, BenefitKind, CertificateState, Stage, Voice
from samphan.engagement.queries.claims import of_benefit
from samphan.engagement.queries.sides import ClaimStatus
from samphan.kit.documents import Block, Bullets, Column, Item, Note, Paragraph, Run, Table
from samphan.kit.formats import moment, number, thai_date
from samphan.projects.models import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samphan.engagement.models import Measure
    from samphan.engagement.queries.sides import PartnerSays
    from samphan.kit.documents.model import Inline
    from samphan.kit.partial import PartialDate
    from samphan.knowledge.queries.dossier_facts import ProjectFacts
    from samphan.projects.models import ProjectPartner

type Drawer = Callable[[ProjectFacts, Mapping[int, PartnerSays]], list[Block]]

NONE: Final = "–"


def paragraphs(text: str) -> list[Block]:
    """A text that a person typed, a paragraph where it has an empty line."""
    return [Paragraph(" ".join(each.split())) for each in text.split("\n\n") if each.strip()]


def tidy(value: Decimal) -> str:
    """A number without zeros that say nothing: 20.5000 as 20.5, 1500.00 as 1,500."""
    return number(Decimal(f"{value.normalize():f}"))


def _objected(key: str, drawer: Drawer) -> Drawer:
    """What a drawer gives, and below it which partner disputes or corrects the claim of this key that it holds."""

    def draw(facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> list[Block]:
        blocks = drawer(facts, told)
        lines = ((each, told[each.pk].line(key)) for each in facts.partners if each.pk in told)
        said = [f"{each.called}: {line.label}" for each, line in lines if line and line.status in OBJECTIONS]
        return [*blocks, *(Note(each, kind="remark") for each in said)] if blocks else []

    return draw


def _text(attribute: str) -> Drawer:
    return lambda facts, _told: paragraphs(facts.said(attribute))


def _need(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    return paragraphs(str(facts.project.need))


def _question(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    question = str(facts.project.question)
    lead = [Paragraph((Run(_("Joint question:"), bold=True), Run(f" {question}")))] if question else []
    return [*lead, *paragraphs(facts.project.question_story)]


def _own_part(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    return paragraphs(facts.own_part)


def _measures_before(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (each.title, _amount(each.before, each.unit), _day(each.before_on), each.source or NONE)
        for each in facts.measures
        if each.before is not None
    ]
    return _table(
        _("Figures before the work began"),
        [
            (_("What is measured"), 3),
            (pgettext("dossier", "Before"), 0),
            (_("Measured"), 0),
            (_("Source"), 2),
        ],
        rows,
    )


def _measures(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            each.title,
            _amount(each.before, each.unit),
            _amount(each.after, each.unit),
            _difference(each),
            " · ".join(filter(None, [_day(each.after_on, ""), each.source, each.verified_by])),
        )
        for each in facts.measures
        if each.before is not None or each.after is not None
    ]
    heads = [
        (_("What is measured"), 3.0),
        (pgettext("dossier", "Before"), 0.0),
        (pgettext("dossier", "After"), 0.0),
        (_("Difference"), 0.0),
        (_("Measured, source, verified by"), 2.0),
    ]
    return _table(_("Figures before and after"), heads, rows)


def _amount(value: Decimal | None, unit: str) -> str:
    """What was not measured is no zero."""
    return pgettext("measure", "not measured") if value is None else f"{tidy(value)} {unit}".strip()


def _difference(measure: Measure) -> str:
    if measure.before is None or measure.after is None:
        return NONE
    change = measure.after - measure.before
    return f"+{tidy(change)}" if change > 0 else tidy(change).replace("-", "−")


def _partners(facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            each.called,
            str(each.get_side_display()),
            " · ".join(filter(None, [str(each.get_role_code_display()), each.role])) or NONE,
            _standing(each, told),
        )
        for each in facts.partners
    ]
    heads = [
        (_("Partner"), 2.0),
        (pgettext("dossier", "Side"), 0.0),
        (_("Role"), 1.5),
        (_("What the partner says"), 2.0),
    ]
    return _table(_("Partners"), heads, rows)


def _standing(partner: ProjectPartner, told: Mapping[int, PartnerSays]) -> str:
    found = told.get(partner.pk)
    if found is None or not found.is_asked:
        return NONE
    return _said_by(found)


def _said_by(says: PartnerSays) -> str:
    """How far a partner confirms, with what it disputes; what nobody confirmed is called so."""
    if not says.answered:
        return str(ClaimStatus.UNANSWERED.label)
    disputed = (
        _("%(count)s disputed or corrected") % {"count": number(says.disputed)} if says.disputed else ""
    )
    return " · ".join(filter(None, [says.summary, disputed]))


def _participation(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    found = {(each.partner_id, each.stage, each.voice): each for each in facts.participation}
    if not found:
        return []
    rows: list[tuple[Inline, ...]] = []
    for partner in facts.partners:
        for stage in Stage:
            ours, theirs = (
                found.get((partner.pk, stage, voice)) for voice in (Voice.UNIVERSITY, Voice.PARTNER)
            )
            if ours is None and theirs is None:
                continue
            gap = (
                NONE
                if ours is None or theirs is None
                else f"{theirs.intensity - ours.intensity:+d}".replace("-", "−")
            )
            rows.append(
                (
                    partner.called,
                    str(stage.label),
                    f"{ours.intensity} {ours.get_intensity_display()}" if ours else _("not said"),
                    f"{theirs.intensity} {theirs.get_intensity_display()}" if theirs else _("not said"),
                    gap if gap != "+0" else "0",
                )
            )
    heads = [
        (_("Partner"), 2.0),
        (_("Stage"), 1.5),
        (_("As the university says"), 1.5),
        (_("As the partner says"), 1.5),
        (_("Difference"), 0.0),
    ]
    return _table(_("Participation in five stages, 0 to 4, as both sides say it"), heads, rows)


def _confirmations(facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> list[Block]:
    items = []
    for partner in facts.partners:
        says = told.get(partner.pk)
        if says is None or not says.is_asked:
            continue
        objections = tuple(
            Paragraph(f"{line.claim.sentence} — {line.label}: {line.answer.words}", indent=False)
            for line in says.lines
            if line.answer and line.status in OBJECTIONS
        )
        items.append(Item(_said_by(says), lead=partner.called, children=objections))
    return [Bullets(tuple(items))] if items else []


def _benefits(facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> list[Block]:
    names = {each.pk: each.called for each in facts.partners}
    rows = [
        (
            names.get(each.partner_id, NONE),
            str(BenefitKind(each.kind).label),
            each.words,
            str(each.get_state_display()),
            " · ".join(filter(None, [str(each.get_voice_display()), line.label if line else ""])),
        )
        for each in facts.benefits
        for says in [told.get(each.partner_id)]
        for line in [says.line(of_benefit(each).key) if says and says.is_asked else None]
    ]
    heads = [
        (_("Partner"), 1.5),
        (pgettext("dossier", "Kind"), 0.0),
        (pgettext("dossier", "What"), 2.5),
        (pgettext("dossier", "State"), 0.0),
        (_("Said by"), 2.0),
    ]
    return _table(_("Benefits and costs of each party"), heads, rows)


def _certificates(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            each.partner.called,
            each.use,
            " – ".join(filter(None, [_day(each.used_from, ""), _day(each.used_until, "")])),
            " ".join(filter(None, [each.signer_name, each.signer_position])) or NONE,
            _signed(each.state, is_authorised=each.is_authorised),
        )
        for each in facts.certificates
    ]
    heads = [
        (_("Who uses it"), 2.0),
        (_("Use"), 2.5),
        (_("Period"), 1.0),
        (_("Signed by"), 1.5),
        (pgettext("dossier", "State"), 1.5),
    ]
    return _table(_("Certificates of use"), heads, rows)


def _signed(state: str, *, is_authorised: bool) -> str:
    if state != CertificateState.SIGNED:
        return _("not signed")
    return (
        _("signed with authority") if is_authorised else _("signed, without authority for the organisation")
    )


def _timeline(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    """The period, what was said year by year, and dated evidence, in order of time; at most 40 lines, and how many more."""
    lines: list[tuple[str, str, str]] = []
    project = facts.project
    if project.starts:
        lines.append((project.starts.from_on.isoformat(), moment(project.starts), _("The project begins.")))
    if project.ends:
        lines.append((project.ends.last_on.isoformat(), moment(project.ends), _("The project ends.")))
    lines += [
        (f"{each.year}-09-30", thai_date(str(each.year)), each.words)
        for each in facts.years
        if each.words and not each.is_nothing
    ]
    lines += [
        (each.taken_on.from_on.isoformat(), moment(each.taken_on), each.title)
        for each in facts.evidence
        if each.taken_on
    ]
    rows = [(when, what) for _key, when, what in sorted(lines)[:MOST_LINES]]
    table = _table(_("Steps on the way"), [(_("When"), 0.0), (pgettext("dossier", "What"), 4.0)], rows)
    over = len(lines) - len(rows)
    more = ngettext(
        "%(count)s more step is kept with the record.", "%(count)s more steps are kept with the record.", over
    )
    return [*table, Note(more % {"count": number(over)})] if over else table


MOST_LINES: Final = 40


def _courses(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            " ".join(filter(None, [each.code, each.title, each.section])),
            _("degree") if each.is_degree else _("non-degree"),
            _counted(each.enrolled, is_counted=each.is_enrolled_counted),
            each.objectives or NONE,
        )
        for each in facts.courses
    ]
    heads = [
        (_("Course"), 2.0),
        (pgettext("dossier", "Kind"), 0.0),
        (pgettext("course", "Students"), 0.0),
        (_("Learning objectives"), 3.0),
    ]
    return _table(_("Courses and trainings"), heads, rows)


def _counted(value: int | None, *, is_counted: bool) -> str:
    if value is None:
        return _("not known")
    return number(value) if is_counted else _("about %(number)s") % {"number": number(value)}


def _research(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    items = []
    for each in facts.research:
        marks = [
            str(each.get_kind_display()),
            each.discipline,
            _("joint question") if each.is_joint_question else "",
            _("authors from the community") if each.is_with_community_authors else "",
            _("ethics approval %(number)s") % {"number": each.ethics_number} if each.ethics_number else "",
        ]
        below = (*paragraphs(each.products), *_address(each.url))
        items.append(Item(" · ".join(filter(None, marks)), lead=each.title, children=tuple(below)))
    return [Bullets(tuple(items))] if items else []


def _address(url: str) -> list[Block]:
    return [Paragraph((Run(url, link=url),), indent=False)] if url.isascii() and url else []


def _community_knowledge(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    items = [
        Item(
            " · ".join(
                filter(
                    None,
                    [
                        str(each.words),
                        _("held by %(name)s") % {"name": holder} if holder else "",
                        _("conditions of use: %(words)s") % {"words": each.conditions}
                        if each.conditions
                        else "",
                    ],
                )
            ),
            lead=str(each.title),
        )
        for each in facts.knowledge
        for holder in [str(each.holder.name) if each.holder else each.holder_name]
    ]
    return [Bullets(tuple(items))] if items else []


def _results(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            str(each.get_level_display()),
            each.expected or NONE,
            each.reached or NONE,
            str(each.get_state_display()),
        )
        for each in facts.results
    ]
    heads = [
        (_("Level"), 1.0),
        (pgettext("result", "Expected"), 2.0),
        (_("What came of it"), 2.0),
        (pgettext("dossier", "State"), 0.0),
    ]
    return _table(pgettext("project", "Results"), heads, rows)


def _people_served(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            each.label,
            _("directly") if each.is_direct else _("indirectly"),
            _counted(each.number, is_counted=each.is_counted),
            number(each.households),
        )
        for each in facts.served
    ]
    heads = [(_("People served"), 3.0), (_("How"), 0.0), (_("People"), 0.0), (_("Households"), 0.0)]
    return _table(_("People served"), heads, rows)


def _follow_ups(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    rows = [
        (
            thai_date(each.due_on, "short"),
            str(Answer(each.answer).label),
            each.note or NONE,
            each.answered_by or NONE,
        )
        for each in facts.follow_ups
        if each.answer
    ]
    heads = [
        (pgettext("follow-up", "Asked"), 0.0),
        (_("Answer"), 0.0),
        (_("In their words"), 3.0),
        (_("Answered by"), 1.0),
    ]
    return _table(_("What became of it afterwards"), heads, rows)


def _day(value: PartialDate | None, unknown: str = NONE) -> str:
    """A day as far as it is known."""
    return moment(value) if value else unknown


def _table(
    caption: str, heads: Sequence[tuple[str, float]], rows: Iterable[tuple[Inline, ...]]
) -> list[Block]:
    """A table, or nothing where it would be empty."""
    found = tuple(tuple(cell or NONE for cell in row) for row in rows)
    return (
        [Table(tuple(Column(head, share=share) for head, share in heads), found, caption=caption)]
        if found
        else []
    )


DRAWERS: Final[dict[str, Drawer]] = {
    "need": _objected("need", _need),
    "before": _objected("before", _text("before")),
    "measures_before": _measures_before,
    "partners": _partners,
    "participation": _objected("stages", _participation),
    "confirmations": _confirmations,
    "benefits": _benefits,
    "certificates": _certificates,
    "question": _objected("question", _question),
    "process": _text("process"),
    "timeline": _timeline,
    "courses": _courses,
    "knowledge_used": _text("knowledge_used"),
    "research": _research,
    "community_knowledge": _community_knowledge,
    "outlook": _text("outlook"),
    "change": _objected("after", _text("change")),
    "measures": _measures,
    "results": _results,
    "people_served": _objected("served", _people_served),
    "sustaining": _text("sustaining"),
    "follow_ups": _follow_ups,
    "own_part": _own_part,
}


def drawn(codes: Sequence[str], facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> list[Block]:
    """What the records give to a part, in the order of its codes; a note where they give nothing."""
    blocks = [block for code in codes for block in DRAWERS[code](facts, told)]
    return blocks or [Note(_("Nothing is recorded for this part yet."))]

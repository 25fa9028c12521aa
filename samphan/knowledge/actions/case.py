"""Case studies are made, written part by part, submitted, published, returned and taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import Evidence, EvidenceKind
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.knowledge import policy
from samphan.knowledge.models import CasePicture, CaseSection, CaseState, CaseStudy
from samphan.knowledge.queries.case_parts import PARTS, SHOWN
from samphan.knowledge.queries.findable import put_row
from samphan.projects.actions.records import tagged
from samphan.projects.models import Project, ProjectPlace, ReviewState, Visibility
from samphan.projects.queries.years import years_of
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from samphan.kit.actor import Actor

FIELDS: Final = (
    "title_th", "title_en", "summary_th", "summary_en", "teaches_th", "teaches_en", "theme", "domains", "provinces", "year",
)  # fmt: skip
ELSEWHERE: Final = ("address", "source", "licence")
FIRST_PICTURES: Final = 6
MOST_PICTURES: Final = 24


@transaction.atomic
def make_case(*, by: Actor, project: Project) -> CaseStudy:
    """Begin the case study of a project: title, theme, places, year and first photographs come from its record.

    Its summary is the record's as long as nobody writes another, and as long as the record may be read.
    """
    by.must(policy.begin_case_of, on=project)
    places = ProjectPlace.objects.for_actor(by).filter(project=project).exclude(province="")
    case = CaseStudy(
        network_id=project.network_id,
        project=project,
        title_th=project.title_th[:300],
        title_en=project.title_en[:300],
        theme=project.theme,
        domains=list(project.domains),
        provinces=list(dict.fromkeys(places.order_by("order", "id").values_list("province", flat=True))),
        year=project.starts.from_on.year if project.starts else years_of(project)[0],
        keeper_id=by.user_id,
        is_sample=project.is_sample,
    )
    _keep(by, case, "make_case")
    photographs = Evidence.objects.for_actor(by).filter(
        project=project, kind=EvidenceKind.PHOTO, file__isnull=False, withdrawn_at=None, consent__in=SHOWN
    )
    for order, each in enumerate(photographs.order_by("-is_public", "id")[:FIRST_PICTURES]):
        CasePicture.objects.create(network_id=case.network_id, case=case, evidence=each, order=order)
    return case


@transaction.atomic
def make_case_once(*, by: Actor, project: Project, after: int) -> tuple[CaseStudy, bool]:
    """Begin the case study of a project, and True; or the one that was begun meanwhile, as by a second press, and False.

    ``after`` is the id of the latest case study of the project that ``by`` was shown, 0 where there was none.
    """
    by.must(policy.begin_case_of, on=project)
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)  # the second press waits for the first
    later = CaseStudy.objects.for_actor(by).filter(project=project, pk__gt=after)
    begun = later.order_by("-id").first()
    return (begun, False) if begun else (make_case(by=by, project=project), True)


@transaction.atomic
def begin_case(*, by: Actor, title_th: str, theme_name: str = "", **fields: Any) -> CaseStudy:
    """Begin a case study that stands above projects, or take one from elsewhere into the library by its ``address``.

    Raises:
        Problem: no title in Thai, or an address without its source.
    """
    if by.network is None:
        raise ValueError("a case study is made in a network")
    by.must(policy.begin_case, on=by.network)
    case = CaseStudy(network_id=by.network_id, keeper_id=by.user_id, title_th=title_th)
    fields["theme"] = tagged(by.network_id, theme_name)
    for name in (*FIELDS[1:], *ELSEWHERE):
        if name in fields:
            setattr(case, name, fields[name])
    _keep(by, case, "begin_case")
    return case


@transaction.atomic
def describe_case(
    *, by: Actor, case: CaseStudy, version: int | None, theme_name: str | None = None, **fields: Any
) -> CaseStudy:
    """Change title, summary, what it teaches, and by what it is found. ``theme_name`` None leaves the theme.

    Raises:
        Conflict: somebody else changed it meanwhile.
        Problem: no title in Thai, or an address without its source.
    """
    case = _locked(case)
    by.must(policy.write_case, on=case)
    names = tuple(name for name in (*FIELDS, *ELSEWHERE) if name in fields)
    check_version(case, version, names, changed_by=case.changed_by)
    before = values(case, [name for name in names if name != "theme"])
    for name in names:
        setattr(case, name, fields[name])
    if theme_name is not None:
        case.theme = tagged(case.network_id, theme_name)
    case.touch(by)
    _keep(by, case, "describe_case", difference(before, values(case, before)))
    return case


@transaction.atomic
def write_section(
    *,
    by: Actor,
    case: CaseStudy,
    part: str,
    version: int | None,
    words_th: str = "",
    words_en: str = "",
    is_left_out: bool = False,
) -> CaseStudy:
    """Write own words for a part, and whether the record's part stands beside them.

    Raises:
        Conflict: somebody else changed the case study meanwhile.
        LookupError: there is no such part.
    """
    if part not in PARTS:
        raise LookupError(part)
    case = _locked(case)
    by.must(policy.write_case, on=case)
    check_version(case, version, (), changed_by=case.changed_by)
    said = {"words_th": words_th.strip(), "words_en": words_en.strip(), "is_left_out": is_left_out}
    CaseSection.objects.update_or_create(network_id=case.network_id, case=case, part=part, defaults=said)
    case.touch(by)
    case.save()
    record(by, "write_case_part", case, changes={"part": [None, str(PARTS[part].title)]})
    return case


@transaction.atomic
def choose_pictures(
    *, by: Actor, case: CaseStudy, version: int | None, rows: Iterable[Mapping[str, Any]]
) -> CaseStudy:
    """Write the list of photographs as a whole: ``evidence`` (of the project), ``caption_th``, ``caption_en``.

    Raises:
        Conflict: somebody else changed the case study meanwhile.
        Problem: a photograph twice, of another project, without its people's consent, or too many.
    """
    case = _locked(case)
    by.must(policy.write_case, on=case)
    check_version(case, version, (), changed_by=case.changed_by)
    chosen = list(rows)
    ids = [each["evidence"].pk for each in chosen]
    if len(set(ids)) != len(ids):
        raise Problem(_("A photograph stands in the list twice."))
    if len(ids) > MOST_PICTURES:
        raise Problem(_("A case study takes %(most)s photographs at most.") % {"most": MOST_PICTURES})
    allowed = Evidence.objects.for_actor(by).filter(
        pk__in=ids,
        project_id=case.project_id or 0,
        kind=EvidenceKind.PHOTO,
        withdrawn_at=None,
        consent__in=SHOWN,
    )
    if allowed.count() != len(ids):
        raise Problem(_("Only photographs of this project whose people agreed can be chosen."))
    case.pictures.all().delete()
    for order, each in enumerate(chosen):
        CasePicture.objects.create(
            network_id=case.network_id,
            case=case,
            evidence=each["evidence"],
            caption_th=each.get("caption_th", ""),
            caption_en=each.get("caption_en", ""),
            order=order,
        )
    case.touch(by)
    case.save()
    record(by, "choose_case_pictures", case, changes={"count": [None, len(ids)]})
    return case


@transaction.atomic
def submit_case(*, by: Actor, case: CaseStudy) -> CaseStudy:
    """Hand it to who keeps the library."""
    case = _locked(case)
    by.must(policy.write_case, on=case)
    _only_from(case, CaseState.DRAFT)
    case.state, case.returned_why = CaseState.SUBMITTED, ""
    return _step(by, case, "submit_case")


@transaction.atomic
def take_back_case(*, by: Actor, case: CaseStudy) -> CaseStudy:
    """Take back what one submitted, to write on."""
    case = _locked(case)
    by.must(policy.take_back_case, on=case)
    _only_from(case, CaseState.SUBMITTED)
    case.state = CaseState.DRAFT
    return _step(by, case, "take_back_case")


@transaction.atomic
def return_case(*, by: Actor, case: CaseStudy, why: str) -> CaseStudy:
    """Give a submitted case study back with what is to be changed."""
    case = _locked(case)
    by.must(policy.publish_case, on=case)
    _only_from(case, CaseState.SUBMITTED)
    if not why.strip():
        raise Problem(_("Write what is to be changed."), field="why")
    case.state, case.returned_why = CaseState.DRAFT, why.strip()
    return _step(by, case, "return_case", reason=why.strip())


@transaction.atomic
def publish_case(*, by: Actor, case: CaseStudy, now: dt.datetime) -> CaseStudy:
    """Publish it: everybody in the network reads it, and everybody else where the network shows its case studies.

    Raises:
        Problem: the record of its project is not approved, or its keeper did not open it to everybody.
    """
    case = _locked(case)
    by.must(policy.publish_case, on=case)
    if case.state == CaseState.PUBLISHED:
        raise Problem(_("It is published already."))
    if case.project is not None and case.project.review != ReviewState.APPROVED:
        raise Problem(_("The record of its project is not approved yet."))
    if case.project is not None and case.project.visibility != Visibility.PUBLIC:
        raise Problem(
            _("The keeper of the project has not opened its record to everybody. Ask for that first.")
        )
    case.state, case.published_at, case.returned_why = CaseState.PUBLISHED, now, ""
    return _step(by, case, "publish_case")


@transaction.atomic
def take_off_case(*, by: Actor, case: CaseStudy) -> CaseStudy:
    """Take a published case study off; it is a draft again."""
    case = _locked(case)
    by.must(policy.publish_case, on=case)
    _only_from(case, CaseState.PUBLISHED)
    case.state, case.published_at = CaseState.DRAFT, None
    return _step(by, case, "take_off_case")


def _locked(case: CaseStudy) -> CaseStudy:
    return CaseStudy.objects.select_for_update(of=("self",)).select_related("project").get(pk=case.pk)


def _only_from(case: CaseStudy, state: CaseState) -> None:
    if case.state != state:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))


def _step(by: Actor, case: CaseStudy, act: str, reason: str = "") -> CaseStudy:
    case.touch(by)
    case.save()
    record(by, act, case, reason=reason)
    put_row(case)
    return case


def _keep(by: Actor, case: CaseStudy, act: str, changes: Mapping[str, Any] | None = None) -> None:
    if not case.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if case.address and not case.source.strip():
        raise Problem(_("Say who tells it: its source is shown beside the address."), field="source")
    case.sort_key = sort_key(case.title_th)
    case.changed_by = case.changed_by or by.label
    case.save()
    record(by, act, case, changes=changes)
    put_row(case)

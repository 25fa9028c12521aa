"""Everything that records of projects say, as sheets of one workbook: projects, and the rows of each kind.

Rows are read as the sheets are written. Contacts of partners stand only in the rows of records that the reader may write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.queries.places import province_name
from samphan.kit.formats import period, thai_date, year
from samphan.kit.workbook import SheetOf
from samphan.projects import policy
from samphan.projects.models import (
    ChangeDomain,
    Mission,
    Population,
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectPerson,
    ProjectPlace,
    ProjectResearch,
    ProjectResource,
    ProjectServed,
    ProjectStated,
)
from samphan.projects.queries.reach import served_line
from samphan.projects.queries.record import worded
from samphan.projects.queries.resources import compare, counts
from samphan.projects.queries.standing import AT_ONCE, with_standing
from samphan.projects.queries.years import fiscal_year_in_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import Model, QuerySet

    from samphan.kit.actor import Actor


def sheets(actor: Actor, projects: QuerySet[Project]) -> Iterator[SheetOf]:
    """One sheet a kind of row, of projects that ``for_actor`` gave. One statement each, and one for what is counted."""
    project = _("Project")
    yield SheetOf(
        _("Projects"),
        [
            project, _("Code"), _("Title in Thai"), _("Title in English"), _("Category"), _("State"), pgettext("project", "Record"),
            _("What the partners say to it"), _("Period"),
            _("Fiscal year"), _("Missions"), _("Domains of change"), _("Groups whom it serves"),
        ],
        map(_project, with_standing(projects.annotate(fiscal=fiscal_year_in_sql()).order_by("pk").iterator(AT_ONCE))),
    )  # fmt: skip
    for title, heads, model, line, related in _KINDS:
        rows = _rows(actor, model, projects).select_related("project", *related)
        yield SheetOf(
            str(title()),
            [project, pgettext("project", "Title"), *heads()],
            _lines(actor, rows.iterator(AT_ONCE), line),
        )
    yield SheetOf(
        _("Stated and counted"),
        [
            project, pgettext("project", "Title"), _("What is counted"), pgettext("project", "Stated"), _("At least"), _("Estimate"), _("Source"),
            _("Counted in this record"), _("Difference"),
        ],
        _stated(actor, projects),
    )  # fmt: skip


def _rows(actor: Actor, model: Any, projects: QuerySet[Project]) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.for_actor(actor).filter(project__in=projects.order_by().values("pk"))
    return found.order_by("project_id", "order", "id")


def _lines(
    actor: Actor, rows: Iterator[Any], line: Callable[[Actor, Any], Sequence[Any]]
) -> Iterator[list[Any]]:
    for row in rows:
        yield [row.project_id, str(row.project.title), *line(actor, row)]


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else _("no")


def _project(told: tuple[Any, str]) -> list[Any]:
    row, standing = told
    return [
        row.pk,
        row.code,
        row.title_th,
        row.title_en,
        str(row.get_category_display()),
        str(row.get_state_display()),
        str(row.get_review_display()),
        standing,
        str(period(row.starts, row.ends)) if row.starts or row.ends else "",
        year(row.fiscal) if row.fiscal else "",
        ", ".join(worded(row.missions, Mission)),
        ", ".join(worded(row.domains, ChangeDomain)),
        ", ".join(worded(row.populations, Population)),
    ]


def _partner(actor: Actor, row: ProjectPartner) -> list[Any]:
    may_see = bool(policy.see_contacts(actor, row.project))
    organisation = row.organisation
    return [
        row.called,
        _yes(organisation is not None),
        str(row.get_side_display()),
        str(row.get_basis_display() or (organisation.get_basis_display() if organisation else "")),
        str(row.get_sector_display() or (organisation.get_sector_display() if organisation else "")),
        str(row.get_role_code_display()),
        row.role,
        _yes(row.is_lead),
        _yes(row.claims_lead),
        thai_date(row.since, "short") if row.since else "",
        *((row.contact_name, row.contact_phone, row.contact_email) if may_see else ("", "", "")),
    ]


def _person(_actor: Actor, row: ProjectPerson) -> list[Any]:
    return [
        str(row.person.name) if row.person else row.name,
        str(row.get_side_display()),
        str(row.get_role_display()),
        str(row.organisation.name) if row.organisation else "",
        row.share,
        row.contribution,
    ]


def _course(_actor: Actor, row: ProjectCourse) -> list[Any]:
    return [
        row.title,
        row.code,
        row.section,
        str(row.organisation.name) if row.organisation else "",
        _yes(row.is_degree),
        _yes(row.is_real_work),
        row.enrolled,
        _yes(row.is_enrolled_counted),
        row.hours,
        _yes(row.is_hours_counted),
        row.pedagogy,
        row.objectives,
    ]


def _research(_actor: Actor, row: ProjectResearch) -> list[Any]:
    return [
        row.title,
        str(row.get_kind_display()),
        row.discipline,
        _yes(row.is_joint_question),
        _yes(row.is_with_community_authors),
        row.ethics_number,
        row.products,
        year(row.year) if row.year else "",
        row.url,
    ]


def _place(_actor: Actor, row: ProjectPlace) -> list[Any]:
    province = str(province_name(row.province)) if row.province else ""
    return [
        province,
        row.district,
        row.subdistrict,
        row.site,
        row.latitude,
        row.longitude,
        _yes(row.is_virtual),
    ]


def _served(_actor: Actor, row: ProjectServed) -> list[Any]:
    found = served_line(row)
    return [
        row.label,
        str(row.get_population_display()),
        _yes(row.is_direct),
        row.number,
        _yes(row.is_counted),
        row.households,
        row.groups,
        row.each,
        found.product,
        found.gap,
    ]


def _resource(_actor: Actor, row: ProjectResource) -> list[Any]:
    return [
        row.title,
        str(row.get_kind_display()),
        row.partner.called if row.partner else row.giver,
        str(row.partner.get_side_display()) if row.partner else "",
        _yes(row.is_internal),
        row.amount,
        row.unit,
        row.value_baht,
        row.value_basis,
        thai_date(row.given, "short") if row.given else "",
    ]


def _stated(actor: Actor, projects: QuerySet[Project]) -> Iterator[list[Any]]:
    rows = ProjectStated.objects.for_actor(actor).filter(project__in=projects.order_by().values("pk"))
    stated = list(rows.select_related("project").order_by("project_id", "kind", "id"))
    counted = counts(sorted({each.project_id for each in stated})) if stated else {}
    for row in stated:
        found = compare(row, counted[row.project_id][row.kind])
        yield [
            row.project_id, str(row.project.title), str(row.get_kind_display()), row.number, _yes(row.is_at_least),
            _yes(row.is_estimate), row.source, found.counted.number, found.difference,
        ]  # fmt: skip


_KINDS: tuple[
    tuple[
        Callable[[], str],
        Callable[[], list[str]],
        type[Model],
        Callable[[Actor, Any], Sequence[Any]],
        tuple[str, ...],
    ],
    ...,
] = (
    (
        lambda: _("Partners"),
        lambda: [
            _("Partner"), _("In the directory"), pgettext("project", "Side"), _("Basis of community"), _("Sector"), _("Kind of role"), _("Role"),
            _("Leads the project"), _("Says that it leads"), _("Since"), _("Contact person"), _("Telephone"), _("E-mail address"),
        ],
        ProjectPartner, _partner, ("organisation",),
    ),
    (
        lambda: _("People"),
        lambda: [_("Person"), pgettext("project", "Side"), _("Role"), _("Organisation"), _("Share, %"), _("What this person did")],
        ProjectPerson, _person, ("person", "organisation"),
    ),
    (
        lambda: _("Courses and trainings"),
        lambda: [
            _("Course or training"), _("Code"), _("Section or term"), _("Organisation"), _("Part of a degree"),
            _("Experience of real work"), pgettext("course", "Students"), _("Students were counted"), _("Hours of each"), _("Hours were counted"),
            _("Way of teaching"), _("Learning objectives"),
        ],
        ProjectCourse, _course, ("organisation",),
    ),
    (
        lambda: pgettext("mission", "Research"),
        lambda: [
            pgettext("mission", "Research"), _("Kind"), _("Field of knowledge"), _("Question developed together"),
            _("Authors from the community"), _("Number of the ethics approval"), _("Scholarly products"), _("Year"),
            _("Address on the web"),
        ],
        ProjectResearch, _research, (),
    ),
    (
        lambda: _("Places"),
        lambda: [
            _("Province"), _("District"), _("Sub-district"), _("Name of the place"), _("Latitude"), _("Longitude"), _("Online"),
        ],
        ProjectPlace, _place, (),
    ),
    (
        lambda: _("People served"),
        lambda: [
            _("Who they are"), _("Kind of group"), _("Served directly"), pgettext("count", "People"), _("Counted, not estimated"), _("Households"),
            _("Groups"), _("People in each group"), _("Groups × people in each"), _("Difference"),
        ],
        ProjectServed, _served, (),
    ),
    (
        lambda: pgettext("project", "Resources"),
        lambda: [
            _("What is given"), _("Kind"), _("Given by"), pgettext("project", "Side"), _("From the university's own budget"), _("Amount"), _("Unit"),
            _("Value in baht"), _("Basis of the value"), _("When"),
        ],
        ProjectResource, _resource, ("partner__organisation",),
    ),
)  # fmt: skip
"""Name of the sheet, its heads after project and title, the table, what a row says, what is read with it."""

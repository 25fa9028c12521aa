"""Writing where a project works, whom it serves, what it costs, and the numbers that somebody stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import ResourceKind
from samphan.directory.queries.places import is_province
from samphan.kit.errors import Problem
from samphan.kit.money import unit_of_money
from samphan.projects.actions.rows import hold, put
from samphan.projects.models import ProjectPlace, ProjectResource, ProjectServed, ProjectStated

if TYPE_CHECKING:
    from decimal import Decimal

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import Project, ProjectPartner

NORTH_POLE, DATE_LINE = 90, 180
"""The largest latitude and longitude, in degrees."""


class PlaceWords(TypedDict, total=False):
    """What is said about a place: ``province`` by its code, the point in degrees (WGS 84)."""

    province: str
    district: str
    subdistrict: str
    site: str
    latitude: Decimal | None
    longitude: Decimal | None
    is_virtual: bool


@transaction.atomic
def write_place(
    *,
    by: Actor,
    project: Project,
    place: ProjectPlace | None = None,
    version: int | None = None,
    **words: Unpack[PlaceWords],
) -> ProjectPlace:
    """Add a place in which the project works, or change it.

    Raises:
        Problem: nothing says where it is, a district without its province, an unknown province, half a point.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    now = place or ProjectPlace()
    province, district, subdistrict, site = (
        words.get(name, getattr(now, name)) for name in ("province", "district", "subdistrict", "site")
    )
    if province and not is_province(str(province)):
        raise Problem(_("This province is not known."), field="province")
    if (district or subdistrict) and not province:
        raise Problem(
            _("Districts of one name lie in several provinces: choose the province too."), field="province"
        )
    if subdistrict and not district:
        raise Problem(
            _("Write the district too: sub-districts of one name lie in several of them."), field="district"
        )
    if not (province or site or words.get("is_virtual", now.is_virtual)):
        raise Problem(
            _("Choose a province, write the name of the place, or say that it is online."), field="province"
        )
    point = words.get("latitude", now.latitude), words.get("longitude", now.longitude)
    if (point[0] is None) != (point[1] is None):
        raise Problem(_("A point has a latitude and a longitude."), field="point")
    if (
        point[0] is not None
        and point[1] is not None
        and (abs(point[0]) > NORTH_POLE or abs(point[1]) > DATE_LINE)
    ):
        raise Problem(_("There is no such point on the map."), field="point")
    return put(by, project, ProjectPlace, place, words, version=version)


class ServedWords(TypedDict, total=False):
    """What is said about people who are served; numbers that nobody knows are None, never 0."""

    label: str
    population: str
    is_direct: bool
    number: int | None
    is_counted: bool
    households: int | None
    groups: int | None
    each: int | None


@transaction.atomic
def write_served(
    *,
    by: Actor,
    project: Project,
    served: ProjectServed | None = None,
    version: int | None = None,
    **words: Unpack[ServedWords],
) -> ProjectServed:
    """Add people whom the project serves, or change what is said about them.

    Groups × people in each are kept beside the number as they were said: a difference is shown, not refused.
    """
    project = hold(by, project)
    if not words.get("label", served.label if served else "").strip():
        raise Problem(_("Write who they are."), field="label")
    return put(by, project, ProjectServed, served, words, version=version)


class ResourceWords(TypedDict, total=False):
    """What is said about a resource: of a partner, or of a ``giver`` outside the partnership. Values in baht."""

    partner: ProjectPartner | None
    giver: str
    is_internal: bool
    kind: str
    title: str
    amount: Decimal | None
    unit: str
    value_baht: Decimal | None
    value_basis: str
    given: PartialDate | None


@transaction.atomic
def write_resource(
    *,
    by: Actor,
    project: Project,
    resource: ProjectResource | None = None,
    version: int | None = None,
    **words: Unpack[ResourceWords],
) -> ProjectResource:
    """Add money or something in kind that is given to the project, or change it.

    Money is its own value in baht. Anything else may be valued, and then says on what basis.

    Raises:
        Problem: two givers, money of a unit other than baht, a value without its basis.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    now = resource or ProjectResource()
    partner, giver = words.get("partner", now.partner), words.get("giver", now.giver)
    if partner and giver:
        raise Problem(
            _("Choose the partner that gives it, or write a funder outside the partnership: not both."),
            field="giver",
        )
    if partner and partner.project_id != project.pk:
        raise Problem(_("This partner takes part in another project."), field="partner")
    if not words.get("title", now.title).strip():
        raise Problem(_("Write what is given."), field="title")
    if words.get("kind", now.kind) == ResourceKind.MONEY:
        words.update(_money(words, now))
    elif words.get("value_baht", now.value_baht) is not None and not words.get(
        "value_basis", now.value_basis
    ):
        raise Problem(
            _(
                "Write on what the value rests, for example hours × rate, a price list, or an estimate of the giver."
            ),
            field="value_basis",
        )
    return put(by, project, ProjectResource, resource, words, version=version)


def _money(words: ResourceWords, now: ProjectResource) -> ResourceWords:
    """An amount of money is its value in baht; a value that was typed in its place is the amount."""
    unit = unit_of_money(words.get("unit", now.unit))
    stands = None if "amount" in words else now.value_baht
    amount = words.get("amount", now.amount)
    amount = words.get("value_baht", stands) if amount is None else amount
    return {"amount": amount, "value_baht": amount, "unit": unit}


class StatedWords(TypedDict, total=False):
    """A number that somebody stated; baht for a budget, else a count."""

    kind: str
    number: Decimal
    is_at_least: bool
    is_estimate: bool
    source: str


@transaction.atomic
def write_stated(
    *,
    by: Actor,
    project: Project,
    stated: ProjectStated | None = None,
    version: int | None = None,
    **words: Unpack[StatedWords],
) -> ProjectStated:
    """Keep a number as somebody stated it, with its source; several sources may state several."""
    project = hold(by, project)
    return put(by, project, ProjectStated, stated, words, version=version)

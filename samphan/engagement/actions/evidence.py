"""Evidence: brought, described, withdrawn."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.consent import let_go, withdraw_row
from samphan.engagement.actions.uploads import FIELD, Kept, keep
from samphan.engagement.actions.writing import write_row
from samphan.engagement.models import Consent, Evidence, EvidenceKind, Supports
from samphan.engagement.policy import change as policy
from samphan.engagement.queries.evidence import AGREED, STRENGTH_OF, TARGETS
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.kit.thai.fold import clean
from samphan.projects.models import ProjectPartner, ProjectPlace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.engagement.queries.evidence import Target
    from samphan.engagement.queries.linked import Linked
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload
    from samphan.kit.pictures import Point
    from samphan.projects.models import Project

MOST_AT_ONCE: Final = 20
NEAR_KM: Final = 5
EARTH_KM: Final = 6371
SAID: Final = ("title", "words", "supports", "partner", "taken_on", "place", "consent", "is_public")
FIELDS: Final = (*SAID, *TARGETS)


@transaction.atomic
def bring_files(
    *,
    by: Actor,
    project: Project,
    uploads: Sequence[Upload],
    target: Target | None = None,
    keeps_place: bool = False,
    **said: Any,
) -> list[Evidence]:
    """Keep photographs and documents as evidence; what is said holds for each of them.

    A photograph loses what its camera hid in it. Where the place is wanted, its point is kept and named after the nearest
    place of the project.
    """
    by.must(policy.prove, on=project)
    if not uploads:
        raise Problem(_("Choose a file."), field=FIELD)
    if len(uploads) > MOST_AT_ONCE:
        raise Problem(
            _("At most %(most)s files at once; bring the others afterwards.") % {"most": MOST_AT_ONCE},
            field=FIELD,
        )
    title = (said.pop("title", "") or "").strip()
    brought = []
    for number, upload in enumerate(uploads, start=1):
        kept = keep(upload, project.network_id)
        # The name of a file comes past the fields of the form: it is cleaned here as they clean what is typed.
        name = " ".join(clean(upload.name.rpartition(".")[0] or upload.name).split())
        called = (f"{title} ({number})" if len(uploads) > 1 else title) if title else name
        kind = EvidenceKind.PHOTO if kept.picture else EvidenceKind.DOCUMENT
        row = Evidence(network_id=project.network_id, project=project, kind=kind, file=kept.file)
        row.thumbnail = kept.thumbnail
        fields = {**said, "title": called[:300], **_of_camera(project, kept, said, keeps_place=keeps_place)}
        brought.append(_add(by, row, fields, target))
    return brought


@transaction.atomic
def add_link(*, by: Actor, project: Project, url: str, target: Target | None = None, **said: Any) -> Evidence:
    """An address on the web as evidence; what stands there is not kept."""
    by.must(policy.prove, on=project)
    if not url.lower().startswith(("https://", "http://")):
        raise Problem(_("Write an address that begins with https://"), field="url")
    row = Evidence(network_id=project.network_id, project=project, kind=EvidenceKind.LINK, url=url)
    return _add(by, row, said, target)


@transaction.atomic
def add_record(
    *, by: Actor, project: Project, linked: Linked, target: Target | None = None, **said: Any
) -> Evidence:
    """A record of this system as evidence, under the title that it has now."""
    by.must(policy.prove, on=project)
    row = Evidence(network_id=project.network_id, project=project, kind=EvidenceKind.RECORD)
    row.record_kind, row.record_id = linked.kind, linked.id
    said["title"] = (said.get("title") or "").strip() or linked.label_th or linked.label_en
    return _add(by, row, said, target)


@transaction.atomic
def add_statement(*, by: Actor, project: Project, target: Target | None = None, **said: Any) -> Evidence:
    """What somebody states, in words."""
    by.must(policy.prove, on=project)
    row = Evidence(network_id=project.network_id, project=project, kind=EvidenceKind.STATEMENT)
    return _add(by, row, said, target)


@transaction.atomic
def describe_evidence(
    *, by: Actor, evidence: Evidence, target: Target | None = None, version: int | None = None, **said: Any
) -> Evidence:
    """Change what is said about a piece of evidence; its file stays as it is."""
    found = _locked(evidence)
    by.must(policy.change_evidence, on=found)
    check_version(found, version, FIELDS, changed_by=found.changed_by)
    if found.withdrawn_at is not None:
        raise Problem(_("It was withdrawn. Bring it again if it may be used after all."))
    return _write(by, found, said, target)


@transaction.atomic
def withdraw_evidence(
    *, by: Actor, evidence: Evidence, reason: str, now: dt.datetime, is_consent: bool = False
) -> Evidence:
    """Use it no longer, saying why; its row stays.

    Where people shown withdrew their consent, the picture is let go of at once, here and wherever the same picture stands
    in the network, so that nothing serves it any more.
    """
    found = _locked(evidence)
    by.must(policy.change_evidence, on=found)
    if not reason.strip():
        raise Problem(_("Write why it is withdrawn, so that others understand the gap."), field="reason")
    if found.withdrawn_at is not None and not (is_consent and found.file_id):
        raise Problem(_("It was withdrawn already."))
    sha256 = found.file.sha256 if is_consent and found.file else ""
    withdraw_row(by, found, reason, now, is_consent=is_consent)
    if sha256:
        let_go(by=by, network_id=found.network_id, sha256=sha256, reason=reason, now=now, but=found)
    return found


def _add(by: Actor, row: Evidence, said: dict[str, Any], target: Target | None) -> Evidence:
    row.strength = STRENGTH_OF[EvidenceKind(row.kind)]
    row.added_by = by.label[:200]
    return _write(by, row, said, target)


def _write(by: Actor, row: Evidence, said: dict[str, Any], target: Target | None) -> Evidence:
    if unknown := said.keys() - {*SAID, "latitude", "longitude"}:
        raise TypeError(f"not what is said about evidence: {sorted(unknown)}")
    if not (said.get("title") or "").strip():
        raise Problem(_("Give it a title, so that it can be found."), field="title")
    if row.kind == EvidenceKind.STATEMENT and not (said.get("words", row.words) or "").strip():
        raise Problem(_("Write what is stated, and by whom."), field="words")
    if said.get("supports") not in Supports.values:
        raise Problem(_("Choose which part of the record it supports."), field="supports")
    consent = said.get("consent", Consent.NOT_NEEDED)
    if consent not in {*AGREED, Consent.MISSING}:
        raise Problem(_("Say whether the people shown agreed."), field="consent")
    if said.get("is_public") and consent not in AGREED:
        raise Problem(
            _("It can be shown to everybody once the people who can be recognised have agreed."),
            field="is_public",
        )
    partner = said.get("partner")
    if isinstance(partner, ProjectPartner) and partner.project_id != row.project_id:
        raise Problem(_("This partner belongs to another project."), field="partner")
    if target is not None and target.row.project_id != row.project_id:
        raise Problem(_("This belongs to another project."), field="target")
    stands = {name: target.row if target is not None and target.field == name else None for name in TARGETS}
    fields = {**said, "consent": consent, **stands}
    return write_row(by, row, fields, new="add_evidence", changed="describe_evidence", project=row.project)


def _of_camera(project: Project, kept: Kept, said: dict[str, Any], *, keeps_place: bool) -> dict[str, Any]:
    """What the camera wrote and the form left open: the day; the point and its name only where they are wanted."""
    picture = kept.picture
    if picture is None:
        return {}
    fields: dict[str, Any] = {}
    if not said.get("taken_on") and picture.taken_on is not None:
        fields["taken_on"] = PartialDate.of(picture.taken_on)
    if keeps_place and picture.point is not None:
        fields["latitude"], fields["longitude"] = picture.point
        if not (said.get("place") or "").strip():
            fields["place"] = _named(project, picture.point)
    return fields


def _named(project: Project, point: Point) -> str:
    """The nearest place of the project within ``NEAR_KM``; else the point in figures."""
    places = ProjectPlace.objects.filter(project=project, latitude__isnull=False).order_by("order", "id")
    near = [
        (kilometres(point, (each.latitude, each.longitude)), each)
        for each in places
        if each.latitude and each.longitude
    ]
    distance, place = min(near, key=lambda each: each[0], default=(NEAR_KM + 1.0, None))
    if place is None or distance > NEAR_KM:
        return f"{point[0]}, {point[1]}"
    return ", ".join(filter(None, [place.site, place.subdistrict, place.district]))[:300]


def kilometres(one: Point, other: Point) -> float:
    """The way between two points on a sphere."""
    (lat1, lon1), (lat2, lon2) = (tuple(radians(float(each)) for each in point) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _locked(evidence: Evidence) -> Evidence:
    found = Evidence.objects.select_for_update(of=("self",)).select_related("project", "file")
    return found.get(pk=evidence.pk)

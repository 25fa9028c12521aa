"""The network's own words: its page and profile, and the versions of what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import FrameSection, FrameState, FrameVersion, NetworkProfile, Statement
from samphan.networks.queries.frame_findable import put_statements
from samphan.tenancy.actions import NETWORK_FIELDS
from samphan.tenancy.actions import describe_network as _describe
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate


PAGE_FIELDS: Final = NETWORK_FIELDS
PROFILE_FIELDS: Final = (
    "abbreviation_th", "abbreviation_en", "former_name_th", "former_name_en", "renamed", "founded", "emblem_th",
    "emblem_en", "source", "is_published",
)  # fmt: skip
ADOPTION_FIELDS: Final = ("adopted", "instrument", "note", "source")
PROFILE_NAME: Final = ("ข้อมูลของเครือข่าย", "Profile of the network")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as it was written; ``key`` is that of the statement that it changes, if it changes one."""

    text_th: str
    text_en: str = ""
    key: UUID | None = None


def frame_name(frame: FrameVersion) -> tuple[str, str]:
    """What a version is called in the audit trail and on links."""
    return f"กรอบของเครือข่าย ฉบับที่ {frame.number}", f"Frame of the network, version {frame.number}"


@transaction.atomic
def describe_network(*, by: Actor, version: int | None = None, **words: Any) -> Network:
    """Change the network's own page; refuses to overwrite what somebody saved meanwhile."""
    network = Network.objects.select_for_update().get(pk=by.network_id)
    by.must(policy.manage, on=network)
    check_version(network, version, PAGE_FIELDS, changed_by=network.changed_by)
    return _describe(by=by, network=network, **words)


def profile_of(network_id: int) -> NetworkProfile:
    """The profile of a network, made when it is first needed."""
    return NetworkProfile.objects.get_or_create(network_id=network_id)[0]


@transaction.atomic
def change_profile(*, by: Actor, version: int | None = None, **words: Any) -> NetworkProfile:
    """Change what is said beside the name (``PROFILE_FIELDS``), and whether the page is published.

    Raises:
        Conflict: somebody saved it since ``version``.
    """
    if by.network is None:
        raise ValueError("a profile belongs to a network")
    by.must(policy.keep, on=by.network)
    profile_of(by.network_id)
    written = NetworkProfile.objects.select_for_update().get(network_id=by.network_id)
    check_version(written, version, PROFILE_FIELDS, changed_by=written.changed_by)
    before = values(written, PROFILE_FIELDS)
    for name, value in words.items():
        setattr(written, name, value)
    written.touch(by)
    written.save()
    changes = difference(before, values(written, PROFILE_FIELDS))
    record(by, "change_profile", written, label=PROFILE_NAME, changes=changes)
    return written


@transaction.atomic
def draft_frame(*, by: Actor, is_sample: bool = False) -> FrameVersion:
    """Begin the next version with the statements of the one in force; a draft that is there is gone on with."""
    if by.network is None:
        raise ValueError("a frame belongs to a network")
    by.must(policy.keep, on=by.network)
    # Two who begin a draft at once wait for each other here.
    Network.objects.select_for_update().get(pk=by.network_id)
    versions = FrameVersion.objects.filter(network_id=by.network_id)
    draft = versions.filter(state=FrameState.DRAFT).first()
    if draft is not None:
        return draft
    last = versions.order_by("-number").first()
    made = FrameVersion.objects.create(
        network_id=by.network_id, number=(last.number if last else 0) + 1, is_sample=is_sample
    )
    if last is not None:
        Statement.objects.bulk_create(
            Statement(
                network_id=by.network_id,
                frame=made,
                section=each.section,
                position=each.position,
                key=each.key,
                text_th=each.text_th,
                text_en=each.text_en,
            )
            for each in last.statements.order_by("id")
        )
    record(by, "draft_frame", made, label=frame_name(made))
    return made


def _draft(frame: FrameVersion, version: int | None) -> FrameVersion:
    """The version, locked, when it can still be written."""
    found = FrameVersion.objects.select_for_update().get(pk=frame.pk)
    if not found.is_draft:
        raise Problem(_("This version was adopted and stays as it is. Begin a new version."))
    check_version(found, version, ("number",), changed_by=found.changed_by)
    return found


@transaction.atomic
def write_section(
    *,
    by: Actor,
    frame: FrameVersion,
    section: str,
    rows: Sequence[StatementRow],
    version: int | None = None,
) -> FrameVersion:
    """Write one part of a draft as a whole, in the order of ``rows``; a row that keeps its key keeps its history.

    Raises:
        Problem: the version was adopted, or a statement has no Thai.
        Conflict: somebody saved the draft since ``version``.
    """
    by.must(policy.keep, on=frame)
    frame = _draft(frame, version)
    if any(not row.text_th for row in rows):
        raise Problem(_("Each statement needs its Thai text."))
    part = FrameSection(section)
    known = {each.key: each for each in frame.statements.filter(section=part)}
    before = [each.text_th for each in sorted(known.values(), key=lambda each: (each.position, each.pk))]
    frame.statements.filter(section=part).delete()
    taken: set[UUID] = set()
    written = []
    for position, row in enumerate(rows, start=1):
        key = row.key if row.key in known and row.key not in taken else uuid4()
        taken.add(key)
        written.append(
            Statement(
                network_id=frame.network_id,
                frame=frame,
                section=part,
                position=position,
                key=key,
                text_th=row.text_th,
                text_en=row.text_en,
            )
        )
    Statement.objects.bulk_create(written)
    frame.touch(by)
    frame.save()
    after = [row.text_th for row in rows]
    record(
        by,
        "write_frame",
        frame,
        label=frame_name(frame),
        changes=difference({part.value: before}, {part.value: after}),
    )
    return frame


@transaction.atomic
def adopt_frame(
    *,
    by: Actor,
    frame: FrameVersion,
    adopted: PartialDate,
    today: dt.date,
    instrument: str = "",
    note: str = "",
    source: str = "",
    version: int | None = None,
) -> FrameVersion:
    """Adopt a draft: from now on it is the version in force, and its statements stay as they are.

    Raises:
        Problem: it says nothing, the day lies in the future, or before the version that it follows.
        Conflict: somebody saved the draft since ``version``.
    """
    by.must(policy.keep, on=frame)
    frame = _draft(frame, version)
    if not frame.statements.exists():
        raise Problem(_("There is nothing to adopt yet: write at least one statement."))
    if adopted.from_on > today:
        raise Problem(_("This day lies in the future."), field="adopted")
    before = FrameVersion.objects.filter(network_id=frame.network_id).adopted().first()
    if before is not None and before.adopted and adopted.last_on < before.adopted.from_on:
        raise Problem(_("This is before the day on which the version before was adopted."), field="adopted")
    frame.state, frame.adopted = FrameState.ADOPTED, adopted
    frame.instrument, frame.note, frame.source = instrument, note, source
    frame.touch(by)
    frame.save()
    put_statements(frame, replaced=before)
    changes = difference({}, values(frame, ADOPTION_FIELDS))
    record(by, "adopt_frame", frame, label=frame_name(frame), changes=changes)
    return frame


@transaction.atomic
def correct_adoption(
    *, by: Actor, frame: FrameVersion, version: int | None = None, **words: Any
) -> FrameVersion:
    """Correct when and by what a version was adopted (``ADOPTION_FIELDS``); its statements stay.

    Raises:
        Problem: it is a draft, or no day is given.
        Conflict: somebody saved it since ``version``.
    """
    by.must(policy.keep, on=frame)
    frame = FrameVersion.objects.select_for_update().get(pk=frame.pk)
    check_version(frame, version, ADOPTION_FIELDS, changed_by=frame.changed_by)
    if frame.is_draft:
        raise Problem(_("This version was not adopted yet."))
    before = values(frame, ADOPTION_FIELDS)
    for name in ADOPTION_FIELDS:
        if name in words:
            setattr(frame, name, words[name])
    if frame.adopted is None:
        raise Problem(_("Say when it was adopted, as far as it is known."), field="adopted")
    frame.touch(by)
    frame.save()
    changes = difference(before, values(frame, ADOPTION_FIELDS))
    record(by, "correct_adoption", frame, label=frame_name(frame), changes=changes)
    return frame


@transaction.atomic
def discard_draft(*, by: Actor, frame: FrameVersion) -> None:
    """Throw a draft away; what was adopted cannot be.

    Raises:
        Problem: the version was adopted.
    """
    by.must(policy.keep, on=frame)
    frame = _draft(frame, None)
    record(by, "discard_frame", frame, label=frame_name(frame))
    frame.delete()

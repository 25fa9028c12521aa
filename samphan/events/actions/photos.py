"""Photographs: bringing them, saying what they show, whether those shown agreed; letting go of them when they do not any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.consent import let_go
from samphan.events import policy
from samphan.events.actions.parts import check_unchanged, label_of, write_part
from samphan.events.models import Photo, PhotoConsent
from samphan.kit.errors import Problem
from samphan.kit.pictures import PictureError, read_picture
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.events.actions.results import Upload
    from samphan.events.models import AgendaItem, Event
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import StoredFile

MOST_AT_ONCE: Final = 20
FIELDS: Final = ("agenda_item", "title_th", "title_en", "taken_on", "place", "consent")


@transaction.atomic
def bring_photos(
    *,
    by: Actor,
    event: Event,
    uploads: Sequence[Upload],
    taken_on: dt.date | None = None,
    place: str = "",
    consent: str = PhotoConsent.NOT_ASKED,
    agenda_item: AgendaItem | None = None,
    is_sample: bool = False,
) -> list[Photo]:
    """Keep photographs. The day said holds for all; without one, the day that each camera wrote."""
    by.must(policy.manage, on=event)
    _check_consent(consent)
    if len(uploads) > MOST_AT_ONCE:
        raise Problem(
            _("At most %(most)s photographs at once; bring the others afterwards.") % {"most": MOST_AT_ONCE},
            field="uploads",
        )
    _check(event, agenda_item)
    brought = []
    for upload in uploads:
        if len(upload.content) > files.MAX_SIZE:
            raise Problem(
                _("“%(name)s” is larger than %(size)s MB.")
                % {"name": upload.name, "size": files.MAX_SIZE // 2**20},
                field="uploads",
            )
        try:
            picture = read_picture(upload.content)
        except PictureError as error:
            raise Problem(
                _("“%(name)s” cannot be read as a photograph. Bring JPEG, PNG or WebP.")
                % {"name": upload.name},
                field="uploads",
            ) from error
        stem = upload.name.rpartition(".")[0] or upload.name
        photo = Photo(
            network_id=event.network_id,
            event=event,
            is_sample=is_sample,
            file=_store(event, f"{stem}.jpg", picture.content),
            thumbnail=_store(event, f"{stem}-small.jpg", picture.thumbnail),
        )
        said = {"taken_on": taken_on or picture.taken_on, "place": place, "consent": consent}
        brought.append(write_part(by, photo, {**said, "agenda_item": agenda_item}))
    return brought


@transaction.atomic
def describe_photo(
    *,
    by: Actor,
    photo: Photo,
    title_th: str = "",
    title_en: str = "",
    taken_on: dt.date | None = None,
    place: str = "",
    consent: str,
    agenda_item: AgendaItem | None = None,
    version: int | None = None,
) -> Photo:
    """Say what a photograph shows, when and where, and whether it may be used."""
    by.must(policy.change, on=photo)
    photo = _locked(photo)
    if photo.is_withdrawn:
        raise Problem(_("The photograph was withdrawn. Bring it again if it may be used after all."))
    _check_consent(consent)
    check_unchanged([photo], FIELDS, version)
    _check(photo.event, agenda_item)
    fields = {"title_th": title_th, "title_en": title_en, "taken_on": taken_on, "place": place}
    return write_part(by, photo, {**fields, "consent": consent, "agenda_item": agenda_item})


@transaction.atomic
def withdraw_photo(*, by: Actor, photo: Photo, reason: str, now: dt.datetime) -> None:
    """Somebody in it takes the consent back: nobody is served it any more, wherever the same picture stands in the network."""
    by.must(policy.change, on=photo)
    photo = _locked(photo)
    if not reason.strip():
        raise Problem(_("Write why it is withdrawn, so that others understand the gap."), field="reason")
    if photo.is_withdrawn:
        raise Problem(_("The photograph was withdrawn already."))
    let_go(by=by, network_id=photo.network_id, sha256=photo.file.sha256, reason=reason.strip(), now=now)


def let_go_of_photos(*, by: Actor, network_id: int, sha256: str, reason: str, now: dt.datetime) -> None:
    """Mark all photographs of this hash as withdrawn; called by ``engagement.actions.consent.let_go``, which see."""
    rows = Photo.objects.select_for_update(of=("self",)).select_related("event")
    for each in rows.shown().filter(network_id=network_id, file__sha256=sha256):
        files.let_go([each.file_id, each.thumbnail_id], now=now)
        changes = {"consent": [each.consent, PhotoConsent.WITHDRAWN], "sha256": [sha256, None]}
        each.consent = PhotoConsent.WITHDRAWN
        each.save(update_fields=["consent"])
        record(by, "withdraw_photo", each, label=label_of(each), changes=changes, reason=reason[:300])


def _locked(photo: Photo) -> Photo:
    return Photo.objects.select_for_update(of=("self",)).select_related("event", "file").get(pk=photo.pk)


def _check_consent(consent: str) -> None:
    """A consent is withdrawn by ``withdraw_photo`` alone: it lets go of the picture and cannot be taken back."""
    if consent == PhotoConsent.WITHDRAWN:
        raise Problem(
            _("Withdraw the photograph instead: then nobody is shown it any more."), field="consent"
        )


def _check(event: Event, item: AgendaItem | None) -> None:
    if item is not None and item.event_id != event.pk:
        raise Problem(_("This agenda item belongs to another event."), field="agenda_item")


def _store(event: Event, name: str, content: bytes) -> StoredFile:
    return files.store(content, network_id=event.network_id, name=name, media_type=files.JPEG)

"""Words and photographs that partners add themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.engagement import policy
from samphan.engagement.actions.consent import let_go
from samphan.engagement.actions.speaking import heard, label_of, refuse_flood
from samphan.engagement.models import Consent, PartnerWords
from samphan.kit.errors import Problem
from samphan.kit.pictures import PictureError, read_picture
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner
    from samphan.tenancy.models import StoredFile


@dataclass(frozen=True, slots=True)
class Photo:
    """A file that somebody brought: at most ``files.MAX_SIZE`` + 1 bytes of it were read."""

    name: str
    content: bytes


@transaction.atomic
def add_words(
    *,
    by: Actor,
    partner: ProjectPartner,
    now: dt.datetime,
    words: str = "",
    photo: Photo | None = None,
    consent: str = Consent.NOT_NEEDED,
    may_publish: bool = False,
    channel: str = "",
    said_by: str = "",
) -> PartnerWords:
    """Keep words, a photograph, or both.

    Raises:
        Problem: neither is there, the file is no photograph, or it is to be shown although nobody was asked.
    """
    by.must(policy.speak, on=partner)
    who = heard(by, partner, channel=channel, said_by=said_by)
    refuse_flood(by, PartnerWords.objects.filter(partner=partner))
    if not words.strip() and photo is None:
        raise Problem(_("Write something, or choose a photograph."), field="words")
    if consent not in Consent.values or consent == Consent.WITHDRAWN:
        raise Problem(_("Choose one of the answers."), field="consent")
    if photo is not None and may_publish and consent == Consent.MISSING:
        raise Problem(
            _("Please ask the people in the photograph first. Until then it is not shown to everybody."),
            field="may_publish",
        )
    kept = PartnerWords.objects.create(
        network_id=partner.network_id,
        project_id=partner.project_id,
        partner=partner,
        words=words.strip(),
        photo=_store(partner, photo) if photo else None,
        consent=consent if photo else Consent.NOT_NEEDED,
        may_publish=may_publish,
        at=now,
        **who,
    )
    changes = {"words": [None, kept.words[:300]], "photo": [None, photo.name if photo else None]}
    record(by, "add_words", partner, label=label_of(partner), changes=changes)
    return kept


def _store(partner: ProjectPartner, photo: Photo) -> StoredFile:
    """The photograph as a new JPEG, without what the camera wrote beside it, the place above all."""
    if len(photo.content) > files.MAX_SIZE:
        raise Problem(
            _("The file is too large. A photograph of up to %(size)s MB can be taken; a film cannot.")
            % {"size": files.MAX_SIZE // 2**20},
            field="photo",
        )
    try:
        picture = read_picture(photo.content)
    except PictureError as error:
        raise Problem(
            _(
                "This file cannot be read as a photograph. Send a JPG or PNG; on an iPhone choose “Most Compatible”"
                " under Settings, Camera, Formats."
            ),
            field="photo",
        ) from error
    stem = photo.name.rpartition(".")[0] or photo.name
    return files.store(
        picture.content, network_id=partner.network_id, name=f"{stem}.jpg", media_type=files.JPEG
    )


@transaction.atomic
def withdraw_words(*, by: Actor, words: PartnerWords, now: dt.datetime) -> PartnerWords:
    """Take words or a photograph back: from now on nobody is shown it, also where it was kept as evidence; the row stays."""
    locked = PartnerWords.objects.select_for_update(of=("self",)).select_related(
        "project", "partner__organisation", "partner__project", "photo"
    )
    words = locked.get(pk=words.pk)
    by.must(policy.take_back, on=words)
    if words.withdrawn_at is None:
        words.withdrawn_at, words.may_publish = now, False
        if words.photo is not None:
            words.consent = Consent.WITHDRAWN
        words.save(update_fields=["withdrawn_at", "may_publish", "consent"])
        record(by, "withdraw_words", words.partner, label=label_of(words.partner))
        if words.photo is not None:
            files.let_go([words.photo_id], now=now)
            with translation.override("th"):
                why = gettext("The partner that brought the photograph took it back.")
            let_go(by=by, network_id=words.network_id, sha256=words.photo.sha256, reason=why, now=now)
    return words

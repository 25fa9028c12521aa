"""The emblem on the papers of an organisation, uploaded by its network."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.reports import policy
from samphan.reports.models import Letterhead
from samphan.tenancy import files
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor

LARGEST: Final = 1024 * 1024
SMALLEST_SIDE: Final = 60
LONGEST_SIDE: Final = 4_000
# Markers of JPEG that carry the size of the picture: baseline, progressive and their kin.
_SIZES_OF_JPEG: Final = frozenset(
    {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
)


@transaction.atomic
def set_emblem(*, by: Actor, organisation: Organisation, name: str, content: bytes) -> Letterhead:
    """Keep a picture as the emblem of an organisation's papers in this network.

    PNG or JPEG by what the bytes are, at most 1 MB, between 60 and 4,000 pixels on each side. Versions that
    were issued keep the emblem that they had.
    """
    by.must(policy.prepare_for, on=organisation)
    media_type = _checked(content)
    stored = files.store(content, network_id=by.network_id, name=name, media_type=media_type)
    letterhead, _is_new = Letterhead.objects.update_or_create(
        network_id=by.network_id, organisation=organisation, defaults={"emblem": stored}
    )
    record(by, "set_emblem", organisation, changes={"emblem": [None, stored.sha256]})
    return letterhead


@transaction.atomic
def remove_emblem(*, by: Actor, organisation: Organisation) -> None:
    """Print papers without an emblem from now on."""
    by.must(policy.prepare_for, on=organisation)
    letterhead = Letterhead.objects.filter(network_id=by.network_id, organisation=organisation).first()
    if letterhead is not None:
        letterhead.delete()
        record(by, "remove_emblem", organisation)


def _checked(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Problem(_("The picture is larger than 1 MB."), field="emblem")
    media_type = files.sniff(content)
    sides = {files.PNG: _png_sides, files.JPEG: _jpeg_sides}.get(media_type or "", lambda _content: None)(
        content
    )
    if media_type is None or sides is None:
        raise Problem(_("This is no PNG or JPEG picture."), field="emblem")
    if min(sides) < SMALLEST_SIDE or max(sides) > LONGEST_SIDE:
        raise Problem(
            _("The picture has %(width)s × %(height)s pixels; each side needs %(least)s to %(most)s.")
            % {"width": sides[0], "height": sides[1], "least": SMALLEST_SIDE, "most": LONGEST_SIDE},
            field="emblem",
        )
    return media_type


def _png_sides(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 33 or b"IEND" not in content[-16:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_sides(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _SIZES_OF_JPEG:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None

"""Files that people bring as evidence: judged by what they are, pictures made anew, refusals in a sentence that helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.agreements.actions.records import keep_file
from samphan.kit.errors import Problem
from samphan.kit.pictures import PictureError, read_picture
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.asking import Upload
    from samphan.kit.pictures import Picture
    from samphan.tenancy.models import StoredFile

FIELD: Final = "upload"
_HEIC: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
)
HEIC_SAID: Final = _(
    "This is a photograph in the format of newer phones (HEIC), which not everybody can open. On the phone, choose Settings,"
    " Camera, Formats, Most Compatible; or send it to yourself as JPEG. Then bring it again."
)
FILM_SAID: Final = _(
    "Films are not kept here. Put the film where everybody concerned can watch it, and give its address as evidence."
)
DRAWING_SAID: Final = _(
    "Drawings that carry a program (SVG, HTML) are not kept here. Save it as PDF or PNG and bring that."
)
PICTURE_SAID: Final = _(
    "This cannot be read as a photograph. Bring JPEG, PNG or WebP that opens on your own screen."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of an upload; ``picture`` where it was one, with what its camera wrote."""

    file: StoredFile
    thumbnail: StoredFile | None = None
    picture: Picture | None = None


def keep(upload: Upload, network_id: int) -> Kept:
    """Store a document, or a picture without its hidden data.

    Every picture is made anew from its points of colour, whatever it was called: nothing that was hidden in it stays.

    Raises:
        Problem: it is too large, damaged, or of a kind that is not kept.
    """
    content = upload.content
    if len(content) > files.MAX_SIZE:
        raise Problem(too_large(), field=FIELD)
    if said := strange(content):
        raise Problem(said, field=FIELD)
    if not _is_picture(content):
        return Kept(keep_file(upload, network_id))
    try:
        picture = read_picture(content)
    except PictureError as error:
        raise Problem(PICTURE_SAID, field=FIELD) from error
    stem = upload.name.rpartition(".")[0] or upload.name
    return Kept(
        files.store(picture.content, network_id=network_id, name=f"{stem}.jpg", media_type=files.JPEG),
        files.store(
            picture.thumbnail, network_id=network_id, name=f"{stem}-small.jpg", media_type=files.JPEG
        ),
        picture,
    )


def too_large() -> str:
    """The sentence for a file that is larger than any that is kept."""
    return _("The file is larger than %(size)s MB.") % {"size": files.MAX_SIZE // 2**20}


def strange(head: bytes) -> _StrOrPromise:
    """Why something is not kept, told by its first bytes: how to bring it all the same; "" where nothing speaks against it."""
    if head[4:8] == b"ftyp":
        return HEIC_SAID if head[8:12] in _HEIC else FILM_SAID
    if head[:4] in {b"\x1a\x45\xdf\xa3", b"FLV\x01", b"OggS"} or (
        head[:4] == b"RIFF" and head[8:11] == b"AVI"
    ):
        return FILM_SAID
    start = head[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<html", b"<!doctype", b"<script")) or (
        start.startswith(b"<?xml") and b"<svg" in head[:4000].lower()
    ):
        return DRAWING_SAID
    return ""


def _is_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or files.sniff(content) in {files.PNG, files.JPEG}

"""Issued versions: what they say, as they were frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from samphan.reports.queries.composition import Composition
from samphan.reports.queries.papers import Issue, paper
from samphan.reports.queries.state import public_address

if TYPE_CHECKING:
    from typing import Literal

    from samphan.kit.documents import Document
    from samphan.reports.models import IssuedVersion


def paper_of(version: IssuedVersion, *, slug: str) -> Document:
    """The paper of a version loaded with its report and emblem; the same every time."""
    return paper(
        Composition.from_json(version.content),
        created=version.issued_at,
        numerals=cast("Literal['thai', 'arabic']", version.numerals),
        address=public_address(slug, version.report.token, version.version),
        emblem=version.emblem,
        issue=Issue(
            number=version.number,
            version=version.version,
            issued_on=version.issued_on,
            issuer_name=version.issuer_name,
            issuer_position=version.issuer_position,
        ),
    )

"""Records of this system as evidence: found in the search among what the actor may see, and told softly by kind and id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.kit.bilingual import Bilingual
from samphan.kit.numbers import number_in
from samphan.tenancy import search
from samphan.tenancy.models import SearchRow

if TYPE_CHECKING:
    from samphan.engagement.models import Evidence
    from samphan.kit.actor import Actor

KINDS: Final = (
    "events.event",
    "governance.meeting",
    "governance.resolution",
    "surveys.survey",
    "agreements.agreement",
    "agreements.open_agreement",
)
"""What proves something by being there: kinds of the search, those of apps above too."""
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Linked:
    """One record: its kind, id and title."""

    kind: str
    id: int
    label_th: str
    label_en: str

    label = Bilingual()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


def offers(actor: Actor, words: str) -> list[tuple[Linked, str]]:
    """Records for typed words, each with what its kind is called; only what the actor may see. One statement."""
    kinds = seen_kinds(actor)
    found = search.find(words, kinds=kinds, limit=MOST, within=[actor.network_id]).hits if kinds else ()
    known = search.kinds()
    return [
        (Linked(hit.kind, hit.object_id, hit.label_th, hit.label_en), str(known[hit.kind].label))
        for hit in found
    ]


def find(actor: Actor, key: str) -> Linked | None:
    """The record that a form names as ``kind:id``, if the actor may see it. One statement."""
    kind, _colon, sent = key.partition(":")
    pk = number_in(sent)
    if kind not in seen_kinds(actor) or pk is None:
        return None
    row = SearchRow.objects.filter(network_id=actor.network_id, kind=kind, object_id=pk).first()
    return Linked(kind, row.object_id, row.label_th, row.label_en) if row else None


def address_of(actor: Actor, evidence: Evidence) -> str:
    """Where the record of a piece of evidence stands; "" where there is none or the actor may not see such records."""
    if evidence.record_id is None or evidence.record_kind not in seen_kinds(actor) or actor.network is None:
        return ""
    return search.kinds()[evidence.record_kind].url(actor.network.slug, evidence.record_id)


def seen_kinds(actor: Actor) -> list[str]:
    """The kinds that the actor may see in the network of the address."""
    known = search.kinds()
    return [
        code
        for code in KINDS
        if code in known and all(actor.holds(each) for each in known[code].needs.split())
    ]

"""Which offers may answer which needs, each with the reasons; a person decides, nothing is sent.

Texts are compared folded: by their trigrams (three letters in a row) and by their words, both without spaces and
marks that only one of two spellings has. Local and explained: every reason says what was found to be alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from samphan.directory.models import Organisation
from samphan.kit.thai.fold import fold
from samphan.kit.thai.segmentation import thai_words
from samphan.projects.models import (
    Listing,
    ListingKind,
    ListingMatch,
    MatchState,
    ProjectPartner,
    Side,
)
from samphan.projects.queries.listings import is_current

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor

ALIKE: Final = 0.12
"""Share of common trigrams (Jaccard, 0 to 1) from which two texts are called alike."""

MOST: Final = 10
MOST_WORDS: Final = 6
MOST_LETTERS: Final = 2_000
"""Letters of a text that are compared."""

_WEIGHTS: Final = {"words": 2.0, "text": 4.0, "kind": 1.5, "theme": 2.0, "place": 1.0, "partners": 1.0}
_THAI: Final = re.compile(r"[ก-๎]+")
_LATIN: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{2,}")
_EMPTY: Final = frozenset({
    "การ", "ความ", "และ", "หรือ", "ของ", "ที่", "ใน", "เป็น", "ให้", "ได้", "จาก", "กับ", "เพื่อ", "ด้าน", "โดย", "มี", "ต้องการ",
    "สำหรับ", "ร่วม", "ผู้", "งาน", "แก่", "ต่อ", "ซึ่ง", "นี้", "the", "and", "for", "with", "our", "are",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two listings may fit: a code (words, text, kind, theme, place, partners) and what was found."""

    code: str
    found: str

    def __str__(self) -> str:
        """The sentence for the reader."""
        sentences = {
            "words": _("Both speak of: %(found)s"),
            "text": _("Their texts are alike (%(found)s%% of their letters in groups of three)"),
            "kind": _("Same kind: %(found)s"),
            "theme": _("Same theme: %(found)s"),
            "place": _("Same place: %(found)s"),
            "partners": _("The two institutions have worked together: %(found)s"),
        }
        found = str(ListingKind(self.found).label) if self.code == "kind" else self.found
        return sentences[self.code] % {"found": found}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer and a need that may fit, seen from one of them; ``decision`` is what a person said, if anybody did."""

    other: Listing
    reasons: tuple[Reason, ...]
    score: float
    decision: ListingMatch | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """What is suggested for a listing, what was accepted and what was dismissed."""

    suggested: list[Suggestion]
    accepted: list[Suggestion]
    dismissed: list[Suggestion]


def matches(actor: Actor, listing: Listing, *, today: dt.date) -> Matches:
    """Suggestions for a listing that the caller has loaded through ``for_actor``. Five statements.

    The other side's open listings of other institutions are compared; what somebody decided stays, whatever its state.
    """
    side = Side.NEED if listing.side == Side.OFFER else Side.OFFER
    own, other = ("offer", "need") if listing.side == Side.OFFER else ("need", "offer")
    decided = {
        getattr(match, f"{other}_id"): match
        for match in ListingMatch.objects.for_actor(actor).filter(**{own: listing})
    }
    own_records = Organisation.objects.one_with(listing.organisation_id).values("pk")
    found = Listing.objects.for_actor(actor).filter(side=side).exclude(organisation__in=own_records)
    found = found.filter(is_current(today)) | Listing.objects.for_actor(actor).filter(pk__in=decided)
    candidates = list(found.select_related("organisation").prefetch_related("themes__theme").order_by("id"))
    past = _past_partners(actor, listing.organisation_id)
    me = _Compared.of(listing)
    rows = [_suggestion(me, each, past, decided.get(each.pk)) for each in candidates]
    rows.sort(key=lambda each: (-each.score, each.other.sort_key, each.other.pk))
    open_ones = [each for each in rows if each.decision is None and _is_worth_it(each)]
    return Matches(
        open_ones[:MOST],
        [each for each in rows if each.decision and each.decision.state == MatchState.ACCEPTED],
        [each for each in rows if each.decision and each.decision.state == MatchState.DISMISSED],
    )


def reasons_between(actor: Actor, offer: Listing, need: Listing) -> tuple[Reason, ...]:
    """The reasons that a page shows for these two, to be kept with a decision."""
    past = _past_partners(actor, offer.organisation_id)
    return _suggestion(_Compared.of(offer), need, past, None).reasons


def said(match: ListingMatch) -> list[str]:
    """The reasons that were shown when somebody decided, in the reader's language."""
    return [str(Reason(code, found)) for code, found in match.reasons]


def _is_worth_it(row: Suggestion) -> bool:
    """The same kind, place or past alone is no reason: something in the words or themes must be common too."""
    codes = {reason.code for reason in row.reasons}
    return bool(codes & {"words", "text", "theme"}) or {"kind", "place"} <= codes


def _suggestion(
    me: _Compared, other: Listing, past: dict[int, list[str]], decision: ListingMatch | None
) -> Suggestion:
    them = _Compared.of(other)
    reasons = []
    score = 0.0
    common = me.words & them.words
    if common:
        longest = sorted(common, key=lambda word: (-len(word), word))[:MOST_WORDS]
        reasons.append(Reason("words", ", ".join(longest)))
        score += _WEIGHTS["words"] * min(len(common), MOST_WORDS) / MOST_WORDS
    union = len(me.trigrams | them.trigrams)
    alike = len(me.trigrams & them.trigrams) / union if union else 0.0
    if alike >= ALIKE:
        reasons.append(Reason("text", str(round(100 * alike))))
        score += _WEIGHTS["text"] * alike
    for code, found in (
        ("kind", other.kind if other.kind == me.listing.kind != ListingKind.OTHER else ""),
        ("theme", ", ".join(me.themes[pk] for pk in me.themes if pk in them.themes)),
        ("place", other.place if me.place and me.place == them.place else ""),
        ("partners", ", ".join(past.get(other.organisation.current_id, ())[:3])),
    ):
        if found:
            reasons.append(Reason(code, found))
            score += _WEIGHTS[code]
    return Suggestion(other, tuple(reasons), score, decision)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A listing as it is compared."""

    listing: Listing
    words: frozenset[str]
    trigrams: frozenset[str]
    themes: dict[int, str]
    place: str

    @classmethod
    def of(cls, listing: Listing) -> _Compared:
        text = fold(
            f"{listing.title_th} {listing.title_en} {listing.detail_th} {listing.detail_en}"[:MOST_LETTERS]
        )
        themes = {each.theme_id: str(each.theme.name) for each in listing.themes.all()}
        return cls(listing, _words(text), _trigrams(text), themes, fold(listing.place))


def _words(text: str) -> frozenset[str]:
    thai = (word for run in _THAI.findall(text) for word in thai_words(run, frozenset()))
    return frozenset(word for word in (*thai, *_LATIN.findall(text)) if len(word) > 2 and word not in _EMPTY)


def _trigrams(text: str) -> frozenset[str]:
    letters = "".join(text.split())
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _past_partners(actor: Actor, organisation_id: int) -> dict[int, list[str]]:
    """What each other institution did with this one: titles of started projects. One statement."""
    own_records = Organisation.objects.one_with(organisation_id).values("pk")
    partners = ProjectPartner.objects.for_actor(actor)
    mine = partners.filter(organisation__in=own_records).values("project_id")
    rows = partners.filter(project_id__in=mine, organisation__isnull=False)
    rows = rows.exclude(organisation__in=own_records).select_related("project", "organisation")
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows.order_by("project_id"):
        if row.organisation is not None:
            found[row.organisation.current_id][str(row.project.title)] = None
    return {pk: list(titles) for pk, titles in found.items()}

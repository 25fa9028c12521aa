"""Thai words, found so that a line of a document never ends inside one.

Layout wants LONG words: a break that is missing costs a little white space, a break inside a word is a mistake that
every reader sees. `segmentation` cuts runs of Thai letters; here they are put together again with the signs around
them. Searching does not use this module: it compares letters, see `fold`.
"""

import re
from typing import Final

from samphan.kit.thai.graphemes import clusters, extends
from samphan.kit.thai.segmentation import CONSONANT, LEADING, LONGEST_UNKNOWN, MARK, thai_words

__all__ = ["clusters", "layout_words", "truncate"]

ELLIPSIS: Final = "…"

_LETTER: Final = f"{CONSONANT}ะ-ฺเ-ๅ็-๎"

_PIECE: Final = re.compile(
    rf"(?P<blank>\s+)"
    rf"|(?P<whole>ฯลฯ|ฯพณฯ)"
    rf"|(?P<after>[ๆฯ]+)"
    rf"|(?P<short>(?:(?:[{LEADING}]?[{CONSONANT}][{MARK}]*){{1,4}}\.)+)"
    rf"|(?P<thai>[{_LETTER}]+)"
    rf"|(?P<other>[^\s{_LETTER}ๆฯ]+)"
)
_OPENING: Final = "(\\[{<«“‘‹"
_CLOSING: Final = ".,;:!?)\\]}>»”’›%…/\\-–—"
# Titles before names, and how long a name in one word may be. Names are mostly not in any dictionary.
_TITLE: Final = re.compile(
    r"(?:^|\.)(?:ศ|รศ|ผศ|อ|ดร|นพ|พญ|ทพ|ทพญ|ภก|ภญ|สพ\.ญ|น\.ส|ม\.ร\.ว|ม\.ล|[พร]\.?[ตอท]|พล\.[ตอท])\.$"
)
_TITLED: Final = ("นางสาว", "นาง", "นาย")
_LONGEST_NAME: Final = 20
#: A text is not cut back to less than this part (1/n) of its room for the sake of a whole word.
_SHORTEST_SHARE: Final = 3
_LED_BY_CLOSING: Final = re.compile(rf"[{_CLOSING}]+")
_ENDED_BY_OPENING: Final = re.compile(rf"[{_OPENING}]+$")


def layout_words(text: str, glossary: frozenset[str] = frozenset()) -> list[str]:
    """`text` cut where a line may end; the pieces joined are `text`, unchanged.

    Blanks are pieces of their own, except one before ๆ. Closing punctuation, ๆ and ฯ stay with the word before, opening
    brackets and quotes and abbreviations (จ. ดร.) with the word after; Latin words and numbers are never cut.

    Args:
        text: Any text; cleaned text gives the best result.
        glossary: Further words of one's own (names of organisations and persons, terms) that are never cut.
    """
    pieces: list[str] = []
    joined: list[bool] = []  # whether a piece stays with the one before
    sticky = False  # whether the next piece stays with this one
    names = 0  # how many of the next words are parts of a person's name
    for found in _PIECE.finditer(text):
        piece, kind = found[0], found.lastgroup
        if kind == "blank":
            pieces.append(piece)
            joined.append(False)
            sticky = False
            continue
        if kind == "after":
            if len(pieces) > 1 and pieces[-1] == " " and piece.startswith("ๆ"):
                joined[-1] = True
            pieces.append(piece)
            joined.append(bool(len(pieces) > 1 and (joined[-1] or not pieces[-2].isspace())))
            sticky = False
        elif kind == "other":
            sticky = _add_other(text, found, pieces, joined, sticky=sticky)
        elif kind == "thai":
            names = _names_from(piece, names)
            words = (piece,) if names else thai_words(piece, glossary)
            pieces += words
            joined += [sticky] + [False] * (len(words) - 1)
            sticky = False
        else:
            pieces.append(piece)
            joined.append(sticky)
            sticky = kind == "short"
        names = 3 if kind == "short" and _TITLE.search(piece) else max(0, names - 1)
    return _join(pieces, joined)


def _names_from(run: str, names: int) -> int:
    """How many words from this run on are parts of a person's name, itself included."""
    if len(run) > _LONGEST_NAME:
        return 0
    return names or (2 if run.startswith(_TITLED) else 0)


def truncate(text: str, limit: int) -> str:
    """`text` in at most `limit` grapheme clusters; what is cut ends after a word where possible, and with "…"."""
    parts = clusters(text)
    if len(parts) <= limit:
        return text
    if limit < 1:
        return ""
    room = len("".join(parts[: limit - 1]))
    end = whole = 0
    for word in layout_words(text[: room + 2 * LONGEST_UNKNOWN]):
        end += len(word)
        if end > room:
            break
        whole = end
    if _SHORTEST_SHARE * whole < room:
        whole = room  # a single long word is cut rather than lost
    return text[:whole].rstrip() + ELLIPSIS


def _add_other(
    text: str, found: re.Match[str], pieces: list[str], joined: list[bool], *, sticky: bool
) -> bool:
    """Adds a run that is neither Thai nor blank; returns whether the next piece stays with it."""
    piece, start, end = found[0], found.start(), found.end()
    beside = bool(pieces) and not pieces[-1].isspace()
    head = 1 if beside and piece[0] in "\"'" and _closes(text, start) else 0
    closing = _LED_BY_CLOSING.match(piece, head)
    head = closing.end() if closing and beside else head
    if head:
        pieces.append(piece[:head])
        joined.append(True)
        sticky = False
    rest = piece[head:]
    if rest:
        pieces.append(rest)
        joined.append(sticky or (head == 0 and beside and rest[0].isdecimal()))
    last = piece[-1]
    if last in "\"'":
        return bool(rest) and not _closes(text, end - 1)
    return piece == "-" or (bool(rest) and (last.isdecimal() or _ENDED_BY_OPENING.search(rest) is not None))


def _closes(text: str, at: int) -> bool:
    """Whether the straight quote at `at` ends a quotation."""
    if at == 0 or text[at - 1].isspace() or text[at - 1] in "([{":
        return False
    if at + 1 == len(text) or text[at + 1].isspace():
        return True
    return text.count(text[at], text.rfind("\n", 0, at) + 1, at) % 2 == 1


def _join(pieces: list[str], joined: list[bool]) -> list[str]:
    words: list[str] = []
    for piece, stays in zip(pieces, joined, strict=True):
        if words and (stays or extends(piece[0])):
            words[-1] += piece
        else:
            words.append(piece)
    return words

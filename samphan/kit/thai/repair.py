"""Thai text whose marks have moved, as it comes out of PDF files: what was probably written.

Three kinds of damage are undone: blanks before marks (ผู ้), marks behind a leading vowel (ทีเ่), and marks that stand one
letter too far right (ผูบ้รหิาร). The last is guided by the dictionary and now and then wrong, on names above all: so a
repair is proposed, with the difference, and a person decides. Names are never given to this module.
"""

import re
from functools import lru_cache
from typing import Final

from samphan.kit.thai.fold import clean
from samphan.kit.thai.segmentation import CONSONANT, LEADING, MARK, strangeness

_RUN: Final = re.compile(rf"[{CONSONANT}ะ-ฺเ-ๅ็-๎]+")
_BLANK: Final = re.compile(rf"(?<=[{CONSONANT}{MARK}])[ \t]+(?=[{MARK}\u0e33])")
_BEHIND_LEADING: Final = re.compile(rf"([{LEADING}])([{MARK}]+)")
_DOUBLED: Final = re.compile(rf"([{MARK}])\1+")
# A mark that has nothing to stand on, or stands on a vowel: no spelling has that.
_IMPOSSIBLE: Final = re.compile(rf"(?:^|[{LEADING}ะาำ])[{MARK}]")
_LONGEST: Final = 200
"""Runs longer than this are left alone: nobody writes them, and each mark is tried."""


def repaired(text: str) -> str:
    """The text with its marks put right, or the text itself where nothing speaks for damage."""
    if not _is_suspect(text):
        return text
    loose = _DOUBLED.sub(r"\1", _BEHIND_LEADING.sub(r"\2\1", _BLANK.sub("", clean(text))))
    return _RUN.sub(lambda found: _shifted(found[0]), loose)


def _is_suspect(text: str) -> bool:
    """Whether marks follow blanks or leading vowels, or more than a few letters stand in no word."""
    if _BLANK.search(text) or _BEHIND_LEADING.search(text) or _DOUBLED.search(text):
        return True
    runs = _RUN.findall(text)
    unknown = sum(strangeness(run)[0] for run in runs if len(run) <= _LONGEST)
    return unknown * 20 > sum(map(len, runs))


@lru_cache(maxsize=4_096)
def _shifted(run: str) -> str:
    """The run with marks moved one letter to the left, one after the other, where the words then fit better."""
    best = strangeness(run) if len(run) <= _LONGEST else (0, 0)
    at = 2
    while best[0] and at < len(run):
        if run[at] in _MARKS and run[at - 1] not in _MARKS:
            end = at
            while end < len(run) and run[end] in _MARKS:
                end += 1
            tried = {run[: at - 1] + run[at:cut] + run[at - 1] + run[cut:] for cut in (at + 1, end)}
            fits = [(strangeness(each), each) for each in tried if not _IMPOSSIBLE.search(each)]
            cost, better = min(fits, default=(best, run))
            if cost < best:
                best, run = cost, better
        at += 1
    return run


_MARKS: Final = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)

"""The part of a long text that shows where a query was found."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from samphan.kit.thai.fold import highlight
from samphan.kit.thai.words import layout_words

CUT: Final = "…"


def excerpt(text: str, query: str, length: int = 160) -> str:
    """About `length` characters around the first hit of `query`, or the beginning where there is none.

    Cut between words, so never inside a grapheme cluster; … stands for what was left out.
    """
    if len(text) <= length:
        return text
    at = 0
    for part, is_hit in highlight(text, query):
        if is_hit:
            break
        at += len(part)
    else:
        at = 0
    edges = [0, *accumulate(map(len, layout_words(text)))]
    start = max(
        (edge for edge in edges if edge <= max(0, min(at - length // 3, len(text) - length))), default=0
    )
    end = max((edge for edge in edges if edge <= start + length), default=len(text))
    if end <= at:  # one word, longer than what is shown
        start, end = 0, next((edge for edge in edges if edge > at), len(text))
    return f"{CUT if start else ''}{text[start:end].strip()}{CUT if end < len(text) else ''}"

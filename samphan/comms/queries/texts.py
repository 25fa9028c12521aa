"""The words of a mailing: placeholders found, refused when unknown, filled for one recipient or for all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.comms.models import Mailing

Language = Literal["th", "en"]
Values = dict[str, tuple[str, str]]
"""What stands for each placeholder, in Thai and in English."""

MOST_BODY: Final = 20_000
MOST_SUBJECT: Final = 200
BETWEEN: Final = "\n\n" + "- " * 20 + "-\n\n"
"""What stands between the Thai and the English text of one message."""

_PLACE: Final = re.compile(r"\{([^{}\n]{0,60})\}")


def placeholders_in(*texts: str) -> list[str]:
    """The codes in braces, each once, in the order of the text."""
    return list(dict.fromkeys(code.strip() for text in texts for code in _PLACE.findall(text)))


def fill(text: str, values: Mapping[str, tuple[str, str]], language: Language) -> str:
    """The text with its placeholders filled, once: braces inside a value stay as they are."""

    def value(found: re.Match[str]) -> str:
        pair = values.get(found[1].strip())
        if pair is None:
            return found[0]
        th, en = pair
        return (th or en) if language == "th" else (en or th)

    return _PLACE.sub(value, text)


def compose(mailing: Mailing, values: Mapping[str, tuple[str, str]], language: str) -> tuple[str, str]:
    """Subject and text for somebody who reads ``language``; for whom it is not known, Thai with English below."""
    if language == "en" and mailing.body_en:
        return fill(mailing.subject_en, values, "en"), fill(mailing.body_en, values, "en")
    subject, body = fill(mailing.subject_th, values, "th"), fill(mailing.body_th, values, "th")
    if language == "th" or not mailing.body_en:
        return subject, body
    english = fill(mailing.subject_en, values, "en")
    both = f"{subject} / {english}" if english != subject else subject
    return both, body + BETWEEN + fill(mailing.body_en, values, "en")

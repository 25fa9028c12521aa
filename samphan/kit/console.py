"""What the commands say at the shell: each sentence in Thai and in English, side by side in the code.

Commands speak before Django and its catalogues are loaded, and most of what they say is about why that is not
possible, so their sentences do not come from gettext.
"""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

type Language = Literal["th", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("th", "en")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same sentence in both languages."""

    en: str
    th: str

    def in_(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.th if language == "th" else self.en


class SpokenError(RuntimeError):
    """Something a person at the shell can understand and mend: one sentence, no traceback."""

    def __init__(self, en: str, th: str) -> None:
        super().__init__(en)
        self.sentence = Sentence(en, th)


class SaidError(RuntimeError):
    """Something failed in a child process, which has printed its own sentence already."""


def console_language(variables: Mapping[str, str]) -> Language:
    """The language of the terminal, by the usual variables; English where they name neither of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name, "")
        if value:
            return "th" if value.lower().startswith("th") else "en"
    return "en"


class Console:
    """Prints steps with their durations, and sentences, in one language."""

    def __init__(self, language: Language, *, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.language = language
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._column_open = False

    def say(self, en: str, th: str) -> None:
        """One line on the standard output."""
        self._write(self._out, self._pick(en, th) + "\n")

    def line(self, text: str = "") -> None:
        """One line that needs no translation."""
        self._write(self._out, text + "\n")

    def complain(self, sentence: Sentence) -> None:
        """One line on the standard error."""
        self._write(self._err, sentence.in_(self.language) + "\n")

    @contextlib.contextmanager
    def step(self, en: str, th: str) -> Iterator[None]:
        """One line that says what is being done, completed by how long it took."""
        self._write(self._out, f"{self._pick(en, th)} … ")
        self._column_open = True
        begin = time.monotonic()
        yield
        seconds = f"{time.monotonic() - begin:.1f} {self._pick('s', 'วินาที')}"
        if self._column_open:
            self._column_open = False
            self._write(self._out, f"{seconds}\n")

    def _pick(self, en: str, th: str) -> str:
        return th if self.language == "th" else en

    def _write(self, stream: TextIO, text: str) -> None:
        if self._column_open:
            # A sentence inside a step begins on its own line.
            self._column_open = False
            self._out.write("\n")
            self._out.flush()
        stream.write(text)
        stream.flush()

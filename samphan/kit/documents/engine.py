"""typst, behind two functions: fonts are loaded once, nothing of the machine gets in, errors are ours."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from samphan.kit.documents.model import DocumentError
from samphan.kit.documents.text import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PDF_STANDARDS = ("a-2a", "ua-1")
_REMEMBERED = 10
"""typst keeps what any of its last so many papers was made of; each photograph is there in full, 3 bytes a pixel."""


def make_pdf(
    source: bytes, inputs: dict[str, str], *, timestamp: int, files: Mapping[str, bytes] | None = None
) -> bytes:
    """PDF/A-2a and PDF/UA-1 of a template.

    Args:
        source: the template.
        inputs: strings that it reads as sys.inputs.
        timestamp: instant that is written into the file, in seconds since 1970.
        files: pictures that the template may read by their names, and nothing else.

    Raises:
        DocumentError: typst refused; the message holds its reason.
    """
    with _refusals(), _root(files or {}) as root:
        made: bytes = _compiler(source, inputs, root).compile(
            format="pdf", pdf_standards=list(PDF_STANDARDS), timestamp=timestamp
        )
    if files:
        _forget()
    return made


def make_png(source: bytes, inputs: dict[str, str], *, pixels_per_inch: float) -> bytes:
    """Picture of a template that makes one page; arguments and errors as in `make_pdf`."""
    with _refusals():
        made: bytes = _compiler(source, inputs).compile(format="png", ppi=pixels_per_inch)
    return made


def _forget() -> None:
    """Let typst drop the photographs of a paper: it goes by papers made since, and an empty one takes half a millisecond."""
    for _ in range(_REMEMBERED + 1):
        _compiler(b"", {}).compile(format="pdf")


@contextmanager
def _refusals() -> Iterator[None]:
    import typst

    try:
        yield
    except typst.TypstError as error:
        hints = f" ({'; '.join(error.hints)})" if error.hints else ""
        raise DocumentError("layout", f"typst refused the document: {error.message}{hints}") from error


@contextmanager
def _root(files: Mapping[str, bytes]) -> Iterator[Path]:
    """The folder beyond which nothing can be read: that of the fonts, or one with these files alone.

    A picture among the inputs would be a number for each byte, some 40 bytes of memory for one of the file.
    """
    if not files:
        yield FONT_FOLDER
        return
    with TemporaryDirectory(prefix="samphan-paper-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        yield Path(folder)


def _compiler(source: bytes, inputs: dict[str, str], root: Path = FONT_FOLDER) -> Any:
    import typst

    # A template or a drawing cannot read any file outside its root.
    return typst.Compiler(input=source, root=str(root), font_paths=_fonts(), sys_inputs=inputs)


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )

"""typst, behind two functions: fonts are loaded once, nothing of the machine gets in, errors are ours."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from samphan.kit.documents.model import DocumentError
from samphan.kit.documents.text import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

PDF_STANDARDS = ("a-2a", "ua-1")


def make_pdf(source: bytes, inputs: dict[str, str], *, timestamp: int) -> bytes:
    """PDF/A-2a and PDF/UA-1 of a template.

    Args:
        source: the template.
        inputs: strings that it reads as sys.inputs.
        timestamp: instant that is written into the file, in seconds since 1970.

    Raises:
        DocumentError: typst refused; the message holds its reason.
    """
    with _refusals():
        made: bytes = _compiler(source, inputs).compile(
            format="pdf", pdf_standards=list(PDF_STANDARDS), timestamp=timestamp
        )
    return made


def make_png(source: bytes, inputs: dict[str, str], *, pixels_per_inch: float) -> bytes:
    """Picture of a template that makes one page; arguments and errors as in `make_pdf`."""
    with _refusals():
        made: bytes = _compiler(source, inputs).compile(format="png", ppi=pixels_per_inch)
    return made


@contextmanager
def _refusals() -> Iterator[None]:
    import typst

    try:
        yield
    except typst.TypstError as error:
        hints = f" ({'; '.join(error.hints)})" if error.hints else ""
        raise DocumentError("layout", f"typst refused the document: {error.message}{hints}") from error


def _compiler(source: bytes, inputs: dict[str, str]) -> Any:
    import typst

    # The root is a folder that holds fonts only: a template or a drawing cannot read any other file.
    return typst.Compiler(input=source, root=str(FONT_FOLDER), font_paths=_fonts(), sys_inputs=inputs)


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )

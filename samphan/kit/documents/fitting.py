"""Short texts in places of a given width: as large as they fit, broken between words, never clipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from samphan.kit.documents.lines import BODY_SIZE
from samphan.kit.documents.typesetting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.kit.documents.model import Numerals

#: Points in a millimetre.
MM: Final = 72 / 25.4


class Fitter:
    """Fits the texts of one sheet; ``names`` are kept whole at the end of a line, each of their words too."""

    def __init__(self, names: Iterable[str], numerals: Numerals = "arabic") -> None:
        parts = {part for name in names for part in (name, *name.split())}
        self._typesetter = Typesetter(frozenset(part for part in parts if len(part) > 1))
        self._numerals = numerals

    def fit(
        self, text: str, width: float, sizes: Sequence[float], *, lines: int, bold: bool = False
    ) -> dict[str, Any]:
        """The text as spans at the first of ``sizes`` (points, falling) at which it takes at most ``lines`` lines.

        A text too long for all of them is set at the last size on as many lines as it needs.
        """
        for size in sizes:
            measure = width * BODY_SIZE / size
            spans = self._typesetter.ragged(text, self._numerals, measure=measure, bold=bold)
            taken = sum(string.count("\n") for _style, _link, string in spans) + 1
            word = self._typesetter.extent(text, self._numerals, bold=bold).word
            if taken <= lines and word <= measure:
                break
        return {"size": size, "spans": spans}


def qr_drawing(address: str) -> str:
    """The QR code of an address as an SVG drawing, black on white, without a border."""
    import io

    import segno

    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return drawing.getvalue().decode("ascii")

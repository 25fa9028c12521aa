"""Make ``catalogue/places/th-outlines.json``: the provinces of Thailand as paths for a map that is drawn on the page.

    python tools/province_outlines.py thailand.json > samphan/catalogue/places/th-outlines.json

``thailand.json`` is the one of https://github.com/apisit/thailand.json (MIT, Apisit Toompakdee): one feature a province with its
English name. Lines are thinned (Douglas and Peucker) to half a unit of a drawing that is 1,000 units high; islands of less
than four square units are left out, which are too small to be seen. The projection is equirectangular with the parallel of
13° N, so that a point is placed by two multiplications.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any, Final

import yaml

PLACES: Final = Path(__file__).resolve().parent.parent / "samphan" / "catalogue" / "places" / "th.yaml"
HEIGHT: Final = 1_000
PARALLEL: Final = 13.0
TOLERANCE: Final = 0.5
SMALLEST: Final = 4.0
OTHER_NAMES: Final = {"Bangkok Metropolis": "Bangkok", "Lop Buri": "Lopburi"}
Point = tuple[float, float]


def thinned(line: list[Point]) -> list[Point]:
    """The line without points that lie nearer to it than the tolerance."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    far = max(range(1, len(line) - 1), key=lambda number: away(line[number]))
    if away(line[far]) <= TOLERANCE:
        return [line[0], line[-1]]
    return thinned(line[: far + 1])[:-1] + thinned(line[far:])


def area(ring: list[Point]) -> float:
    """Of a closed ring, in square units of the drawing."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring))) / 2


def path(rings: list[list[Point]]) -> str:
    """The rings as the ``d`` of an SVG path: absolute begin, then steps."""
    parts = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in thinned(ring)]
        steps = [
            f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(whole) if (ax, ay) != (bx, by)
        ]
        if len(steps) > 2:
            parts.append(f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps[:-1])}z")
    return "".join(parts)


def outlines(features: list[dict[str, Any]]) -> dict[str, Any]:
    """The drawing: its size, how a point is placed, and a path for each province by its code."""
    codes = {
        each["en"]: each["code"] for each in yaml.safe_load(PLACES.read_text(encoding="utf-8"))["provinces"]
    }
    shapes: dict[str, list[list[Point]]] = {}
    for feature in features:
        name = feature["properties"]["name"]
        kind, drawn = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        polygons = [drawn] if kind == "Polygon" else drawn
        shapes[codes[OTHER_NAMES.get(name, name)]] = [
            [(lon, lat) for lon, lat, *_ in ring] for polygon in polygons for ring in polygon
        ]
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    scale = HEIGHT / (north - south)
    across = scale * math.cos(math.radians(PARALLEL))
    drawn = {
        code: [[((lon - west) * across, (north - lat) * scale) for lon, lat in ring] for ring in rings]
        for code, rings in shapes.items()
    }
    return {
        "source": "apisit/thailand.json (MIT, Apisit Toompakdee), thinned by tools/province_outlines.py",
        "width": math.ceil((east - west) * across),
        "height": HEIGHT,
        "west": round(west, 5),
        "north": round(north, 5),
        "across": round(across, 4),
        "down": round(scale, 4),
        "provinces": {
            code: path([ring for ring in rings if area(ring) >= SMALLEST] or rings[:1])
            for code, rings in sorted(drawn.items())
        },
    }


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]
    sys.stdout.write(json.dumps(outlines(given), ensure_ascii=False, indent=0, separators=(",", ":")) + "\n")

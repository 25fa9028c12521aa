"""What a reader takes for one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samphan.kit.thai.graphemes import cluster_ends, clusters

CASES = [
    ("", []),
    ("น้ำ", ["น้ำ"]),
    ("เครือข่าย", ["เ", "ค", "รื", "อ", "ข่", "า", "ย"]),
    ("ก็์", ["ก็์"]),
    ("Ab é", ["A", "b", " ", "é"]),
    ("e\u0301x", ["e\u0301", "x"]),
    ("\r\n\n", ["\r\n", "\n"]),
    ("\U0001f1f9\U0001f1ed\U0001f1f1\U0001f1e6", ["\U0001f1f9\U0001f1ed", "\U0001f1f1\U0001f1e6"]),
    ("\U0001f469\u200d\U0001f4bb!", ["\U0001f469\u200d\U0001f4bb", "!"]),
    ("\U0001f44d\U0001f3fd", ["\U0001f44d\U0001f3fd"]),
    ("\u1112\u1161\u11ab", ["\u1112\u1161\u11ab"]),
    ("\u0e34ก", ["\u0e34", "ก"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_clusters_are_what_a_reader_sees(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_clusters_joined_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert cluster_ends(text)[-1:] == ([len(text)] if text else [])

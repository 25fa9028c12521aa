"""What a document refuses to be."""

from __future__ import annotations

from datetime import datetime

import pytest

from samphan.kit.documents import (
    Block,
    Bullets,
    Column,
    Document,
    DocumentError,
    Heading,
    Item,
    KeyValues,
    Note,
    Numbered,
    Paragraph,
    Run,
    Signature,
    Table,
)
from tests.kit.documents.papers import CREATED, paper


def nested(depth: int) -> Block:
    return Bullets((Item("ก", children=(nested(depth - 1),) if depth else ()),))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Run("ก", link="javascript:alert(1)"),
        lambda: Run("ก", link="http://example.org/ ก"),
        lambda: Run("ก", link="//example.org"),
        lambda: Run("ก", link="https://example.org/\nx"),
        lambda: Heading(4, "ก"),  # type: ignore[arg-type]  # the mistake under test
        lambda: Heading(1, "ก", key='"><script>'),
        lambda: Paragraph("ก", key="1a"),
        lambda: Numbered((), pattern="ข้อ"),
        lambda: Numbered((), pattern="{}{}"),
        lambda: Numbered((), pattern="%1 {}"),
        lambda: Numbered((), start=-1),
        lambda: Column("ก", share=-1),
        lambda: Column("ก", share=float("nan")),
        lambda: Table((), ()),
        lambda: Table((Column("ก"),), (("1", "2"),)),
        lambda: paper(title=" \n"),
        lambda: paper(created=datetime(2026, 1, 1)),  # noqa: DTZ001 - the mistake under test
        lambda: paper(nested(7)),
        lambda: paper(Paragraph("ก", key="a"), Bullets((Item("ข", key="a"),))),
    ],
)
def test_contradictory_content_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(DocumentError) as refusal:
        make()
    assert refusal.value.code == "content"


def test_lists_may_stand_six_deep() -> None:
    assert paper(nested(5)).blocks


def test_texts_of_a_document_are_all_its_texts_in_order() -> None:
    document = Document(
        title="2",
        organisation="1",
        created=CREATED,
        subtitle_lines=("3",),
        draft_mark="4",
        footer="5",
        blocks=(
            Heading(1, "6"),
            Paragraph((Run("7"),)),
            Numbered((Item("9", lead="8", children=(Bullets((Item("11", lead="10"),)),)),)),
            Table((Column("13"),), (("14",),), caption="12"),
            KeyValues((("15", "16"),)),
            Note("17"),
            Signature(("18",)),
        ),
    )

    texts = [
        "".join(run.text for run in text) if isinstance(text, tuple) else text for text in document.texts()
    ]

    assert [text for text in texts if text] == [str(number) for number in range(1, 19)]

"""Every message is there in Thai."""

from __future__ import annotations

import ast

import pytest
from babel.messages.catalog import Message

from tools.messages import KEYWORDS, PACKAGE, misplaced, problems


def test_catalogue_is_complete_and_in_step_with_the_sources() -> None:
    assert problems() == []


def test_every_name_under_which_messages_are_asked_for_is_known_to_the_tool() -> None:
    unknown = [
        f"{path.relative_to(PACKAGE)}: {each.asname or each.name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if "gettext" in each.name and (each.asname or each.name) not in KEYWORDS
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("thai", "is_wrong"), [("ขอแล้ว 1 ครั้ง", True), ("ขอแล้ว %(n)s ครั้ง", False), ("ขอแล้ว %(m)s ครั้ง", True)]
)
def test_one_thai_form_for_every_number_holds_the_number(thai: str, is_wrong: bool) -> None:
    message = Message(("Asked once", "Asked %(n)s times"), (thai,))
    assert misplaced(message) == ([thai] if is_wrong else [])

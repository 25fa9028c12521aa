"""Steps that go together make the same tables as steps one after the other, and are taken back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.state import ProjectState

from samphan.kit.migrations import Together

if TYPE_CHECKING:
    from django.db.migrations.operations.base import Operation

OPERATIONS = (
    CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))]),
    CreateModel(
        "Book",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("title", models.CharField(max_length=20)),
            ("shelf", models.ForeignKey("kit.Shelf", models.CASCADE)),
        ],
    ),
    AddField("Shelf", "first", models.ForeignKey("kit.Book", models.SET_NULL, null=True, related_name="+")),
    AddConstraint("Book", models.CheckConstraint(condition=~models.Q(title=""), name="kit_test_book_titled")),
    AddIndex("Book", models.Index(fields=["title"], name="kit_test_book_title")),
)


def sql_of(*steps: Operation) -> list[str]:
    """The statements of steps that are taken one after the other, in any order."""
    state = ProjectState()
    with connection.schema_editor(collect_sql=True) as editor:
        for step in steps:
            before, state = state, state.clone()
            step.state_forwards("kit", state)
            step.database_forwards("kit", editor, before, state)
    return sorted(each for each in editor.collected_sql if not each.startswith("--"))


def test_make_tables_together_as_one_after_the_other(db: None) -> None:
    assert sql_of(Together(OPERATIONS)) == sql_of(*OPERATIONS)
    assert len(sql_of(*OPERATIONS)) > len(OPERATIONS)


def test_take_tables_back_together(db: None) -> None:
    step, before = Together(OPERATIONS), ProjectState()
    after = before.clone()
    step.state_forwards("kit", after)
    with connection.schema_editor(collect_sql=True) as editor:
        step.database_backwards("kit", editor, after, before)
    dropped = [each for each in editor.collected_sql if each.startswith("DROP TABLE")]
    assert dropped == ['DROP TABLE "kit_book" CASCADE;', 'DROP TABLE "kit_shelf" CASCADE;']


def test_change_of_a_field_does_not_go_together() -> None:
    with pytest.raises(TypeError):
        Together([AlterField("Book", "title", models.TextField())])

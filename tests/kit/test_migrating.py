"""Migrations that are run with few models drawn give the database the same statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterUniqueTogether,
    CreateModel,
    DeleteModel,
    RemoveConstraint,
    RemoveField,
    RenameField,
    RunPython,
    RunSQL,
)
from django.db.migrations.state import ProjectState

from samphan.kit.migrating import LeanExecutor, migrate
from samphan.kit.migrations import Together

if TYPE_CHECKING:
    from typing import Any

    from django.db.migrations.operations.base import Operation

SEEN: list[set[str]] = []


def look(apps: Any, _editor: Any) -> None:
    """A step in Python may ask for any model."""
    SEEN.append({model.__name__ for model in apps.get_models()})


def key() -> models.Field[Any, Any]:
    return models.IntegerField(primary_key=True)


OPERATIONS = (
    CreateModel("Town", [("id", key()), ("name", models.CharField(max_length=20, unique=True))]),
    CreateModel("Shelf", [("id", key()), ("town", models.ForeignKey("kit.Town", models.CASCADE))]),
    Together(
        [
            CreateModel("Book", [("id", key()), ("shelf", models.ForeignKey("kit.Shelf", models.CASCADE))]),
            CreateModel("Reader", [("id", key()), ("read", models.ManyToManyField("kit.Book"))]),
            AddField("Shelf", "first", models.ForeignKey("kit.Book", models.SET_NULL, null=True)),
            AddConstraint("Book", models.CheckConstraint(condition=models.Q(id__gt=0), name="kit_lean_ids")),
        ]
    ),
    AddIndex("Book", models.Index(fields=["shelf"], name="kit_lean_shelf")),
    AddField("Town", "above", models.ForeignKey("self", models.CASCADE, null=True)),
    # The keys that refer to it change with it.
    AlterField("Town", "id", models.BigIntegerField(primary_key=True)),
    AlterField("Book", "shelf", models.ForeignKey("kit.Shelf", models.PROTECT, null=True)),
    AlterUniqueTogether("Book", {("id", "shelf")}),
    RemoveConstraint("Book", "kit_lean_ids"),
    RunSQL("select 1"),
    RunPython(look, RunPython.noop),
    RenameField("Shelf", "first", "best"),
    RemoveField("Shelf", "best"),
    DeleteModel("Reader"),
)


def statements(*, is_lean: bool) -> list[str]:
    """What the steps ask of the database, in order; what is run in Python is not written down."""
    executor: MigrationExecutor = LeanExecutor(connection) if is_lean else MigrationExecutor(connection)
    state = ProjectState()
    with connection.schema_editor(collect_sql=True) as editor:
        for step in OPERATIONS:
            if isinstance(executor, LeanExecutor):
                executor._run(step, "kit", editor, state)
            else:
                _plainly(step, editor, state)
    return [each for each in editor.collected_sql if not each.startswith("--")]


def _plainly(step: Operation, editor: Any, state: ProjectState) -> None:
    before = state.clone()
    step.state_forwards("kit", state)
    step.database_forwards("kit", editor, before, state)


def test_lean_steps_ask_the_same_of_the_database(db: None) -> None:
    SEEN.clear()
    plain, lean = statements(is_lean=False), statements(is_lean=True)
    assert lean == plain
    assert len(lean) > len(OPERATIONS)
    assert any('ALTER TABLE "kit_shelf" ALTER COLUMN "town_id" TYPE bigint' in each for each in lean)
    assert SEEN[0] == SEEN[1] == {"Town", "Shelf", "Book", "Reader"}


def test_state_after_lean_steps_is_the_same(db: None) -> None:
    plain, lean = ProjectState(), ProjectState()
    executor = LeanExecutor(connection)
    with connection.schema_editor(collect_sql=True) as editor:
        for step in OPERATIONS:
            step.state_forwards("kit", plain)
            executor._run(step, "kit", editor, lean)
    assert lean.models.keys() == plain.models.keys()
    assert all(lean.models[each] == plain.models[each] for each in plain.models)


def test_migrate_where_nothing_is_pending_changes_nothing(db: None) -> None:
    before = MigrationExecutor(connection).recorder.applied_migrations().keys()
    migrate(connection)
    assert MigrationExecutor(connection).recorder.applied_migrations().keys() == before

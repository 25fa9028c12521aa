"""Operations of migrations that know nothing of our tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

KINDS: Final = (CreateModel, AddField, AddConstraint, AddIndex)


class Together(Operation):
    """New tables, and then what is added to tables, as one step.

    Django draws all models anew after each operation, because every table of ours hangs together with every other one:
    some hundred operations cost half a minute. Here they are drawn twice: with the new tables, and with everything. So
    a table must not need what is added in the same step.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        if strange := [each for each in operations if not isinstance(each, KINDS)]:
            raise TypeError(f"only new tables and additions go together, not {strange[0]}")
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models are forgotten first: what is not drawn need not be drawn anew."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        state = self._with_tables(app_label, from_state)
        for table in self._tables:
            table.database_forwards(app_label, schema_editor, from_state, state)
        for operation in self._additions:
            operation.database_forwards(app_label, schema_editor, state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        state = self._with_tables(app_label, to_state)
        for operation in reversed(self._additions):
            operation.database_backwards(app_label, schema_editor, from_state, state)
        for table in reversed(self._tables):
            table.database_backwards(app_label, schema_editor, state, to_state)

    @property
    def _tables(self) -> list[Operation]:
        return [each for each in self.operations if isinstance(each, CreateModel)]

    @property
    def _additions(self) -> list[Operation]:
        return [each for each in self.operations if not isinstance(each, CreateModel)]

    def _with_tables(self, app_label: str, before: ProjectState) -> ProjectState:
        """What is there between the two halves of the step."""
        if not self._tables:
            return before
        state = before.clone()
        state.__dict__.pop("apps", None)
        for table in self._tables:
            table.state_forwards(app_label, state)
        return state

    def describe(self) -> str:
        return f"Make {len(self.operations)} tables, fields, constraints and indexes together"

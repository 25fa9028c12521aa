"""Running migrations without drawing all models at every step.

Django draws the models of all apps anew for every operation, because one may refer to any other: with two hundred tables
that hang together, nearly all the time of a first start. A step that makes or changes a table looks at that table and
at what it refers to, so here it is given these alone. What the database gets is the same, statement by statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db.migrations import operations as ops
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import resolve_relation

from samphan.kit.migrations import Together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations import Migration
    from django.db.migrations.operations.base import Operation

type Key = tuple[str, str]
"""A model: label of the app, name in small letters."""

_OF_ONE_MODEL: Final = (
    ops.AddField,
    ops.RemoveField,
    ops.AddConstraint,
    ops.RemoveConstraint,
    ops.AddIndex,
    ops.RemoveIndex,
)
_OF_ONE_TABLE: Final = (ops.CreateModel, ops.AlterUniqueTogether, ops.AlterModelOptions)


def migrate(connection: BaseDatabaseWrapper) -> None:
    """Run all migrations that are pending, as the command of Django does."""
    executor = LeanExecutor(connection)
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    before = cast("Any", executor)._create_project_state(with_applied_migrations=True)  # noqa: SLF001 - as the command does
    emit_pre_migrate_signal(0, False, connection.alias, apps=before.apps, plan=plan)
    after = executor.migrate(targets, plan=plan, state=before.clone())
    emit_post_migrate_signal(0, False, connection.alias, apps=after.apps, plan=plan)


class LeanExecutor(MigrationExecutor):
    """An executor that shows each operation the models which it touches, and those to which they refer."""

    _drawn: tuple[set[Key], ProjectState] | None = None
    """The models of the last step, as they are after it."""

    def _migrate_all_forwards(
        self,
        state: ProjectState,
        plan: Sequence[tuple[Migration, bool]],
        full_plan: Sequence[tuple[Migration, bool]],
        fake: bool,
        fake_initial: bool,
    ) -> ProjectState:
        """As Django's, without drawing all models before."""
        _forget(state)
        wanted = {migration for migration, _backwards in plan}
        for migration, _backwards in full_plan:
            if migration in wanted:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Run a migration forwards and note it in the same transaction, where nothing waits for the end of it."""
        if fake or fake_initial:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        is_noted = False
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            for operation in migration.operations:
                self._run(operation, migration.app_label, editor, state)
            if not editor.deferred_sql:
                self.record_migration(migration.app_label, migration.name)
                is_noted = True
        if not is_noted:
            self.record_migration(migration.app_label, migration.name)
        return state

    def _run(
        self, operation: Operation, app: str, editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> None:
        touched = _touched(operation, app)
        if touched is not None and self._drawn is not None and hasattr(operation, "looks_at"):
            # It changes no model: what was drawn for the step before it may be enough.
            keys, drawn = self._drawn
            if touched <= keys:
                operation.database_forwards(app, editor, drawn, drawn)
                return
        before, self._drawn = state.clone(), None
        operation.state_forwards(app, state)
        if touched is None:
            operation.database_forwards(app, editor, before, state)
            _forget(state)
            return
        if isinstance(operation, ops.AlterField):
            touched |= _referring(before, touched)
        around = _around((before, state), touched)
        after = _narrowed(state, around)
        operation.database_forwards(app, editor, _narrowed(before, around), after)
        self._drawn = around, after


def _touched(operation: Operation, app: str) -> set[Key] | None:
    """The models at which an operation looks; None where that may be any of them."""
    if isinstance(operation, Together):
        found: set[Key] = set()
        return found.union(*(_touched(each, app) or () for each in operation.operations))
    if isinstance(operation, ops.RunSQL):
        return set()
    if isinstance(operation, (*_OF_ONE_MODEL, ops.AlterField)):
        return {(app, operation.model_name_lower)}
    if isinstance(operation, _OF_ONE_TABLE):
        return {(app, operation.name_lower)}
    looks_at: str | None = getattr(operation, "looks_at", None)
    return {(app, looks_at.lower())} if looks_at else None


def _around(states: Iterable[ProjectState], keys: set[Key]) -> set[Key]:
    """Models, all to which they refer in one of the states, all to which these refer, and so on."""
    known = tuple(states)
    found: set[Key] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += (other for state in known for other in _referred(state, key))
    return found


def _referred(state: ProjectState, key: Key) -> Iterator[Key]:
    model = state.models.get(key)
    if model is None:
        return
    for base in model.bases:
        if isinstance(base, str):
            yield resolve_relation(base, *key)
    for field in model.fields.values():
        remote: Any = field.remote_field
        for other in (getattr(remote, "model", None), getattr(remote, "through", None)):
            if other is not None:
                yield resolve_relation(other, *key)


def _referring(state: ProjectState, keys: set[Key]) -> set[Key]:
    """The models that refer to one of these: where a key changes its type, they change theirs."""
    return {key for key in state.models if keys.intersection(_referred(state, key))}


def _narrowed(state: ProjectState, keys: set[Key]) -> ProjectState:
    return ProjectState({key: state.models[key] for key in keys & state.models.keys()}, state.real_apps)


def _forget(state: ProjectState) -> None:
    """Drop the models that were drawn: what is not drawn need not be drawn anew with every change."""
    state.__dict__.pop("apps", None)

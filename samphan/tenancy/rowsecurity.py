"""Row-level security: one migration operation, the policy follows from the kind of table.

The settings ``app.networks`` (ids, comma separated), ``app.user`` and ``app.operator`` are set by
``tenancy.scope`` for one transaction. Without them an owned table shows nothing. On public pages ``app.public`` holds
the network of the address; the few tables that are published say so with ``read``, all others stay shut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState
    from django.db.models import Model

NETWORKS: Final = (
    "any((select string_to_array(nullif(current_setting('app.networks', true), ''), ','))::bigint[])"
)
USER: Final = "(select nullif(current_setting('app.user', true), '')::bigint)"
PUBLIC: Final = "(select nullif(current_setting('app.public', true), '')::bigint)"
OPERATOR: Final = "(select current_setting('app.operator', true) = 'on')"
SIGNED_IN: Final = f"({USER} is not null or {OPERATOR})"
BEARER: Final = "(select left(current_setting('app.link', true), 5) = 'link:')"
"""Somebody came by a personal link (an invitation's hash has no colon)."""

# {t} is filled in with the name of the table.
HOLDS_ROLE: Final = (
    f"exists (select 1 from tenancy_grant g where g.network_id = {{t}}.id and g.user_id = {USER})"  # noqa: S608 - made of constants
)

DRAFT: Final = f"user_id = {USER} or ({OPERATOR} and saved_at < now() - interval '14 days')"

# kind of table: condition to read a row, condition to write it ({t} is the table)
POLICIES: Final[dict[str, tuple[str, str]]] = {
    "owned": (f"network_id = {NETWORKS}", f"network_id = {NETWORKS}"),
    "mixed": (
        f"network_id is null or network_id = {NETWORKS}",
        f"network_id is null or network_id = {NETWORKS}",
    ),
    "network": (
        f"id = {NETWORKS} or {OPERATOR} or {HOLDS_ROLE}",
        f"id = {NETWORKS} or {OPERATOR}",
    ),
    "grant": (f"network_id = {NETWORKS} or user_id = {USER}", f"network_id = {NETWORKS}"),
    "invitation": (
        f"network_id = {NETWORKS} or token_hash = (select current_setting('app.link', true))",
        f"network_id = {NETWORKS} or token_hash = (select current_setting('app.link', true))",
    ),
    # the product itself sees a draft only when it is time to forget it
    "draft": (DRAFT, DRAFT),
    # the shared directory: read by everybody in a scope, written by the network that keeps the record
    "shared": (f"({SIGNED_IN} or {BEARER} or kept_by_id = {NETWORKS})", f"kept_by_id = {NETWORKS}"),
}


def policy_name(table: str) -> str:
    """The name of a table's policy; its presence is what the guard looks for."""
    return f"{table}_scope"


class Guarded(Operation):
    """Put row-level security on a model's table, and tie its references to rows of the same network.

    ``kind`` is a key of ``POLICIES``, or pass ``read`` and ``write`` conditions. Running it again replaces the
    policy and adds the ties of new foreign keys, so a migration that adds one repeats the operation.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, kind: str, *, read: str = "", write: str = "") -> None:
        self.model, self.kind, self.read, self.write = model, kind, read, write

    @property
    def looks_at(self) -> str:
        """The one model whose table is guarded (see ``kit.migrating``)."""
        return self.model

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model, self.kind], {"read": self.read, "write": self.write}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The model's state does not change."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - Django's contract
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        table = model._meta.db_table  # noqa: SLF001 - Django's own name for the model's options
        read, write = (self.read, self.write) if self.read else POLICIES[self.kind]
        run = schema_editor.execute
        run(f'alter table "{table}" enable row level security')
        run(f'alter table "{table}" force row level security')
        run(f'drop policy if exists "{policy_name(table)}" on "{table}"')
        run(
            f'create policy "{policy_name(table)}" on "{table}" '
            f"using ({read.format(t=table)}) with check ({write.format(t=table)})"
        )
        for act in ("update", "delete"):
            # Who may read a row could otherwise delete it, or take it over by writing another keeper into it.
            run(f'drop policy if exists "{table}_{act}" on "{table}"')
            if write != read:
                run(
                    f'create policy "{table}_{act}" on "{table}" as restrictive for {act} '
                    f"using ({write.format(t=table)})"
                )
        if self.kind == "owned":
            self._tie(model, table, schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's contract
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table  # noqa: SLF001 - see above
        for name in (policy_name(table), f"{table}_update", f"{table}_delete"):
            schema_editor.execute(f'drop policy if exists "{name}" on "{table}"')
        schema_editor.execute(f'alter table "{table}" disable row level security')

    def describe(self) -> str:
        return f"Row-level security of {self.model} ({self.kind})"

    @staticmethod
    def _tie(model: type[Model], table: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """``(network_id, x_id)`` must be a row of the same network: the id of another one cannot be attached."""
        run = schema_editor.execute
        key = f"{table}_network_key"
        run(
            f"do $$ begin if not exists (select from pg_constraint where conname = '{key}') then "
            f'alter table "{table}" add constraint "{key}" unique (network_id, id); end if; end $$'
        )
        for name, target, column in owned_references(model):
            tie = f"{table}_{name}_tie"
            run(f'alter table "{table}" drop constraint if exists "{tie}"')
            run(
                f'alter table "{table}" add constraint "{tie}" foreign key (network_id, "{column}") '
                f'references "{target}" (network_id, id) deferrable initially deferred'
            )


def owned_references(model: type[Model]) -> list[tuple[str, str, str]]:
    """The foreign keys of an owned model to owned tables: field name, table pointed at, column."""
    found = []
    for field in model._meta.concrete_fields:  # noqa: SLF001 - see above
        target = field.related_model if field.is_relation else None
        if target is None or field.name == "network":
            continue
        names = {each.name: each for each in target._meta.concrete_fields}  # noqa: SLF001 - see above
        if "network" in names and not names["network"].null:
            found.append((field.name, target._meta.db_table, str(field.column)))  # noqa: SLF001 - see above
    return found

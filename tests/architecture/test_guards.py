"""Architecture as tests: what every table, action and app must be, whoever writes it."""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from samphan.settings.base import PACKAGE
from samphan.tenancy.rowsecurity import owned_references, policy_name

if TYPE_CHECKING:
    from pathlib import Path

STOREYS = [
    "kit", "accounts", "tenancy", "comms", "directory", "networks", "frameworks", "governance", "agreements", "surveys",
    "projects", "engagement", "events", "boards", "evaluation", "knowledge", "reports", "web",
]  # fmt: skip
OURS = [model for model in apps.get_models() if model.__module__.startswith("samphan.")]
GUARDED_KINDS = {
    "owned",
    "mixed",
    "shared",
    "network",
    "grant",
    "invitation",
    "draft",
    "person",
    "affiliation",
    "proposal",
}
# Tables of others: what they hold, so that none comes in unnoticed.
THIRD_PARTY = {
    "account_emailaddress": "installation: addresses of users",
    "account_emailconfirmation": "installation: unused, confirmation is off",
    "accounts_cache": "installation: counts of failed sign-ins",
    "auth_group": "installation: unused",
    "auth_group_permissions": "installation: unused",
    "auth_permission": "installation: unused",
    "django_content_type": "installation: names of models",
    "django_migrations": "installation: which migrations ran",
    "django_session": "installation: who is signed in",
    "procrastinate_events": "installation: history of jobs, no content",
    "procrastinate_jobs": "installation: jobs carry ids only",
    "procrastinate_periodic_defers": "installation: schedule",
    "procrastinate_workers": "installation: heartbeats",
}
# Actions that do not ask a policy, and why not.
NO_POLICY = {
    "samphan.comms.actions.messages.write": "called by actions that asked already; writes no record of a network's own",
    "samphan.comms.actions.messages.claim": "the worker sends what was written",
    "samphan.comms.actions.messages.settle": "the worker notes that a message left",
    "samphan.comms.actions.messages.fail": "the worker notes a failure",
    "samphan.comms.actions.messages.forget_sign_in_mail": "the worker, every night",
    "samphan.reports.actions.handover.count_handover": "the worker says how far it is with what was asked for",
    "samphan.knowledge.actions.papers.count_steps": "the worker says how far it is with what was asked for",
    "samphan.knowledge.actions.papers.forget_case_papers": "the worker, every night: papers for taking away",
    "samphan.tenancy.actions.accept_invitation": "the bearer of the token acts; holding it is the permission",
    "samphan.tenancy.actions.mail_invitation": "part of inviting, which asked",
}


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


@pytest.mark.parametrize("model", OURS, ids=label)
def test_classify_model_names_every_field_once(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.concrete_fields}
    assert model.privacy.names() | {"id", "network"} >= fields, fields - model.privacy.names()
    assert model.privacy.names() - {"id", "network"} <= fields, model.privacy.names() - fields
    assert model.privacy.twice() == frozenset()


@pytest.mark.parametrize("model", OURS, ids=label)
def test_foreign_keys_of_model_point_down(model: type[models.Model]) -> None:
    storey = STOREYS.index(model._meta.app_label)
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target is not None and target.__module__.startswith("samphan."):
            assert STOREYS.index(target._meta.app_label) <= storey, field
            if target._meta.app_label != model._meta.app_label:
                assert field.remote_field.related_name == "+", f"{field}: a reverse name is an upward import"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_table_of_model_is_behind_row_security(model: type[models.Model], db: None) -> None:
    table, kind = model._meta.db_table, model.table_kind
    if kind == "installation":
        assert "network" not in {field.name for field in model._meta.concrete_fields}
        return
    assert kind in GUARDED_KINDS
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) from pg_class where relname = %s",
            [table],
        )
        assert cursor.fetchone() == (True, True, "samphan_owner")
        cursor.execute(
            "select cmd, with_check is not null from pg_policies where tablename = %s and policyname = %s",
            [table, policy_name(table)],
        )
        assert cursor.fetchone() == ("ALL", True)
        if kind == "owned":
            assert not model._meta.get_field("network").null
            ties = {f"{table}_{name}_tie" for name, _target, _column in owned_references(model)}
            cursor.execute(
                "select conname from pg_constraint where conrelid = %s::regclass and contype = 'f' and conname like '%%\\_tie'",
                [table],
            )
            assert {name for (name,) in cursor.fetchall()} == ties


def test_every_table_is_classified(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    assert tables - {model._meta.db_table for model in OURS} == set(THIRD_PARTY)


def test_tests_run_as_the_app_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == ("samphan_app", False, False)


def test_drop_policy_makes_leak_visible(committed: str, server: object) -> None:
    """The guard itself: without a table's policy another network's row does show."""
    import psycopg

    from samphan.tenancy.models import StoredFile
    from samphan.tenancy.scope import system_scope
    from tests.personas import make_world

    world = make_world()
    with system_scope("test", world.b.pk):
        StoredFile.objects.create(
            network=world.b, name="b", media_type="application/pdf", size=1, sha256="0" * 64
        )
    with system_scope("test", world.a.pk):
        assert StoredFile.objects.count() == 0
    with psycopg.connect(**server.config("owner", committed).libpq(), autocommit=True) as owner:  # type: ignore[attr-defined]
        owner.execute("alter table tenancy_storedfile disable row level security")
    with system_scope("test", world.a.pk):
        assert StoredFile.objects.count() == 1


def action_modules() -> list[Path]:
    return sorted(PACKAGE.glob("*/actions.py")) + sorted(PACKAGE.glob("*/actions/*.py"))


def public_actions(path: Path) -> list[ast.FunctionDef]:
    """Public functions that write: in a transaction, or on behalf of an actor."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [
        node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    return [
        node
        for node in functions
        if any(ast.unparse(each).startswith("transaction.atomic") for each in node.decorator_list)
        or "by" in {arg.arg for arg in node.args.kwonlyargs}
    ]


ACTIONS = [
    pytest.param(
        path, node, id=f"{'.'.join(path.relative_to(PACKAGE.parent).with_suffix('').parts)}.{node.name}"
    )
    for path in action_modules()
    for node in public_actions(path)
]


@pytest.mark.parametrize(("path", "node"), ACTIONS)
def test_action_takes_by_and_asks_a_policy(
    path: Path, node: ast.FunctionDef, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.id
    if name in NO_POLICY:
        return
    assert "by" in {arg.arg for arg in node.args.kwonlyargs}, "actions take the actor as `by`"
    text = ast.unparse(node)
    hands_on = bool(re.search(r"by=by\b|\(by,", text))
    assert "by.must(" in text or hands_on, "actions ask a policy, or leave it to the action they call"
    assert "record(" in text or hands_on, "actions leave an audit row, or call one that does"


def test_exceptions_of_actions_still_exist() -> None:
    names = {str(param.id) for param in ACTIONS}
    assert set(NO_POLICY) <= names


@pytest.mark.parametrize("storey", STOREYS)
def test_app_has_its_readme(storey: str) -> None:
    assert (PACKAGE / storey / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_models_have_no_hidden_effects() -> None:
    for model in OURS:
        assert not model._meta.ordering, f"{model}: an order in Meta hides a sort in every query"
        assert "signals" not in inspect.getsource(inspect.getmodule(model)), model


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

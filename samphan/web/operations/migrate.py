"""Bring the tables to what the code expects, after a backup, as the role that owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.kit.console import SpokenError
from samphan.web.operations import backup, checks, database

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

    from samphan.kit.console import Console
    from samphan.kit.environment import Environment


def migrate(environment: Environment, console: Console) -> bool:
    """Migrate when something is pending; an installation that was used before is backed up first.

    Returns:
        Whether anything was changed.

    Raises:
        SpokenError: the data is newer than this code, the backup cannot be written, or a role has powers that it
            must not have.
    """
    database.connect(environment, "owner").close()
    import django

    environment.announce()
    django.setup()
    database.be_owner()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from samphan.kit import migrating

    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        if executor.loader.applied_migrations:
            with console.step("Backing up before the change", "สำรองข้อมูลก่อนปรับปรุง"):
                backup.before_migration(environment)
        with console.step(f"Preparing the tables ({len(plan)} steps)", f"เตรียมตารางข้อมูล ({len(plan)} ขั้นตอน)"):
            migrating.migrate(connection)
    connection.close()
    checks.refuse_unsafe(environment)
    return bool(plan)


def pending(environment: Environment) -> int:
    """How many migrations wait, without running any."""
    import django

    environment.announce()
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_newer(executor: MigrationExecutor) -> None:
    ours = {app for app, _name in executor.loader.disk_migrations if app in executor.loader.migrated_apps}
    unknown = sorted(
        f"{app} {name}"
        for app, name in executor.loader.applied_migrations
        if app in ours
        and (app, name) not in executor.loader.disk_migrations
        and not _replaced(executor, app, name)
    )
    if unknown:
        raise SpokenError(
            f"The database was written by a newer Samphan ({unknown[-1]}): start that one again,"
            " or restore a backup of this version into an empty folder.",
            f"ฐานข้อมูลนี้เขียนโดยสัมพันธ์รุ่นที่ใหม่กว่า ({unknown[-1]}) กรุณาใช้รุ่นนั้นตามเดิม"
            " หรือกู้คืนข้อมูลสำรองของรุ่นนี้ลงในโฟลเดอร์ว่าง",
        )


def _replaced(executor: MigrationExecutor, app: str, name: str) -> bool:
    """Whether a squashed migration stands for it now."""
    return any((app, name) in migration.replaces for migration in executor.loader.disk_migrations.values())

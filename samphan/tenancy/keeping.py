"""Which stored files are needed still: what nobody is served any more does not stay on the disk.

A file is needed while a foreign key of any table points at its row, or an app names it otherwise (``holds``). An app says
which of its rows need the bytes no longer (``releases``): a piece of evidence that was withdrawn keeps its row, and with
it name, hash and day of the file for proof, not the file itself. Every night rows of files at which nothing points go,
rows that are held by released ones alone are marked (``StoredFile.let_go_at``), and bytes go of which no row is left that
needs them, in whatever network. Backups that were made before hold them as long as they are kept.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import connection, transaction

from samphan.kit import locks
from samphan.tenancy import files
from samphan.tenancy.models import Network, StoredFile
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from django.db.models import Model, Q

type Holder = Callable[[int], Collection[int]]
"""Takes the id of a network, in its scope; gives ids of files that are needed although no foreign key says so."""

WHY: Final = "letting go of files that nobody is served any more"
GRACE: Final = dt.timedelta(days=1)
"""What was stored since then may belong to something that is being made just now."""
AT_ONCE: Final = 100
_logger: Final = logging.getLogger(__name__)
_released: Final[dict[tuple[type[Model], str], Q]] = {}
_holders: Final[list[Holder]] = []


def releases(model: type[Model], field: str, condition: Q) -> None:
    """Rows of ``model`` that meet ``condition`` need the bytes of their ``field`` no longer. Called in ``apps.py``."""
    _released[model, field] = condition


def holds(holder: Holder) -> None:
    """Register who knows of files that are needed without a foreign key. Called in ``apps.py``."""
    if holder not in _holders:
        _holders.append(holder)


def let_go(now: dt.datetime) -> int:
    """Let go of what is not needed any more in all networks; how many files left the disk.

    While a backup is being written nothing is done: it is tried again the next night.
    """
    try:
        with locks.exclusive(Path(settings.DATA_DIR) / locks.FILES, seconds=0):
            return _let_go(now)
    except TimeoutError:
        _logger.info("a backup is being written: files are let go of the next night")
        return 0


def _let_go(now: dt.datetime) -> int:
    with system_scope(WHY):
        networks = list(Network.objects.order_by("id").values_list("pk", flat=True))
    for network in networks:
        with system_scope(WHY, network):
            _settle(network, now)
    needed = _needed(networks)
    idle = [path for path in _on_disk() if path.name not in needed and _is_old(path)]
    return sum(_remove(idle[start : start + AT_ONCE], networks) for start in range(0, len(idle), AT_ONCE))


def _settle(network: int, now: dt.datetime) -> None:
    """Rows at which nothing points go; rows that are held by released ones alone are marked."""
    named, held = _references(network)
    old = StoredFile.objects.filter(network_id=network, stored_at__lt=now - GRACE)
    kept = set(old.filter(let_go_at=None).values_list("pk", flat=True))
    every = set(old.values_list("pk", flat=True))
    for part in _parts(every - named):
        StoredFile.objects.filter(pk__in=part).delete()
    for part in _parts((kept & named) - held):
        StoredFile.objects.filter(pk__in=part).update(let_go_at=now)


def _references(network: int) -> tuple[set[int], set[int]]:
    """Ids of the files of a network at which something points, and of those among them that are needed."""
    named: set[int] = set()
    held: set[int] = set()
    for model, field in _pointing():
        rows = model._default_manager.filter(network_id=network, **{f"{field}__isnull": False}).order_by()  # noqa: SLF001 - Django's own name
        named.update(rows.values_list(field, flat=True))
        free = _released.get((model, field))
        held.update((rows.exclude(free) if free is not None else rows).values_list(field, flat=True))
    for holder in _holders:
        found = set(holder(network))
        named |= found
        held |= found
    return named, held


def _pointing() -> Iterator[tuple[type[Model], str]]:
    """Every foreign key to a stored file, of whatever app."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's own name
        if relation.auto_created and not relation.concrete:
            yield relation.related_model, relation.field.name  # type: ignore[misc,union-attr]  # the reverse of a foreign key has both


def _needed(networks: Iterable[int], among: Collection[str] | None = None) -> set[str]:
    """Hashes of which a row is left that needs the bytes."""
    found: set[str] = set()
    for network in networks:
        with system_scope(WHY, network):
            rows = StoredFile.objects.filter(network_id=network, let_go_at=None)
            rows = rows if among is None else rows.filter(sha256__in=list(among))
            found.update(rows.values_list("sha256", flat=True))
    return found


def _on_disk() -> Iterator[Path]:
    return (path for path in (Path(settings.DATA_DIR) / "files").glob("??/*") if path.is_file())


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - GRACE.total_seconds()


def _remove(paths: Collection[Path], networks: Collection[int]) -> int:
    """Remove files unless somebody stores the same content just now: whoever does holds its lock to the end."""
    with transaction.atomic():
        free = {path.name: path for path in paths if _is_free(path.name)}
        needed = _needed(networks, free)
        gone = [path for name, path in free.items() if name not in needed]
        for path in gone:
            path.unlink(missing_ok=True)
    return len(gone)


def _is_free(sha256: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", files.lock_of(sha256))
        (is_free,) = cursor.fetchone() or (False,)
    return bool(is_free)


def _parts(ids: Collection[int]) -> Iterator[list[Any]]:
    found = sorted(ids)
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))

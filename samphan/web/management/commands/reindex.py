"""``samphan reindex``: make all search rows anew from the records."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from samphan.tenancy import search
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope


class Command(BaseCommand):
    help = "Make all search rows and sort keys anew from the records (after an upgrade of the folding rules)."

    def handle(self, *args: Any, **options: Any) -> None:
        with system_scope("reindex"):
            networks = list(Network.objects.order_by("pk").values_list("pk", "slug"))
        for pk, slug in networks:
            with system_scope("reindex", pk) as by:
                count = search.rebuild(by)
            self.stdout.write(f"{slug}: {count} rows")

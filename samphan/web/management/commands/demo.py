"""``samphan demo``: load the demo, or print its accounts."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from samphan.accounts.models import User
from samphan.web import demo

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Load the demo into an empty installation, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="print the accounts of the demo")
        parser.add_argument("--json", action="store_true", help="print them as JSON, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["accounts"]:
            self.load()
        known = demo.accounts()
        if options["accounts"] and not known:
            raise CommandError("There is no demo in this installation.")
        if options["json"]:
            self.stdout.write(json.dumps([asdict(each) for each in known], ensure_ascii=False, indent=2))
        else:
            for each in known:
                self.stdout.write(f"{each.persona:18} {each.email:32} {each.password}")

    @staticmethod
    def load() -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo is refused in production: it has accounts of its own (SAMPHAN_DEMO)."
            )
        if not settings.EMBEDDED:
            raise CommandError(
                "The demo loads into the embedded database only, never into a server of yours."
            )
        if User.objects.exists():
            raise CommandError("This installation holds data already; the demo loads only into an empty one.")
        demo.load()

"""``samphan createuser``: an account from the shell, the first one above all."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from samphan.accounts.models import User
from samphan.kit.errors import Problem
from samphan.tenancy import roles
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.audit import record
from samphan.tenancy.models import Network
from samphan.tenancy.models.network import NetworkKind
from samphan.tenancy.scope import NoSuchNetwork, system_scope

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Make an account; with --network also its role there, and with --new-network the network itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--operator", action="store_true", help="may make networks and run the installation"
        )
        parser.add_argument("--network", metavar="SLUG", help="give a role in this network")
        parser.add_argument("--role", default="secretariat", choices=sorted(roles.ROLES))
        parser.add_argument(
            "--new-network", metavar="THAI NAME", help="make the network with this name first"
        )
        parser.add_argument("--kind", default="council", choices=NetworkKind.values)
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is an account for {email} already.")
        if options["new_network"] and not options["network"]:
            raise CommandError("--new-network needs --network SLUG: the address of the new network.")
        password = self.ask(from_stdin=options["password_stdin"])
        try:
            with system_scope("createuser") as by:
                user = User.objects.make(
                    email=email,
                    name=options["name"].strip(),
                    password=password,
                    is_operator=options["operator"],
                )
                record(by, "create_user", user, label=(user.name, user.name))
                if options["new_network"]:
                    create_network(
                        by=by, slug=options["network"], name_th=options["new_network"], kind=options["kind"]
                    )
                if options["network"]:
                    with system_scope("createuser", options["network"]) as inside:
                        grant(by=inside, user=user, role=options["role"])
        except NoSuchNetwork as error:
            known = ", ".join(self.networks()) or "none"
            raise CommandError(f"There is no network {error}. Known: {known}.") from error
        except Problem as problem:
            raise CommandError(str(problem.message)) from problem
        self.stdout.write(f"{user.name} <{user.email}> may sign in now.")

    @staticmethod
    def networks() -> list[str]:
        with system_scope("createuser"):
            return list(Network.objects.order_by("slug").values_list("slug", flat=True))

    @staticmethod
    def ask(*, from_stdin: bool) -> str:
        password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

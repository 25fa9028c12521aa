"""``samphan report participation``: the report of an institution from the shell."""

from __future__ import annotations

import argparse
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samphan.directory.models import Organisation
from samphan.events.models import Event
from samphan.kit.documents import DocumentError, render_docx, render_html, render_pdf
from samphan.kit.errors import Problem
from samphan.kit.thai.organisations import organisation_key
from samphan.reports.actions import issue_report, open_report, override_gate, render_version
from samphan.reports.models import Report
from samphan.reports.queries.issued import paper_of
from samphan.reports.queries.papers import paper
from samphan.reports.queries.profiles import DEFAULT, NoSuchProfile, profile
from samphan.reports.queries.state import emblem_of, state_of
from samphan.tenancy.scope import NoSuchNetwork, system_scope

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.documents import Document
    from samphan.reports.queries.composition import Language
    from samphan.reports.queries.state import ReportState

FORMATS: Final = ("docx", "pdf", "html")
PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.85 Sarabun, "TH Sarabun New", sans-serif; }}
table {{ width: 100%; border-collapse: collapse; }}
th, td {{ padding: .25rem .5rem; text-align: left; border: 1px solid; }}
.paper-head {{ text-align: center; }}
.paper-right {{ text-align: right; }}
.paper-numbered {{ list-style: none; }}
.paper-signature {{ width: 24rem; margin: 4rem 0 0 auto; text-align: center; }}
</style>
</head>
<body>
{paper}
</body>
</html>
"""


def formats(text: str) -> list[str]:
    """The kinds of files asked for, in their order."""
    asked = list(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))
    if not asked or not set(asked) <= set(FORMATS):
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(FORMATS)}")
    return asked


class Command(BaseCommand):
    """Composes, checks and writes a report; exits with 1 and the checker's findings when a gate fails."""

    help = "Write a report about an event: samphan report participation --network … --event … --institution …"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        made = kinds.add_parser(
            "participation", help="the participation report of an institution about an event"
        )
        made.add_argument("--network", required=True, metavar="SLUG", help="address of the network")
        made.add_argument("--event", required=True, metavar="SLUG", help="address of the event")
        made.add_argument(
            "--institution",
            required=True,
            metavar="NAME",
            help="abbreviation (cmu), full name or id of who reports",
        )
        made.add_argument("--language", choices=("th", "en"), default="th")
        made.add_argument("--numerals", choices=("arabic", "thai"), default="arabic")
        made.add_argument("--format", type=formats, default=["docx", "pdf"], metavar="docx,pdf,html")
        made.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
        made.add_argument(
            "--profile", default=DEFAULT, metavar="CODE", help=f"form of the report ({DEFAULT})"
        )
        made.add_argument("--round", type=int, metavar="YEAR", help="year of the round, Buddhist era")
        made.add_argument(
            "--allow-incomplete",
            metavar="REASON",
            default="",
            help="pass failing gates; the reason is kept and printed",
        )
        made.add_argument(
            "--issue", metavar="NAME", default="", help="issue a version in the name of this person"
        )
        made.add_argument("--position", default="", help="position of who issues")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction: the report is found or begun, checked, perhaps issued, and its files are written."""
        with translation.override(options["language"]):
            try:
                with system_scope("samphan report", options["network"]) as by:
                    document, name = self._document(by, options["language"], options)
                    self._write(document, name, options)
            except NoSuchNetwork as error:
                raise CommandError(f"There is no network {options['network']!r}.") from error
            except NoSuchProfile as error:
                raise CommandError(f"There is no form {options['profile']!r}.") from error
            except Problem as error:
                raise CommandError(str(error.message)) from error
            except (DocumentError, OSError) as error:
                raise CommandError(str(error)) from error

    def _document(self, by: Actor, language: Language, options: dict[str, Any]) -> tuple[Document, str]:
        event = Event.objects.for_actor(by).filter(slug=options["event"]).first()
        if event is None:
            raise CommandError(
                f"There is no event {options['event']!r} in the network {options['network']!r}."
            )
        organisation = find_organisation(by, options["institution"])
        report = _report(by, event, organisation, options)
        state = self._checked(by, report, language, options)
        name = f"{options['event']}-{slug_of(organisation)}-{language}"
        if options["issue"]:
            version = issue_report(
                by=by,
                report=report,
                issued_on=timezone.localdate(),
                issuer_name=options["issue"],
                issuer_position=options["position"],
            )
            version = render_version(by=by, version=version)
            return paper_of(version, slug=options["network"]), name
        notes = [
            state.composition.labels.override.format(gate=finding.text, reason=finding.passed.reason)
            for finding in state.findings
            if finding.passed
        ]
        document = paper(
            state.composition.with_annex(notes),
            created=timezone.now(),
            numerals=options["numerals"],
            emblem=emblem_of(organisation, event.network_id),
        )
        return document, name

    def _checked(self, by: Actor, report: Report, language: Language, options: dict[str, Any]) -> ReportState:
        state = state_of(report, slug=options["network"], language=language)
        if state.blocking and options["allow_incomplete"]:
            for finding in state.blocking:
                override_gate(by=by, report=report, gate=finding.key, reason=options["allow_incomplete"])
            state = state_of(report, slug=options["network"], language=language)
        for finding in state.findings:
            if finding.state != "ok":
                mark = _("FAILS") if finding.blocks else _("passed") if finding.passed else _("warning")
                self.stderr.write(f"{mark}: {finding.text}{f' {finding.detail}' if finding.detail else ''}")
                if finding.passed:
                    self.stderr.write(f"  {finding.passed.reason}")
        if state.blocking:
            self.stderr.write(
                _("The report was not written. Correct the records, or give --allow-incomplete REASON.")
            )
            sys.exit(1)
        return state

    def _write(self, document: Document, name: str, options: dict[str, Any]) -> None:
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        for kind in options["format"]:
            path = folder / f"{name}.{kind}"
            path.write_bytes(_rendered(document, kind))
            self.stdout.write(str(path))


def _rendered(document: Document, kind: str) -> bytes:
    if kind == "docx":
        return render_docx(document)
    if kind == "pdf":
        return render_pdf(document)
    page = PAGE.format(language=document.language, title=escape(document.title), paper=render_html(document))
    return page.encode()


def _report(by: Actor, event: Event, organisation: Organisation, options: dict[str, Any]) -> Report:
    """The report that is there, or a new one, written in the language and numerals that were asked for."""
    rules = profile(options["profile"])
    known = event.starts or event.ends
    round_year = options["round"] or rules.year.round_of(known.from_on if known else timezone.localdate())
    found = (
        Report.objects.for_actor(by)
        .select_related("event", "organisation__parent")
        .filter(event=event, organisation=organisation, profile=rules.code, round_year=round_year)
        .first()
    )
    if found is None:
        found = open_report(
            by=by,
            event=event,
            organisation=organisation,
            profile_code=rules.code,
            round_year=round_year,
            language=options["language"],
            numerals=options["numerals"],
        )
    return found


def slug_of(organisation: Organisation) -> str:
    """A name for files: the English abbreviation in small letters, else the id."""
    short = organisation.abbreviation_en.lower()
    return short if short.isascii() and short.isalnum() else f"organisation-{organisation.pk}"


def find_organisation(by: Actor, text: str) -> Organisation:
    """The organisation that a text names: by English abbreviation, id, or any of its names.

    Raises:
        CommandError: nobody is called so, or several are; these are listed with their ids.
    """
    known = Organisation.objects.for_actor(by).select_related("parent")
    wanted = Q(abbreviation_en__iexact=text) | Q(abbreviation_th=text)
    if text.isascii() and text.isdigit():
        wanted = Q(pk=int(text))
    found = list(known.filter(wanted).order_by("sort_key", "id")[:20])
    if not found and (key := organisation_key(text)):
        found = list(known.filter(names__key=key).distinct().order_by("sort_key", "id")[:20])
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"No organisation of the directory is called {text!r}.")
    lines = "\n".join(f"  {each.pk}  {each.name_th}  {each.name_en}" for each in found)
    raise CommandError(f"{text!r} can mean several organisations; name one by its id:\n{lines}")

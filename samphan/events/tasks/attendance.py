"""Work that a page does not wait for: the files of certificates and official papers."""

from __future__ import annotations

from django.tasks import task

from samphan.events.actions import certificates, papers
from samphan.events.models import CertificateRule, PaperVersion
from samphan.kit.documents import DocumentError
from samphan.tenancy.scope import system_scope

_CERTIFICATES = "making certificates"
_PAPER = "making an official paper"


@task
def make_certificates(rule: int, network: int) -> None:
    """Make the missing files of an event's certificates, a few in a transaction so that the page shows the progress.

    What the engine refuses is noted with the rule; anything else is noted and raised, so that the queue tries again.
    """
    try:
        more = True
        while more:
            with system_scope(_CERTIFICATES, network) as by:
                more = certificates.make_some_certificates(by=by, rule=_rule(rule))
    except Exception as error:
        with system_scope(_CERTIFICATES, network) as by:
            problem = f"{type(error).__name__}: {error}"
            certificates.note_certificate_problem(by=by, rule=_rule(rule), problem=problem)
        if not isinstance(error, DocumentError):
            raise


def _rule(pk: int) -> CertificateRule:
    return CertificateRule.objects.select_related("event", "organisation", "emblem").get(pk=pk)


@task
def make_paper(version: int, network: int) -> None:
    """Make the Word file and the PDF of an issued version of a paper; problems as with certificates."""
    try:
        with system_scope(_PAPER, network) as by:
            papers.make_paper(by=by, version=PaperVersion.objects.get(pk=version))
    except Exception as error:
        with system_scope(_PAPER, network) as by:
            failed = PaperVersion.objects.select_related("paper__event").get(pk=version)
            papers.note_paper_problem(by=by, version=failed, problem=f"{type(error).__name__}: {error}")
        if not isinstance(error, DocumentError):
            raise

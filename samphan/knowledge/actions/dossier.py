"""A dossier is begun, described, given projects, words and annexes, closed and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.engagement.actions.uploads import keep
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.knowledge import policy
from samphan.knowledge.models import Dossier, DossierAnnex, DossierPart, DossierProject
from samphan.knowledge.queries.rules import NoSuchRules, rules_of
from samphan.projects.models import Project
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from samphan.directory.models import Organisation, Person
    from samphan.engagement.models import Evidence, UseCertificate
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload

FIELDS: Final = (
    "title_th", "title_en", "holder_name", "position_now", "position_wanted", "field", "unit",
)  # fmt: skip
MOST_PROJECTS: Final = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """A project of a dossier with the holder's own part in it."""

    project: Project
    own_part_th: str = ""
    own_part_en: str = ""


class DossierWords(TypedDict, total=False):
    """What stands on the cover."""

    title_th: str
    title_en: str
    holder_name: str
    position_now: str
    position_wanted: str
    field: str
    unit: Organisation | None


@transaction.atomic
def begin_dossier(
    *,
    by: Actor,
    pack: str,
    person: Person | None = None,
    is_sample: bool = False,
    **words: Unpack[DossierWords],
) -> Dossier:
    """A new dossier of whoever begins it.

    Raises:
        Problem: the rules are not in the catalogue, or a title or name is missing.
    """
    if by.network is None:
        raise ValueError("a dossier is kept in a network")
    by.must(policy.write_own, on=by.network)
    try:
        rules_of(pack)
    except NoSuchRules as error:
        raise Problem(
            _("These rules are no longer in the catalogue. Choose others."), field="pack"
        ) from error
    dossier = Dossier(
        network_id=by.network_id, pack=pack, owner_id=by.user_id, person=person, is_sample=is_sample
    )
    return _write(by, dossier, words, "begin_dossier")


@transaction.atomic
def describe_dossier(
    *, by: Actor, dossier: Dossier, version: int | None = None, **words: Unpack[DossierWords]
) -> Dossier:
    """Change what stands on the cover."""
    dossier = _locked(dossier)
    by.must(policy.write, on=dossier)
    check_version(dossier, version, FIELDS, changed_by=dossier.changed_by)
    return _write(by, dossier, words, "describe_dossier")


def _write(by: Actor, dossier: Dossier, words: DossierWords, act: str) -> Dossier:
    before = values(dossier, FIELDS[:-1]) if dossier.pk else {}
    for name, value in words.items():
        setattr(dossier, name, value)
    if not dossier.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if not dossier.holder_name.strip():
        raise Problem(_("Write the name as it is to stand on the paper."), field="holder_name")
    dossier.sort_key = sort_key(dossier.title_th)
    if dossier.pk:
        dossier.touch(by)
    dossier.save()
    record(by, act, dossier, changes=difference(before, values(dossier, FIELDS[:-1])))
    return dossier


@transaction.atomic
def choose_projects(
    *, by: Actor, dossier: Dossier, rows: Sequence[Chosen], version: int | None = None
) -> Dossier:
    """Write the projects of a dossier with the holder's own part in each, in their order.

    With a project whose record ``by`` may not read any more goes all that stands here about it: nobody can reach that.

    Raises:
        Problem: a project stands twice, there are too many, or one with contributions or annexes would go.
    """
    dossier = _locked(dossier)
    by.must(policy.write, on=dossier)
    check_version(dossier, version, (), changed_by=dossier.changed_by)
    ids = [row.project.pk for row in rows]
    if len(set(ids)) < len(ids):
        raise Problem(_("A project stands here twice."))
    if len(ids) > MOST_PROJECTS:
        raise Problem(_("A dossier tells of at most %(most)s projects.") % {"most": MOST_PROJECTS})
    kept = {each.project_id: each for each in dossier.projects.all()}
    seen = set(Project.objects.for_actor(by).filter(pk__in={*ids, *kept}).values_list("pk", flat=True))
    if set(ids) - seen:
        raise Problem(_("One of the projects may not be seen by you."))
    gone = kept.keys() - set(ids)
    if dossier.contributions.filter(project__in=gone & seen).exists():
        raise Problem(_("Contributions are stated for a project that would go. Remove these first."))
    if dossier.annexes.filter(_annexed_of(gone & seen)).exists():
        raise Problem(_("Annexes belong to a project that would go. Take these out first."))
    dossier.contributions.filter(project__in=gone).delete()
    dossier.annexes.filter(_annexed_of(gone)).delete()
    dossier.projects.filter(project__in=gone).delete()
    for order, chosen in enumerate(rows, start=1):
        row = kept.get(chosen.project.pk) or DossierProject(
            network_id=dossier.network_id, dossier=dossier, project=chosen.project
        )
        row.own_part_th, row.own_part_en, row.order = chosen.own_part_th, chosen.own_part_en, order
        row.save()
    dossier.touch(by)
    dossier.save()
    record(by, "choose_projects", dossier, changes={"projects": [sorted(kept), sorted(ids)]})
    return dossier


@transaction.atomic
def write_part(
    *,
    by: Actor,
    dossier: Dossier,
    part: str,
    words_th: str = "",
    words_en: str = "",
    is_in_place: bool = False,
    version: int | None = None,
) -> Dossier:
    """The holder's own words for a part, in one language or both; without any they are taken away.

    Raises:
        Problem: the rules know no such part.
    """
    dossier = _locked(dossier)
    by.must(policy.write, on=dossier)
    check_version(dossier, version, (), changed_by=dossier.changed_by)
    try:
        rules_of(dossier.pack).part(part)
    except LookupError as error:
        raise Problem(_("The rules know no such part any more.")) from error
    if words_th.strip() or words_en.strip():
        DossierPart.objects.update_or_create(
            network_id=dossier.network_id,
            dossier=dossier,
            part=part,
            defaults={
                "words_th": words_th.strip(),
                "words_en": words_en.strip(),
                "is_in_place": is_in_place,
            },
        )
    else:
        dossier.parts.filter(part=part).delete()
    dossier.touch(by)
    dossier.save()
    record(by, "write_dossier_part", dossier, changes={"part": [None, part]})
    return dossier


@transaction.atomic
def add_annex(
    *,
    by: Actor,
    dossier: Dossier,
    kind: str,
    title: str,
    evidence: Evidence | None = None,
    certificate: UseCertificate | None = None,
    upload: Upload | None = None,
) -> DossierAnnex:
    """One annex: evidence or a certificate of one of the dossier's projects, or a file.

    Raises:
        Problem: it stands here already, it belongs to no project of the dossier, or nothing or two things were chosen.
    """
    dossier = _locked(dossier)
    by.must(policy.write, on=dossier)
    chosen = evidence or certificate
    if chosen is None and upload is None:
        raise Problem(_("Choose what is annexed, or bring a file."))
    if chosen is not None and upload is not None:
        raise Problem(_("Choose one thing from the records or bring a file, not both."), field="upload")
    if chosen is not None and not dossier.projects.filter(project_id=chosen.project_id).exists():
        raise Problem(_("This belongs to none of the dossier's projects."))
    same = {"evidence": evidence} if evidence else {"certificate": certificate}
    if chosen is not None and dossier.annexes.filter(**same).exists():
        raise Problem(_("This is annexed already."))
    annex = DossierAnnex.objects.create(
        network_id=dossier.network_id,
        dossier=dossier,
        kind=kind,
        title=title.strip()[:300] or _named(evidence, upload),
        evidence=evidence,
        certificate=None if evidence else certificate,
        file=None if chosen or upload is None else keep(upload, dossier.network_id).file,
        order=dossier.annexes.count() + 1,
    )
    dossier.touch(by)
    dossier.save()
    record(by, "add_annex", dossier, changes={"annex": [None, annex.title]})
    return annex


@transaction.atomic
def remove_annex(*, by: Actor, annex: DossierAnnex) -> Dossier:
    """Take an annex out; the evidence itself stays where it is."""
    dossier = _locked(annex.dossier)
    by.must(policy.write, on=dossier)
    title = annex.title
    annex.delete()
    dossier.touch(by)
    dossier.save()
    record(by, "remove_annex", dossier, changes={"annex": [title, None]})
    return dossier


def let_go_of_annexes(*, by: Actor, network_id: int, sha256: str, reason: str, now: dt.datetime) -> None:
    """Take annexes out that are a picture of this hash; called by ``engagement.actions.consent.let_go``, which see."""
    rows = DossierAnnex.objects.select_for_update(of=("self",)).select_related("dossier")
    for each in rows.filter(network_id=network_id, file__sha256=sha256):
        files.let_go([each.file_id], now=now)
        record(by, "remove_annex", each.dossier, changes={"annex": [each.title, None]}, reason=reason[:300])
        each.delete()


@transaction.atomic
def close_dossier(*, by: Actor, dossier: Dossier, now: dt.datetime) -> Dossier:
    """It was handed in, or is no longer needed: it stays readable, and out of the list."""
    dossier = _locked(dossier)
    by.must(policy.write, on=dossier)
    dossier.closed_at = now
    dossier.touch(by)
    dossier.save()
    record(by, "close_dossier", dossier)
    return dossier


@transaction.atomic
def reopen_dossier(*, by: Actor, dossier: Dossier) -> Dossier:
    """Go on with a closed dossier."""
    dossier = _locked(dossier)
    by.must(policy.reopen, on=dossier)
    dossier.closed_at = None
    dossier.touch(by)
    dossier.save()
    record(by, "reopen_dossier", dossier)
    return dossier


def _annexed_of(projects: Collection[int]) -> Q:
    """The annexes that come from the records of some projects."""
    return Q(evidence__project__in=projects) | Q(certificate__project__in=projects)


def _named(evidence: Evidence | None, upload: Upload | None) -> str:
    if evidence:
        return evidence.title
    return upload.name[:300] if upload else gettext("Certificate of use")


def _locked(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_for_update().get(pk=dossier.pk)

"""Keeping organisations: the record, the names under which it is known, its place in the tree, its search rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.models import (
    Basis,
    Organisation,
    OrganisationKind,
    OrganisationName,
    Reach,
    Sector,
    Standing,
    Status,
)
from samphan.directory.queries.findable import organisation_rows
from samphan.directory.queries.identifiers import read_domain, read_ror
from samphan.directory.queries.places import is_province
from samphan.directory.queries.tree import ids_below
from samphan.kit.errors import Conflict, Problem
from samphan.kit.thai.fold import fold
from samphan.kit.thai.organisations import organisation_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from samphan.kit.actor import Actor

WORDS: Final = (
    "kind",
    "name_th",
    "name_en",
    "abbreviation_th",
    "abbreviation_en",
    "website",
    "about_th",
    "about_en",
    "basis",
    "sector",
    "reach",
    "standing",
    "status",
    "status_since",
    "province",
    "place_th",
    "place_en",
    "ror",
    "domain",
    "other_id",
)
NAMES: Final = ("name_th", "name_en", "abbreviation_th", "abbreviation_en")
CODED: Final[dict[str, Collection[str]]] = {
    "basis": ("", *Basis.values),
    "sector": ("", *Sector.values),
    "reach": ("", *Reach.values),
    "standing": ("", *Standing.values),
    "status": Status.values,
}
TREE_LOCK: Final = 7_210_402
"""Two moves in the tree, each fine by itself, could close a circle: moves wait for each other."""

_is_website = URLValidator(schemes=["http", "https"])


@transaction.atomic
def add_organisation(
    *,
    by: Actor,
    parent: Organisation | None = None,
    aliases: Sequence[str] = (),
    is_sample: bool = False,
    **words: Any,
) -> Organisation:
    """A new record, kept by the actor's network; ``words`` are among ``WORDS``, of which kind and name_th are needed.

    Whether the organisation is there already is asked before (``queries.find_organisations``), and people decide.
    """
    if parent is None:
        by.must(policy.add, on=by.network)
    else:
        by.must(policy.add_part, on=parent)
    organisation = Organisation(
        kept_by_id=by.network_id, parent=parent, is_sample=is_sample, changed_by=by.label
    )
    _describe(organisation, words)
    organisation.save()
    names = name_rows(organisation, aliases)
    OrganisationName.objects.bulk_create(names)
    search.put(organisation_rows([organisation]))
    record(by, "add_organisation", organisation, changes=difference({}, _state(organisation, names)))
    return organisation


@transaction.atomic
def describe_organisation(
    *,
    by: Actor,
    organisation: Organisation,
    version: int | None,
    parent: Organisation | None,
    aliases: Sequence[str],
    **words: Any,
) -> Organisation:
    """Change a record: its words, its other names, the organisation it is a part of.

    Raises:
        Conflict: somebody saved the record since ``version``.
        Problem: the organisation would become a part of itself, a name is missing, …
    """
    by.must(policy.keep, on=organisation)
    organisation = Organisation.objects.for_actor(by).select_for_update().get(pk=organisation.pk)
    known = spellings(organisation)
    if version is not None and version != organisation.version:
        raise Conflict(
            version=organisation.version,
            current={name: getattr(organisation, name) for name in WORDS}
            | {"parent": organisation.parent, "aliases": "\n".join(aliases_of(known))},
            changed_by=organisation.changed_by,
        )
    before = _state(organisation, known)
    if parent is not None and parent.pk != organisation.parent_id:
        by.must(policy.place_under, on=parent)
        _refuse_circle(organisation, parent)
    organisation.parent = parent
    _describe(organisation, words)
    organisation.touch(by)
    organisation.save()
    names = _keep_names(organisation, known, aliases)
    after = _state(organisation, names)
    if changes := difference(before, after):
        make_findable(organisation, with_parts=bool(changes.keys() & {"name_th", "name_en", "parent_id"}))
    record(by, "describe_organisation", organisation, changes=changes)
    return organisation


def spellings(organisation: Organisation) -> list[OrganisationName]:
    """The stored names of today; former names are kept by acts of their own (``actions.name``)."""
    return list(organisation.names.exclude(kind=OrganisationName.Kind.FORMER).order_by("id"))


def name_rows(organisation: Organisation, aliases: Iterable[str]) -> list[OrganisationName]:
    """Unsaved rows of every spelling: one a key and kind, the first spelling of a key stays."""
    kinds = OrganisationName.Kind
    texts = [
        (kinds.NAME, organisation.name_th),
        (kinds.NAME, organisation.name_en),
        (kinds.ABBREVIATION, organisation.abbreviation_th),
        (kinds.ABBREVIATION, organisation.abbreviation_en),
        *((kinds.ALIAS, alias) for alias in aliases),
    ]
    rows: dict[tuple[str, str], OrganisationName] = {}
    for kind, text in texts:
        key = (organisation_key(text) or fold(text))[:300]
        if key and (kind, key) not in rows:
            rows[kind, key] = OrganisationName(
                organisation=organisation, kept_by_id=organisation.kept_by_id, kind=kind, text=text, key=key
            )
    return list(rows.values())


def aliases_of(names: Iterable[OrganisationName]) -> list[str]:
    """The other names, as they were typed."""
    return [name.text for name in names if name.kind == OrganisationName.Kind.ALIAS]


def _describe(organisation: Organisation, words: dict[str, Any]) -> None:
    """Put words into the record, and refuse what a record cannot hold."""
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(f"not a word of an organisation: {name}")
        setattr(organisation, name, value)
    if organisation.kind not in OrganisationKind.values:
        raise Problem(_("Choose one from the list."), field="kind")
    if not organisation.name_th.strip():
        raise Problem(_("An organisation needs its name in Thai."), field="name_th")
    refuse_too_long(organisation, (*NAMES, "website", "place_th", "place_en", "other_id"))
    if organisation.website:
        try:
            _is_website(organisation.website)
        except ValidationError as error:
            raise Problem(_("This is not the address of a website."), field="website") from error
    _identify(organisation)
    _place(organisation)
    organisation.sort_key = sort_key(organisation.name_th)


def _identify(organisation: Organisation) -> None:
    """Identifiers in the form in which they are kept; a ROR id names one organisation."""
    if organisation.ror:
        ror = read_ror(organisation.ror)
        if ror is None:
            raise Problem(
                _(
                    "This is not a ROR id. It looks like https://ror.org/05m2fqn25; look whether it is complete."
                ),
                field="ror",
            )
        organisation.ror = ror
        others = Organisation.objects.filter(ror=ror).exclude(pk=organisation.pk)
        if other := others.first():
            raise Problem(_("“%(name)s” has this ROR id.") % {"name": other.name}, field="ror")
    if organisation.domain:
        domain = read_domain(organisation.domain)
        if domain is None:
            raise Problem(_("This is not a web domain. It looks like cmu.ac.th."), field="domain")
        organisation.domain = domain


def _place(organisation: Organisation) -> None:
    """Coded words must be codes; what is at work has no day on which it ended."""
    if organisation.province and not is_province(organisation.province):
        raise Problem(_("Choose one from the list."), field="province")
    for name, codes in CODED.items():
        if getattr(organisation, name) not in codes:
            raise Problem(_("Choose one from the list."), field=name)
    if organisation.status == Status.ACTIVE and organisation.status_since is not None:
        raise Problem(
            _("Only an organisation that is inactive or closed has such a day."), field="status_since"
        )


def _keep_names(
    organisation: Organisation, known: Sequence[OrganisationName], aliases: Sequence[str]
) -> list[OrganisationName]:
    """Make the stored spellings those of the record; rows whose spelling stays are left alone."""
    wanted = {(each.kind, each.key, each.text): each for each in name_rows(organisation, aliases)}
    kept = {(each.kind, each.key, each.text): each for each in known}
    OrganisationName.objects.filter(
        pk__in=[each.pk for spelling, each in kept.items() if spelling not in wanted]
    ).delete()
    OrganisationName.objects.bulk_create([each for spelling, each in wanted.items() if spelling not in kept])
    return [kept.get(spelling, each) for spelling, each in wanted.items()]


def _refuse_circle(organisation: Organisation, parent: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [TREE_LOCK])
    if parent.pk == organisation.pk or parent.pk in ids_below(organisation.pk):
        raise Problem(
            _("“%(name)s” is a part of this organisation, so this organisation cannot be a part of it.")
            % {"name": parent.name},
            field="parent",
        )


def make_findable(organisation: Organisation, *, with_parts: bool) -> None:
    """Rewrite the search rows; when name or place changed also those of all parts, which are found by them.

    What was merged has none: the record that stayed is found by its names.
    """
    parts = Organisation.objects.current().filter(pk__in=ids_below(organisation.pk)) if with_parts else []
    search.put(organisation_rows([organisation.merged_into or organisation, *parts]))


def _state(organisation: Organisation, names: Iterable[OrganisationName]) -> dict[str, Any]:
    """What the audit trail compares."""
    return values(organisation, (*WORDS, "parent_id")) | {"aliases": aliases_of(names)}

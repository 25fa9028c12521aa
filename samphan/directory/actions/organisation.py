"""Keeping organisations: the record, the names under which it is known, its place in the tree, its search rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.models import Organisation, OrganisationKind, OrganisationName
from samphan.directory.queries.findable import organisation_rows
from samphan.directory.queries.tree import ids_below
from samphan.kit.errors import Conflict, Problem
from samphan.kit.thai.fold import fold
from samphan.kit.thai.organisations import organisation_key
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
)
NAMES: Final = ("name_th", "name_en", "abbreviation_th", "abbreviation_en")
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
    by.must(policy.add, on=by.network)
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
    known = list(organisation.names.order_by("id"))
    if version is not None and version != organisation.version:
        raise Conflict(
            version=organisation.version,
            current={name: getattr(organisation, name) for name in WORDS}
            | {"parent": organisation.parent, "aliases": "\n".join(aliases_of(known))},
            changed_by=organisation.changed_by,
        )
    before = _state(organisation, known)
    if parent is not None and parent.pk != organisation.parent_id:
        _refuse_circle(organisation, parent)
    organisation.parent = parent
    _describe(organisation, words)
    organisation.touch(by)
    organisation.save()
    names = _keep_names(organisation, known, aliases)
    after = _state(organisation, names)
    if changes := difference(before, after):
        _make_findable(organisation, with_parts=bool(changes.keys() & {"name_th", "name_en", "parent_id"}))
    record(by, "describe_organisation", organisation, changes=changes)
    return organisation


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
    refuse_too_long(organisation, (*NAMES, "website"))
    if organisation.website:
        try:
            _is_website(organisation.website)
        except ValidationError as error:
            raise Problem(_("This is not the address of a website."), field="website") from error
    organisation.sort_key = sort_key(organisation.name_th)


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


def _make_findable(organisation: Organisation, *, with_parts: bool) -> None:
    """Rewrite the search rows; when name or place changed also those of all parts, which are found by them."""
    parts = Organisation.objects.filter(pk__in=ids_below(organisation.pk)) if with_parts else []
    search.put(organisation_rows([organisation, *parts]))


def _state(organisation: Organisation, names: Iterable[OrganisationName]) -> dict[str, Any]:
    """What the audit trail compares."""
    return values(organisation, (*WORDS, "parent_id")) | {"aliases": aliases_of(names)}

"""The organisations and people that a form may name, for one request: lookups for ``kit.picking.PickedField``.

What the rows of a form hold already is read together, anything else when it is asked for. A form that was opened
before a merge means the record that stayed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory import policy
from samphan.directory.models import Organisation, Person
from samphan.directory.queries.matching import find_all_organisations, find_organisations
from samphan.directory.queries.person import person_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.directory.queries.matching import Resolution
    from samphan.kit.actor import Actor

LONGEST_SHOWN: Final = 80


class Directory:
    """What a form may name: ``organisations`` and ``people``, each a lookup; the ids are those that its rows hold."""

    def __init__(
        self, actor: Actor, *, organisations: Iterable[int | None] = (), people: Iterable[int | None] = ()
    ) -> None:
        self.organisations = Organisations(actor, organisations)
        self.people = People(actor, people)


class _Records[R: (Organisation, Person)]:
    """Records of one kind, each read once."""

    def __init__(self, actor: Actor, rows: QuerySet[R], ids: Iterable[int | None]) -> None:
        self.actor = actor
        self._rows: QuerySet[R] = rows
        wanted = {each for each in ids if each is not None}
        self._known: dict[int, R] = rows.in_bulk(wanted) if wanted else {}

    def get(self, pk: int) -> R | None:
        """The record with this id, if the reader may name it; of one that was merged meanwhile the one that stayed."""
        if pk not in self._known and (
            found := self._rows.select_related("merged_into").filter(pk=pk).first()
        ):
            self._known[pk] = found.merged_into or found
        return self._known.get(pk)

    def labels(self, pks: Iterable[int]) -> list[tuple[int, str]]:
        """Records by their ids, each as it is called in a list. At most one statement."""
        wanted = list(pks)
        if missing := [pk for pk in wanted if pk not in self._known]:
            self._known |= self._rows.in_bulk(missing)
        return [(pk, self.label(self._known[pk])) for pk in wanted if pk in self._known]

    def label(self, record: R) -> str:
        """What tells records apart in a list."""
        return str(record.name)

    def _address(self, name: str) -> str:
        return reverse(f"directory:{name}", args=[self.actor.network.slug if self.actor.network else "-"])


class Organisations(_Records[Organisation]):
    """The organisations of the directory: picked, or named by any name or abbreviation."""

    unknown = gettext_lazy("Choose an organisation of the directory.")

    def __init__(self, actor: Actor, ids: Iterable[int | None] = ()) -> None:
        super().__init__(actor, Organisation.objects.for_actor(actor), ids)

    @cached_property
    def url(self) -> str:
        return self._address("organisation_options")

    @cached_property
    def add(self) -> str:
        network = self.actor.network
        may_add = network is not None and self.actor.may(policy.add, on=network)
        return self._address("organisation_new") if may_add else ""

    def label(self, record: Organisation) -> str:
        """The name with its abbreviation, and whether it is closed."""
        notes = [str(record.abbreviation), str(record.get_status_display()) if record.is_closed else ""]
        note = ", ".join(filter(None, notes))
        return f"{record.name} ({note})" if note else str(record.name)

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Options for typed words, the best first."""
        return [(each.pk, self.label(each)) for each in find_organisations(self.actor, words).candidates]

    def named(self, words: str) -> Organisation:
        """The one organisation of which the words are a full name; raises ``Unresolved`` otherwise."""
        found = self.resolve([words])[words]
        if isinstance(found, Unresolved):
            raise found
        return found

    def resolve(self, names: Sequence[str]) -> dict[str, Organisation | Unresolved]:
        """The one organisation of each name, or the question that it raises; at most three statements."""
        found: dict[str, Organisation | Unresolved] = {}
        for name, resolution in find_all_organisations(self.actor, names).items():
            if resolution.exact is not None:
                self._known[resolution.exact.pk] = resolution.exact
            found[name] = resolution.exact or Unresolved(resolution)
        return found


class People(_Records[Person]):
    """The people with whom the network has to do."""

    unknown = gettext_lazy("Choose one from the list.")
    add = ""

    def __init__(self, actor: Actor, ids: Iterable[int | None] = ()) -> None:
        super().__init__(actor, Person.objects.for_actor(actor), ids)

    @cached_property
    def url(self) -> str:
        return self._address("person_options")

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Options for typed words, the best first, each with where the person belongs."""
        found = person_options(self.actor, words, on=timezone.localdate())
        return [(pk, " · ".join(filter(None, [name, place]))) for pk, name, place in found]

    def named(self, words: str) -> Person:
        """Two people may have one name: what was typed comes back with whom it may mean."""
        raise ValidationError(
            _("Choose who or what “%(words)s” means.") % {"words": words}, code="unresolved"
        )


def own_organisations_of(actor: Actor) -> list[tuple[Organisation, str]]:
    """The organisations that an actor represents, each as it is called in a list, for ``kit.picking.RecordField``."""
    own = Organisations(actor)
    rows = Organisation.objects.for_actor(actor).current().filter(pk__in=actor.represents)
    rows = rows.order_by("sort_key", "id")
    return [(each, own.label(each)) for each in rows]


class Unresolved(ValidationError):  # noqa: N818 - reads as what happened
    """A name that is not one organisation's full name; ``candidates`` are those to choose from."""

    def __init__(self, resolution: Resolution) -> None:
        self.candidates = resolution.candidates
        self.is_likely = resolution.is_same_key and len(resolution.candidates) == 1
        words = (
            resolution.text
            if len(resolution.text) <= LONGEST_SHOWN
            else f"{resolution.text[:LONGEST_SHOWN]}…"
        )
        if resolution.is_ambiguous:
            sentence = _("“%(words)s” can mean several organisations. Choose one.")
        elif resolution.is_same_key:
            sentence = _("“%(words)s” is a short name. Say which organisation is meant.")
        elif resolution.candidates:
            sentence = _("No organisation is called “%(words)s”. Is it one of these?")
        else:
            sentence = _("No organisation is called “%(words)s”. Add it to the directory first.")
        super().__init__(sentence % {"words": words}, code="unresolved")

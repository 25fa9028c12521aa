"""Keeping people: the record and with whom it is shared. Most of them never sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.models import ContactPoint, Person, PersonClaim, PersonRelation
from samphan.directory.queries.findable import PERSON, merged_names, person_row
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.rows import add
from samphan.kit.thai.sortkey import sort_key
from samphan.kit.thai.titles import ACADEMIC_TITLES
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

WORDS: Final = (
    "academic_title",
    "is_doctor",
    "other_titles",
    "given_name_th",
    "family_name_th",
    "given_name_en",
    "family_name_en",
    "expertise",
    "is_listed",
)
MOST_EXPERTISE: Final = 30
LONGEST_EXPERTISE: Final = 100


@transaction.atomic
def add_person(*, by: Actor, is_sample: bool = False, **words: Any) -> Person:
    """A new record, kept by the actor's network; ``words`` are among ``WORDS``, of which given_name_th is needed.

    Whether the person is there already is asked before (``queries.find_people``), and people decide.
    """
    by.must(policy.add, on=by.network)
    person = Person(kept_by_id=by.network_id, is_sample=is_sample, changed_by=by.label)
    _describe(person, words)
    add(person)
    add(PersonRelation(network_id=by.network_id, person=person))
    search.put_new(person_row(person, None if person.is_listed else by.network_id))
    record(by, "add_person", person, changes=difference({}, values(person, WORDS)))
    return person


@transaction.atomic
def describe_person(*, by: Actor, person: Person, version: int | None, **words: Any) -> Person:
    """Change a record, and with it what every network that has to do with the person finds.

    Raises:
        Conflict: somebody saved the record since ``version``.
    """
    by.must(policy.keep, on=person)
    person = Person.objects.for_actor(by).select_for_update().get(pk=person.pk)
    check_version(person, version, WORDS, changed_by=person.changed_by)
    before = values(person, WORDS)
    describe_words(by, person, words)
    record(by, "describe_person", person, changes=difference(before, values(person, WORDS)))
    return person


def describe_words(by: Actor, person: Person, words: dict[str, Any]) -> None:
    """Put words into a record that the caller holds, save it, and let it be found by them."""
    before = values(person, WORDS)
    _describe(person, words)
    person.touch(by)
    person.save()
    if difference(before, values(person, WORDS)):
        make_findable(person)


@transaction.atomic
def relate_person(*, by: Actor, person: Person) -> PersonRelation:
    """The actor's network has to do with a person; saying it twice changes nothing."""
    by.must(policy.relate, on=person)
    relation, is_new = PersonRelation.objects.get_or_create(network_id=by.network_id, person=person)
    if is_new:
        if not person.is_listed and Person.objects.current().filter(pk=person.pk).exists():
            search.put([person_row(person, by.network_id, merged_names([person.pk]).get(person.pk, ()))])
        record(by, "relate_person", person)
    return relation


@transaction.atomic
def unrelate_person(*, by: Actor, person: Person) -> None:
    """The actor's network has nothing to do with a person any more, and no longer sees an unlisted one.

    How it reached the person, and who of its users said to be the person, goes with it.
    """
    by.must(policy.relate, on=person)
    if person.kept_by_id == by.network_id:
        raise Problem(_("This network keeps the record of this person, so it stays in its directory."))
    record(by, "unrelate_person", person)
    ContactPoint.objects.filter(network_id=by.network_id, person=person).delete()
    PersonClaim.objects.filter(network_id=by.network_id, person=person).delete()
    PersonRelation.objects.filter(network_id=by.network_id, person=person).delete()
    if not person.is_listed:
        search.remove(PERSON, person.pk)


def _describe(person: Person, words: dict[str, Any]) -> None:
    """Put words into the record, and refuse what a record cannot hold."""
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(f"not a word of a person: {name}")
        setattr(person, name, value)
    if person.academic_title and person.academic_title not in ACADEMIC_TITLES:
        raise Problem(_("Choose one from the list."), field="academic_title")
    if not person.given_name_th.strip():
        raise Problem(
            _("A person needs a given name in Thai letters, as it is read aloud."), field="given_name_th"
        )
    refuse_too_long(person, [name for name in WORDS if name != "expertise"])
    person.expertise = list(
        dict.fromkeys(word for each in person.expertise if (word := " ".join(each.split())))
    )
    if len(person.expertise) > MOST_EXPERTISE:
        raise Problem(_("Keep this to %(limit)s entries.") % {"limit": MOST_EXPERTISE}, field="expertise")
    if any(len(each) > LONGEST_EXPERTISE for each in person.expertise):
        raise Problem(
            _("Keep each entry to %(limit)s characters.") % {"limit": LONGEST_EXPERTISE}, field="expertise"
        )
    person.sort_key = sort_key(f"{person.given_name_th} {person.family_name_th}")


def make_findable(person: Person) -> None:
    """Rewrite the search rows of a person in all networks; the database lets the keeper do it and nobody else.

    A person that was merged has none: the one that stayed is found by its names.
    """
    if person.merged_into is not None:
        person = person.merged_into
    row = person_row(person, None, also=merged_names([person.pk]).get(person.pk, ()))
    with connection.cursor() as cursor:
        cursor.execute(
            "select directory_make_findable(%s, %s, %s, %s, %s, %s)",
            [person.pk, row.label_th, row.label_en, row.title_norm, row.norm, row.sort_key],
        )

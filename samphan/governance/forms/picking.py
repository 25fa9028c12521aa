"""Choosing a person, an organisation, or a record of a list that was read once; rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import formset_factory
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.directory.queries import find_organisations, person_options
from samphan.kit.forms import ComboSelect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.forms import BaseFormSet

    from samphan.kit.actor import Actor

MOST_ROWS = 200
_LONGEST_ID = 18


def id_in(value: object) -> int | None:
    """The id that a posted value is, or None."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else None


class Directory:
    """People and organisations that a form may name, for one request: those of all its rows are read together."""

    def __init__(
        self, actor: Actor, *, people: Iterable[int | None] = (), organisations: Iterable[int | None] = ()
    ) -> None:
        self.actor = actor
        self.slug = actor.network.slug if actor.network else ""
        wanted, places = set(people) - {None}, set(organisations) - {None}
        self.people: dict[int, Person] = Person.objects.for_actor(actor).in_bulk(wanted) if wanted else {}
        self.organisations: dict[int, Organisation] = (
            Organisation.objects.for_actor(actor).in_bulk(places) if places else {}
        )

    def person(self, pk: int) -> Person | None:
        """The person with this id, if the reader may see him or her; of one that was merged the one that stayed."""
        if pk not in self.people and (
            found := Person.objects.for_actor(self.actor).select_related("merged_into").filter(pk=pk).first()
        ):
            self.people[pk] = found.merged_into or found
        return self.people.get(pk)

    def organisation(self, pk: int) -> Organisation | None:
        """The organisation with this id, if there is one; of one that was merged meanwhile the one that stayed."""
        if pk not in self.organisations and (
            found := Organisation.objects.for_actor(self.actor)
            .select_related("merged_into")
            .filter(pk=pk)
            .first()
        ):
            self.organisations[pk] = found.merged_into or found
        return self.organisations.get(pk)


class _PickedField(forms.Field):
    """One record of the directory, picked while typing its name."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one from the list.")}  # noqa: RUF012 - Django's contract

    def __init__(
        self,
        *,
        url: str,
        search: Callable[[str], Iterable[tuple[Any, str]]],
        choices: Callable[[], Iterable[tuple[int, str]]],
        get: Callable[[int], Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(widget=ComboSelect(url=url, search=search), **kwargs)
        self.widget.choices = choices
        self.get = get

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            words = getattr(self.widget, "words", "")
            return self.named(words) if words else None
        pk = id_in(value)
        chosen = self.get(pk) if pk is not None else None
        if chosen is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return chosen

    def named(self, words: str) -> Any:
        """What was typed without a script: the form comes back with what it may mean."""
        raise ValidationError(
            _("Choose who or what “%(words)s” means.") % {"words": words}, code="unresolved"
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = str(self.prepare_value(initial) or "")
        return before != str(data or "") or bool(getattr(self.widget, "words", ""))


class PersonField(_PickedField):
    """One person with whom the network has to do; gives a ``Person`` or None."""

    def __init__(self, *, directory: Directory, **kwargs: Any) -> None:
        self.directory = directory
        super().__init__(
            url=reverse("directory:person_options", args=[directory.slug]),
            search=self._offers,
            choices=lambda: [(pk, str(each.name)) for pk, each in directory.people.items()],
            get=directory.person,
            **kwargs,
        )

    def _offers(self, words: str) -> list[tuple[int, str]]:
        found = person_options(self.directory.actor, words, on=timezone.localdate())
        return [(pk, " · ".join(filter(None, [name, place]))) for pk, name, place in found]


class OrganisationField(_PickedField):
    """One organisation; gives an ``Organisation`` or None. A full name that one of them has is taken without a script."""

    def __init__(self, *, directory: Directory, **kwargs: Any) -> None:
        self.directory = directory
        super().__init__(
            url=reverse("directory:organisation_options", args=[directory.slug]),
            search=self._offers,
            choices=lambda: [(pk, _called(each)) for pk, each in directory.organisations.items()],
            get=directory.organisation,
            **kwargs,
        )

    def named(self, words: str) -> Organisation:
        found = find_organisations(self.directory.actor, words)
        if found.exact is None:
            raise ValidationError(
                _("Choose who or what “%(words)s” means.") % {"words": words}, code="unresolved"
            )
        return found.exact

    def _offers(self, words: str) -> list[tuple[int, str]]:
        found = find_organisations(self.directory.actor, words)
        return [(each.pk, _called(each)) for each in found.candidates]


def _called(organisation: Organisation) -> str:
    short = organisation.abbreviation
    return f"{organisation.name} ({short})" if short else str(organisation.name)


class RecordField(forms.TypedChoiceField):
    """A record chosen from a list that was read once, each with its words; gives the record or None."""

    def __init__(self, *, records: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        by_id = {str(record.pk): record for record, _words in records}
        super().__init__(
            choices=[("", "–"), *((str(record.pk), words) for record, words in records)],
            coerce=by_id.__getitem__,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class RowForm(forms.Form):
    """One row of a list; an empty one that only has its number is no change."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in {"ORDER", "id"}]


def rows_of(form: type[forms.Form], *, blank: int) -> type[BaseFormSet[Any]]:
    """A list of rows that can be added, moved and removed."""
    return formset_factory(
        form,
        extra=blank,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )


def values_of(formset: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The values of the rows that stay, in their order."""
    rows = []
    for form in formset.ordered_forms:
        values = {name: value for name, value in form.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
        if any(value not in (None, "", False) for name, value in values.items() if name != "id"):
            rows.append(values)
    return rows

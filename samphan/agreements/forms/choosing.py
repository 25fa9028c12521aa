"""Choosing organisations, people and parts of an agreement; forms that say how they are laid out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.directory.queries import find_organisations, person_options
from samphan.kit.editing import VersionedForm
from samphan.kit.forms import ComboSelect
from samphan.kit.thai.fold import clean
from samphan.kit.thai.numerals import arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.forms.boundfield import BoundField
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

HALF_KNOWN = gettext_lazy("A day, a month or a year, as far as it is known.")
LONGEST_ID = 18
LONGEST_AMOUNT = 40


class Part:
    """One line of a form under a heading: a bilingual pair, or fields side by side."""

    def __init__(self, pair: str, fields: Sequence[BoundField]) -> None:
        self.pair, self.fields = pair, fields


class LaidOutForm(VersionedForm):
    """A form that says how it is laid out: headings with the names under each; "a b" puts two side by side."""

    layout: ClassVar[tuple[tuple[_StrOrPromise, tuple[str, ...]], ...]] = ()

    def sections(self) -> Iterator[tuple[_StrOrPromise, list[Part]]]:
        """Headings with their lines; what has no place comes last."""
        placed: set[str] = {"version"}
        for title, names in self.layout:
            parts = []
            for line in names:
                words = [name for name in line.split() if name in self.fields]
                if f"{line}_th" in self.fields:
                    placed |= {f"{line}_th", f"{line}_en"}
                    parts.append(Part(line, []))
                elif words:
                    placed |= set(words)
                    parts.append(Part("", [self[name] for name in words]))
            if parts:
                yield title, parts
        if rest := [Part("", [self[name]]) for name in self.fields if name not in placed]:
            yield "", rest


class Directory:
    """The organisations that a form may name, for one request: those of its rows are read together."""

    def __init__(self, actor: Actor, ids: Iterable[int | None] = ()) -> None:
        self.actor = actor
        self.slug = actor.network.slug if actor.network else ""
        wanted = {each for each in ids if each is not None}
        self._known = Organisation.objects.for_actor(actor).in_bulk(wanted) if wanted else {}

    def get(self, value: object) -> Organisation | None:
        """The organisation with a posted id, if there is one."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
            return None
        pk = int(text)
        if pk not in self._known and (
            found := Organisation.objects.for_actor(self.actor).current().filter(pk=pk).first()
        ):
            self._known[pk] = found
        return self._known.get(pk)

    def offers(self, words: str) -> list[tuple[int, str]]:
        """Options for typed words, the best first."""
        return [(each.pk, label(each)) for each in find_organisations(self.actor, words).candidates]

    def choices(self) -> Iterator[tuple[int, str]]:
        """What is known, as options."""
        return ((pk, label(each)) for pk, each in self._known.items())


def label(organisation: Organisation) -> str:
    """The name with its abbreviation: what tells organisations apart in a list."""
    short = organisation.abbreviation
    return f"{organisation.name} ({short})" if short else str(organisation.name)


class OrganisationField(forms.Field):
    """One organisation, picked while typing or typed by its full name; gives an ``Organisation`` or None."""

    def __init__(self, *, directory: Directory, **kwargs: Any) -> None:
        url = reverse("directory:organisation_options", args=[directory.slug])
        super().__init__(widget=ComboSelect(url=url, search=directory.offers), **kwargs)
        self.directory = directory
        self.widget.choices = directory.choices

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Organisation) else value

    def to_python(self, value: Any) -> Organisation | None:
        if value in self.empty_values:
            words = getattr(self.widget, "words", "")
            return self._named(words) if words else None
        chosen = self.directory.get(value)
        if chosen is None:
            raise ValidationError(_("Choose an organisation of the directory."), code="invalid_choice")
        return chosen

    def _named(self, words: str) -> Organisation:
        found = find_organisations(self.directory.actor, words)
        if found.exact is None:
            sentence = (
                _("“%(words)s” can mean several organisations. Choose one.")
                if found.candidates
                else _("No organisation is called “%(words)s”. Add it to the directory first.")
            )
            raise ValidationError(sentence % {"words": words}, code="unresolved")
        return found.exact

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = str(self.prepare_value(initial) or "")
        return before != str(data or "") or bool(getattr(self.widget, "words", ""))


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One person with whom the network has to do, picked while typing; gives a ``Person`` or None."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        slug = actor.network.slug if actor.network else ""
        widget = ComboSelect(url=reverse("directory:person_options", args=[slug]), search=self._offers)
        known = Person.objects.for_actor(actor).select_related("merged_into")
        super().__init__(queryset=known, widget=widget, **kwargs)
        self.actor = actor

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)

    def to_python(self, value: Any) -> Person | None:
        text = str(getattr(value, "pk", value) or "")
        if text and not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        chosen: Person | None = super().to_python(value)
        # A form that was opened before a merge means the record that stayed.
        return chosen and (chosen.merged_into or chosen)

    def _offers(self, words: str) -> list[tuple[int, str]]:
        found = person_options(self.actor, words, on=timezone.localdate())
        return [(pk, " · ".join(filter(None, [name, place]))) for pk, name, place in found]


class PartField(forms.TypedChoiceField):
    """A record chosen from a list that was read once, by its label; gives the record or None."""

    def __init__(self, *, parts: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        by_id = {str(part.pk): part for part, _label in parts}
        empty = [] if kwargs.get("required", True) else [("", "–")]
        super().__init__(
            choices=[*empty, *((str(part.pk), label) for part, label in parts)],
            coerce=by_id.__getitem__,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class AmountField(forms.Field):
    """An amount as people write it: 1,250.50, ๑,๒๕๐, 500.-; gives a ``Decimal`` with two places, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(arabic_digits(clean(str(value or ""))).split())
        typed = typed.removesuffix(".-").removesuffix("บาท").replace(",", "")
        if not typed:
            return None
        try:
            amount = Decimal(typed) if len(typed) <= LONGEST_AMOUNT and typed.isascii() else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or "e" in typed.lower() or "_" in typed:
            raise ValidationError(_("Write an amount, for example 1,250.50."), code="invalid")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

"""Content in two languages: paired columns ``title_th``, ``title_en`` read through one descriptor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import get_language

if TYPE_CHECKING:
    from typing import Self

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


def is_thai() -> bool:
    """Whether the reader's language is Thai (also when none is active)."""
    return (get_language() or "th").startswith("th")


class Text(str):
    """A text in the reader's language; ``is_fallback`` when it had to be taken from the other one."""

    __slots__ = ("is_fallback", "language")
    is_fallback: bool
    language: str

    @classmethod
    def of(cls, th: str, en: str, *, language: str | None = None) -> Text:
        wanted = language or ("th" if is_thai() else "en")
        value, other = (th, en) if wanted == "th" else (en, th)
        text = cls(value or other)
        text.is_fallback = not value and bool(other)
        text.language = wanted if value else {"th": "en", "en": "th"}[wanted]
        return text


class Bilingual:
    """Descriptor over ``<name>_th`` and ``<name>_en``: the reader's language, visibly falling back."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.th, self.en = f"{name}_th", f"{name}_en"

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Text: ...
    def __get__(self, instance: object | None, owner: type) -> Self | Text:
        if instance is None:
            return self
        return Text.of(getattr(instance, self.th), getattr(instance, self.en))


def thai_required(*names: str) -> models.Q:
    """Condition of a CheckConstraint: each Thai column of the pairs holds something."""
    condition = models.Q()
    for name in names:
        condition &= ~models.Q(**{f"{name}_th": ""})
    return condition


def pair(obj: Any, name: str) -> tuple[str, str]:
    """Both columns of a pair, Thai first."""
    return getattr(obj, f"{name}_th"), getattr(obj, f"{name}_en")

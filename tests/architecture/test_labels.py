"""What forms ask: the halves of a bilingual text, and whether people agreed."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.utils import translation

import samphan
from samphan.engagement.models import Consent, KnowledgeConsent
from samphan.events.models import PhotoConsent

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("Thai", "English", "ไทย", "อังกฤษ")
#: Answers with which something of a person is shown: who writes them down chooses them.
SAYS_YES = {
    *(Consent.NOT_NEEDED, Consent.GIVEN),
    *(PhotoConsent.AGREED, PhotoConsent.NOBODY),
    *(KnowledgeConsent.GIVEN, KnowledgeConsent.CONDITIONS),
}


def every_form() -> Iterator[type[forms.Form]]:
    """All forms of all apps that say their fields in the class."""
    for module in walk_packages(samphan.__path__, "samphan."):
        if ".forms" in module.name:
            import_module(module.name)
    waiting: list[type[forms.Form]] = [forms.Form]
    while waiting:
        waiting += (found := waiting.pop()).__subclasses__()
        if found.__module__.startswith("samphan."):
            yield found


FORMS = sorted(every_form(), key=lambda each: f"{each.__module__}.{each.__name__}")


@pytest.mark.parametrize("language", ["en", "th"])
def test_labels_of_a_pair_leave_the_language_to_the_component(language: str) -> None:
    with translation.override(language):
        fields = [
            (form, name, str(field.label))
            for form in FORMS
            for name, field in form.base_fields.items()
            if name.endswith(("_th", "_en"))
        ]
        said = [each for each in fields if any(word in each[2] for word in LANGUAGES)]
    assert len(fields) > 50
    assert said == []


def test_no_form_agrees_for_people() -> None:
    agreed = [
        (form, name)
        for form in FORMS
        for name, field in form.base_fields.items()
        if "consent" in name and field.initial in SAYS_YES
    ]
    assert agreed == []

"""What is drawn once stands on every page, in the language and with the values of that page."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from samphan.kit.rendering import MOST_DRAWN

PAGE = "{% once theme %}{{ theme }} {{ reader }} {% translate 'Thai' %}{% endonce %}|{{ reader }}"


def drawn(page: Template, **values: object) -> str:
    return page.render(Context(values))


def test_once_draws_its_body_for_the_first_page_only() -> None:
    page = Template(PAGE)
    with override("en"):
        assert drawn(page, theme="dark", reader="a") == "dark a Thai|a"
        assert drawn(page, theme="dark", reader="b") == "dark a Thai|b"


def test_once_draws_its_body_anew_for_another_value_and_language() -> None:
    page = Template(PAGE)
    with override("en"):
        assert drawn(page, theme="dark", reader="a") == "dark a Thai|a"
        assert drawn(page, theme="light", reader="b") == "light b Thai|b"
    with override("th"):
        assert drawn(page, theme="dark", reader="c") == "dark c ไทย|c"


def test_once_escapes_as_everywhere() -> None:
    assert drawn(Template(PAGE), theme="<b>", reader="&").startswith("&lt;b&gt; &amp;")


def test_two_places_in_a_page_do_not_take_each_other() -> None:
    page = Template("{% once %}a{{ x }}{% endonce %}{% once %}b{{ x }}{% endonce %}")
    assert drawn(page, x=1) == "a1b1"


def test_once_with_many_values_is_a_mistake() -> None:
    page = Template("{% once number %}{{ number }}{% endonce %}")
    for number in range(MOST_DRAWN):
        drawn(page, number=number)
    with pytest.raises(TemplateSyntaxError, match="few values"):
        drawn(page, number=MOST_DRAWN)

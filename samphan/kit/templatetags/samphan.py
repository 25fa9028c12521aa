"""The tags and filters of every page; built in, so that templates need no ``{% load %}``.

Each is shown with an example in ``kit/templates/kit/README.md`` and in all its states on the gallery page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samphan.kit import assets as built
from samphan.kit import formats, rendering
from samphan.kit.assets import icon as _icon
from samphan.kit.filtering import FIRST, MANY, picker
from samphan.kit.rendering import draw, trimmed
from samphan.kit.sections import registered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.forms import BaseForm, BaseFormSet
    from django.forms.boundfield import BoundField
    from django.template import Context
    from django.utils.functional import _StrOrPromise

    from samphan.kit.components import AreaMap, Bars, Fact, Filter, Finding, HistoryEntry, TaskState

register = template.Library()

for _write in (
    formats.absolute,
    formats.bilingual,
    formats.dialled,
    formats.highlight,
    formats.moment,
    formats.number,
    formats.thai_date,
    formats.thai_datetime,
    formats.year,
):
    register.filter(_write)
register.simple_tag(formats.date_range)
register.simple_tag(formats.period)
register.simple_tag(_icon, name="icon")
register.tag("datatable", rendering.TableNode.parse)
register.tag("cell", rendering.CellNode.parse)
register.tag("once", rendering.OnceNode.parse)


# --- the shell -------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def assets(context: Context) -> SafeString:
    """Links to the style sheet, htmx and our script, with the nonce of the content security policy."""
    return built.links(context.get("csp_nonce"))


@register.simple_tag(takes_context=True)
def url_with(context: Context, *, at: str = "", **changes: Any) -> str:
    """The present address with some query parameters changed; None or "" removes one.

    Example: ``{% url_with sort="-name" page=None %}``; ``at`` keeps the query but leads elsewhere.
    """
    return rendering.with_query(context["request"], changes, at=at)


@register.simple_tag
def qr(address: str, label: _StrOrPromise = "") -> SafeString:
    """A QR code of an address as inline SVG, black on white in both colour schemes."""
    import segno

    drawing = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True)
    name = label or gettext("QR code of the address %(address)s") % {"address": address}
    return format_html(
        '<span class="qr" role="img" aria-label="{}">{}</span>',
        name,
        mark_safe(drawing),  # noqa: S308 - segno draws paths only; the address is encoded in them
    )


@register.simple_block_tag(takes_context=True)
def crumbs(context: Context, content: str) -> SafeString:
    """The way to this page, in ``{% block crumbs %}``: holds ``{% crumb %}`` tags, without the page itself."""
    return draw(context, "crumbs", {"content": content})


@register.simple_tag
def crumb(label: Any, url: str) -> SafeString:
    """One step of the way."""
    return format_html('<li><a href="{}">{}</a></li>', url, label)


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context, content: str, *, title: Any, subtitle: Any = "", mark: Any = ""
) -> SafeString:
    """The head of a page: title, one line under it, a badge (``mark``); its body holds the buttons."""
    return draw(
        context,
        "page_header",
        {"title": title, "subtitle": subtitle, "mark": mark, "actions": trimmed(content)},
    )


@register.inclusion_tag("kit/tabs.html")
def tabs(entries: Iterable[Any], label: _StrOrPromise = "", *, is_inner: bool = False) -> dict[str, Any]:
    """Tabs as plain links; entries have ``label``, ``url``, ``is_current`` (see ``kit.panels.tabs``).

    ``is_inner`` draws the second row: the parts of one tab.
    """
    return {"entries": entries, "label": label, "is_inner": is_inner}


@register.inclusion_tag("kit/lineage.html")
def lineage(branches: Iterable[Any]) -> dict[str, Any]:
    """A tree of where something comes from, or of what became of it (``kit.lineage.trace``)."""
    return {"branches": branches}


@register.inclusion_tag("kit/sections.html")
def sections(shown: Iterable[Any]) -> dict[str, Any]:
    """What other apps know of the thing of a page: ``kit.sections.shown(…)``, each section a card of lines."""
    return {"shown": list(shown)}


@register.inclusion_tag("kit/later.html")
def later(page: str, url: str, label: _StrOrPromise) -> dict[str, Any]:
    """Keeps the place of the sections of a page (``kit.sections``), which are fetched when it is shown.

    Without a script it is a link to the page that shows them all (``kit.pages.everything``). Nothing is drawn where no
    app has anything to say about such a page.
    """
    return {"is_wanted": bool(registered(page)), "url": url, "label": label}


# --- buttons and words -----------------------------------------------------------------------------------


@register.simple_tag
def button(label: _StrOrPromise, url: str, *, icon: str = "", kind: str = "") -> SafeString:
    """A link that looks like a button. ``kind``: "" (secondary), "primary", "danger", "quiet"."""
    drawing = _icon(icon) if icon else ""
    return format_html(
        '<a class="btn{}" href="{}">{}{}</a>', f" btn-{kind}" if kind else "", url, drawing, label
    )


@register.inclusion_tag("kit/post_button.html", takes_context=True)
def post_button(
    context: Context,  # noqa: ARG001 - takes_context carries the CSRF token into the form
    label: _StrOrPromise,
    url: str,
    *,
    icon: str = "",
    kind: str = "",
    **values: Any,
) -> dict[str, Any]:
    """A button that acts by POST; further keywords become hidden fields."""
    return {"label": label, "url": url, "icon": icon, "kind": kind, "values": values}


@register.simple_tag
def badge(label: _StrOrPromise, tone: str = "", icon_name: str = "") -> SafeString:
    """A word that says a state. ``tone``: "" (grey), "info", "good", "warm" (needs attention), "bad"."""
    drawing = _icon(icon_name) if icon_name else ""
    return format_html('<span class="badge{}">{}{}</span>', f" badge-{tone}" if tone else "", drawing, label)


@register.simple_tag
def sample_mark() -> SafeString:
    """Says that a record is sample data of the demo and no fact."""
    explained = gettext("Made up for the demonstration; not a fact.")
    return format_html(
        '<span class="badge sample-mark" title="{}">{}{}</span>',
        explained,
        _icon("flask"),
        gettext("Sample data"),
    )


@register.inclusion_tag("kit/copy_link.html")
def copy_link(address: str, label: _StrOrPromise = "") -> dict[str, Any]:
    """An address with a button that copies it."""
    return {"address": address, "label": label}


@register.inclusion_tag("kit/copy_text.html")
def copy_text(text: str, label: _StrOrPromise) -> dict[str, Any]:
    """A button that copies a text that stands on the page; nothing where a browser cannot copy."""
    return {"text": text, "label": label}


# --- surfaces --------------------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def card(
    context: Context, content: str, *, title: Any = "", icon: str = "", action: Any = "", flush: bool = False
) -> SafeString:
    """A sheet with a heading; ``action`` is HTML at its right; ``flush`` leaves out the inner margin."""
    values = {"title": title, "icon": icon, "action": action, "flush": flush, "content": content}
    return draw(context, "card", values)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, tone: str = "info", *, title: Any = "") -> SafeString:
    """A sentence that wants to be read. ``tone`` as of ``badge``."""
    symbols = {"good": "circle-check", "warm": "alert-triangle", "bad": "ban"}
    values = {"tone": tone, "title": title, "icon": symbols.get(tone, "info-circle"), "content": content}
    return draw(context, "notice", values)


@register.simple_block_tag(takes_context=True)
def empty_state(
    context: Context, content: str, *, title: Any, text: Any = "", icon: str = "folder"
) -> SafeString:
    """A page without content yet: what it is for (``text``), and in the body the first step."""
    return draw(
        context,
        "empty_state",
        {"title": title, "text": text, "icon": icon, "actions": trimmed(content)},
    )


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of labels and values: holds ``{% fact %}`` blocks."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: Any) -> SafeString:
    """One label with its value; an empty value is shown as not known."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, trimmed(content) or formats.NOT_KNOWN)


@register.inclusion_tag("kit/fact_list.html")
def fact_list(entries: Iterable[Fact]) -> dict[str, Any]:
    """The same from ``Fact`` values."""
    return {"entries": entries}


@register.inclusion_tag("kit/tile.html")
def tile(
    label: _StrOrPromise,
    value: Any = None,
    *,
    unit: _StrOrPromise = "",
    note: _StrOrPromise = "",
    url: str = "",
) -> dict[str, Any]:
    """One number that matters. None means that nobody knows it, and is never shown as zero."""
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url}


@register.inclusion_tag("kit/tile_pair.html")
def stated_counted(
    label: _StrOrPromise,
    *,
    stated: int | None,
    counted: int | None,
    unit: _StrOrPromise = "",
    url: str = "",
) -> dict[str, Any]:
    """A number that was stated beside the same number counted from the records, with their difference."""
    difference = counted - stated if stated is not None and counted is not None else None
    return {
        "label": label,
        "stated": stated,
        "counted": counted,
        "difference": difference,
        "unit": unit,
        "url": url,
    }


@register.inclusion_tag("kit/area_map.html")
def area_map(drawn: AreaMap) -> dict[str, Any]:
    """A map of areas coloured by a count, with its legend and the table that says the same."""
    return {"map": drawn}


@register.inclusion_tag("kit/bars.html")
def bars(chart: Bars) -> dict[str, Any]:
    """A bar chart that is its own table."""
    return {"chart": chart}


@register.inclusion_tag("kit/findings.html")
def findings(entries: Iterable[Finding]) -> dict[str, Any]:
    """What a checker found, each line with the place where it is mended."""
    return {"entries": list(entries)}


@register.inclusion_tag("kit/history.html")
def history(entries: Iterable[HistoryEntry]) -> dict[str, Any]:
    """What happened, newest first as given."""
    return {"entries": list(entries)}


@register.inclusion_tag("kit/task.html")
def task_progress(task: TaskState) -> dict[str, Any]:
    """Work that a worker does; asks ``task.url`` again every two seconds until it ends."""
    return {"task": task}


# --- forms -----------------------------------------------------------------------------------------------


@register.inclusion_tag("kit/forms/errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of what is wrong, with a link to each field; nothing when all is well."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    general = form.non_field_errors() if form.is_bound else []
    return {"general": general, "wrong": wrong, "points": len(general) + len(wrong)}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with its label, help and errors."""
    return bound.as_field_group()


@register.simple_tag
def pair(form: BaseForm, name: str) -> SafeString:
    """The Thai and the English half of a bilingual text, side by side where there is room."""
    halves = [form[f"{name}_{language}"].as_field_group() for language in ("th", "en")]
    return format_html('<div class="pair">{}{}</div>', *halves)


@register.simple_block_tag(takes_context=True)
def section(context: Context, content: str, title: Any, *, help: Any = "") -> SafeString:  # noqa: A002 - the word of the page
    """A part of a form under its own heading."""
    return draw(context, "forms/section", {"title": title, "help": help, "content": content})


@register.inclusion_tag("kit/forms/actions.html", takes_context=True)
def form_actions(
    context: Context, label: _StrOrPromise = "", *, cancel: str = "", kind: str = "primary", icon: str = ""
) -> dict[str, Any]:
    """The foot of a form: one primary action, and a way back; it carries whose text the form holds."""
    owner = context.get("draft_owner", "")
    return {"label": label, "cancel": cancel, "kind": kind, "icon": icon, "draft_owner": owner}


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    *,
    form: Any = None,
    label: Any = "",
    cancel: str = "",
    kind: str = "danger",
) -> SafeString:
    """Asks before an act: its body says what will happen; ``form`` may ask for the reason."""
    values = {"form": form, "label": label, "cancel": cancel, "kind": kind, "content": content}
    return draw(context, "confirm", values)


@register.inclusion_tag("kit/changes.html")
def changes(form: Any) -> dict[str, Any]:
    """What somebody else saved while this form was open (see ``kit.editing.VersionedForm``)."""
    found = getattr(form, "changes", None)
    return {"form": form, "is_stale": found is not None, "changes": found}


@register.inclusion_tag("kit/forms/rows.html")
def rows(formset: BaseFormSet[Any], *, add_label: _StrOrPromise = "") -> dict[str, Any]:
    """A formset whose rows can be added, removed and, with ``can_order``, moved."""
    return {"formset": formset, "add_label": add_label}


@register.simple_tag
def options(choices: Iterable[tuple[str, _StrOrPromise]], chosen: str = "") -> SafeString:
    """What a ``<select>`` offers, as text whatever it is; lists have a hundred (the provinces) on every page."""
    return rendering.options(tuple((code, str(label)) for code, label in choices), chosen)


@register.inclusion_tag("kit/filter_fields.html")
def filter_fields(key: str, filters: Sequence[Filter]) -> dict[str, Any]:
    """The filters of a list. On a phone, two and more fold behind a button that says how many are in use.

    On a wide screen the first few of many stand open, the others behind a button of their own.
    """
    return {
        "key": key,
        "filters": [(each, picker(each, f"{key}-{each.name}") if each.lookup else "") for each in filters],
        "in_use": sum(bool(each.chosen) for each in filters),
        "is_folding": len(filters) > 1,
        "first": FIRST if len(filters) > MANY else None,
        "more_in_use": sum(bool(each.chosen) for each in filters[FIRST:]),
    }


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Pages of a list, as links that keep the search, the sort and the filters."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context.get("request"), "page": page, "numbers": list(numbers)}

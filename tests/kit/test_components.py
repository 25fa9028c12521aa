"""The tags of every page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from samphan.kit import assets
from samphan.kit.components import Column, Filter, Finding, ListState, Table, TaskState
from samphan.kit.editing import Change

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page(source: str, at: str = "/list/", **values: Any) -> str:
    return Template(source).render(Context(values | {"request": RequestFactory().get(at)}))


def words(html: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<a[^>]*href="([^"]*)"', html)]


@pytest.mark.parametrize(
    ("tag", "address", "made"),
    [
        ("sort='-name' page=None", "/list/?q=ก&page=3&sort=name", "/list/?q=%E0%B8%81&sort=-name"),
        ("page=2", "/list/", "/list/?page=2"),
        ("page=''", "/list/?page=2", "/list/"),
        ("at='/export' page=None", "/list/?page=2&q=x", "/export?q=x"),
        ("at='/export'", "/list/", "/export"),
        ("kind='b'", "/list/?kind=a&kind=c", "/list/?kind=b"),
    ],
)
def test_url_with_changes_the_query_alone(tag: str, address: str, made: str) -> None:
    assert unescape(page(f"{{% url_with {tag} %}}", address)) == made


def test_icon_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no icon 'unicorn'"):
        page('{% icon "unicorn" %}')


def test_icon_with_a_label_is_an_image() -> None:
    assert 'aria-hidden="true"' in page('{% icon "plus" %}')
    assert 'role="img" aria-label="Add &lt;one&gt;"' in page('{% icon "plus" label %}', label="Add <one>")


def test_assets_carry_the_nonce() -> None:
    html = page("{% assets %}", csp_nonce="abc")
    build = assets.current_build()
    assert html.count('nonce="abc"') == html.count("<script") == 2
    assert [build.script in html, all(sheet in html for sheet in build.styles)] == [True, True]
    assert "nonce" not in page("{% assets %}")


def test_assets_that_were_not_built_say_how(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda _path: None)
    assets._manifest.cache_clear()
    assets._seen.cache_clear()
    with pytest.raises(assets.FrontEndNotBuilt, match="npm ci && npm run build"):
        assets.current_build()
    assets._manifest.cache_clear()


def test_page_header_escapes_words_and_keeps_buttons() -> None:
    html = page(
        '{% page_header title=title %}{% button "Edit" edit kind="primary" %}{% endpage_header %}',
        title="<i>ก</i>",
        edit="/edit?a=1&b=2",
    )
    assert "<h1>&lt;i&gt;ก&lt;/i&gt;</h1>" in html
    assert '<a class="btn btn-primary" href="/edit?a=1&amp;b=2">Edit</a>' in html


def test_page_header_without_buttons_has_no_empty_box() -> None:
    assert "actions" not in page("{% page_header title='x' %} {% endpage_header %}")


def test_post_button_carries_token_and_values() -> None:
    html = page("{% post_button 'Go' '/go' id=3 %}", csrf_token="tok")
    assert '<form method="post" action="/go">' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="tok">' in html
    assert '<input type="hidden" name="id" value="3">' in html


@pytest.mark.parametrize(
    ("stated", "counted", "said"),
    [
        (105, 105, "They agree"),
        (105, 98, "7 fewer than stated"),
        (1000, 3000, "2,000 more than stated"),
        (25, None, "Not counted yet"),
        (None, 25, "No number was stated"),
        (0, 0, "They agree"),
    ],
)
def test_stated_and_counted_show_their_difference(stated: int | None, counted: int | None, said: str) -> None:
    html = page("{% stated_counted 'People' stated=stated counted=counted %}", stated=stated, counted=counted)
    shown = ["–" if number is None else f"{number:,}" for number in (stated, counted)]
    assert words(html) == f"People Stated {shown[0]} Counted {shown[1]} {said}"


def test_tile_of_zero_is_not_a_tile_of_nothing() -> None:
    assert words(page("{% tile 'Measured' 0 unit='of 8' %}")) == "Measured 0 of 8"
    assert words(page("{% tile 'Measured' value unit='of 8' %}", value=None)) == "Measured – Not known yet"


def test_fact_without_value_is_not_known() -> None:
    assert (
        words(
            page("{% facts %}{% fact 'Budget' %} {% endfact %}{% fact 'Paid' %}0{% endfact %}{% endfacts %}")
        )
        == "Budget – Paid 0"
    )


def test_findings_say_their_state_and_lead_to_the_place() -> None:
    entries = [
        Finding("ok", "The sums agree"),
        Finding("missing", "No owner", "Part 4", "/part4"),
        Finding("contradiction", "41 + 63 is not 105", url="/counts", url_label="Count again"),
        Finding("warning", "All is intent"),
    ]
    html = page("{% findings entries %}", entries=entries)
    assert re.findall(r'aria-label="([^"]+)"', html) == [
        "In order",
        "Missing",
        "Contradiction",
        "Please look",
    ]
    assert links(html) == ["/part4", "/counts"]
    assert "Count again" in html


def test_task_asks_again_until_it_ends() -> None:
    running = page(
        "{% task_progress task %}", task=TaskState("Report", "running", url="/state", done=3, of=9)
    )
    assert 'hx-get="/state"' in running
    assert '<progress value="3" max="9"' in running
    done = page(
        "{% task_progress task %}",
        task=TaskState("Report", "done", url="/state", result_url="/f", result_label="Get"),
    )
    assert "hx-get" not in done
    assert links(done) == ["/f"]
    gone = page("{% task_progress task %}", task=TaskState("Report", "withdrawn", url="/state", note="Why"))
    assert words(gone) == "Report No longer handed out Why"
    assert "hx-get" not in gone


def test_task_that_failed_says_what_to_do() -> None:
    failed = page("{% task_progress task %}", task=TaskState("Report", "failed", url="/state"))
    assert words(failed) == (
        "Report Failed It could not be made. Please try again."
        " If that fails too, tell an administrator: the audit trail holds the reason."
    )
    told = page("{% task_progress task %}", task=TaskState("List", "failed", note="No such column"))
    assert words(told) == "List Failed No such column"


def test_changes_compare_both_texts() -> None:
    class Form:
        changed_by = "วรรณา"
        changes: tuple[Change, ...] = (Change("ชื่อ", "<ก>", "ข"), Change("จำนวน", "", "5"))

    html = page("{% changes form %}", form=Form())
    assert words(html[html.index("<tbody") :]) == "ชื่อ <ก> ข จำนวน – 5"
    assert "Saved by วรรณา" in html
    assert page("{% changes form %}", form=object()).strip() == ""
    Form.changes = ()
    html = page("{% changes form %}", form=Form())
    assert ("Saved by วรรณา" in html, "<table" in html) == (True, False)


def test_qr_names_its_address() -> None:
    html = page("{% qr address %}", address='https://example.org/?a="1"')
    assert html.startswith(
        '<span class="qr" role="img" aria-label="QR code of the address https://example.org/?a=&quot;1&quot;">'
    )
    assert "<svg" in html


# --- tables ----------------------------------------------------------------------------------------------

COLUMNS = (
    Column("Name", sort="name"),
    Column("Seats", sort="seats", kind="number"),
    Column("Act", is_label_hidden=True),
)
BODY = """{% datatable table %}{% cell %}<b>{{ row.0 }}</b>{% endcell %}{% cell %}{{ row.1|number }}{% endcell %}
{% cell %}{% endcell %}{% empty %}<p>Nothing at all</p>{% enddatatable %}"""


def table(address: str, rows: list[tuple[str, int | None]], *, per_page: int = 2, **more: Any) -> str:
    request = RequestFactory().get(address)
    state = ListState.read(request, sorts=("name", "seats"), filters=("kind",))
    chunk = Paginator(rows, per_page).get_page(state.page)
    made = Table("members", "Members", COLUMNS, chunk.object_list, page=chunk, state=state, **more)
    return page(BODY, address, table=made)


def test_table_draws_each_row_with_its_columns() -> None:
    html = table("/list/", [("<ก>", 4), ("ข", None)])
    body = html[html.index("<tbody>") + 7 : html.index("</tbody>")]
    assert body == (
        '<tr><th scope="row"><b>&lt;ก&gt;</b></th><td class="numeric" data-label="Seats"><div>4</div></td>\n<td class="row-actions"></td></tr>'
        '<tr><th scope="row"><b>ข</b></th><td data-unknown class="numeric" data-label="Seats"><div>–</div></td>\n<td class="row-actions"></td></tr>'
    )


def test_table_sorts_by_links_that_keep_the_search() -> None:
    html = table("/list/?q=ก&sort=name&page=2", [("ก", 1)] * 5)
    head = html[html.index("<thead>") : html.index("</thead>")]
    assert links(head) == ["/list/?q=%E0%B8%81&sort=-name", "/list/?q=%E0%B8%81&sort=seats"]
    assert head.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in head


def test_table_on_its_second_page_counts_all_rows() -> None:
    html = table("/list/?page=2", [(str(number), number) for number in range(5)])
    assert "5 entries" in words(html)
    assert "3–4 of 5" in words(html)
    pages = html[html.index('class="pages"') :]
    assert links(pages) == ["/list/?page=1", "/list/?page=1", "/list/?page=3", "/list/?page=3"]


def test_table_inside_a_page_has_no_count() -> None:
    assert "1 entry" in words(table("/list/", [("ก", 1)]))
    assert "entry" not in words(table("/list/", [("ก", 1)], is_plain=True))


def test_table_without_rows_shows_what_the_page_is_for() -> None:
    html = table("/list/", [])
    assert "<p>Nothing at all</p>" in html
    assert "<table" not in html


def test_table_that_a_search_emptied_offers_all() -> None:
    html = table("/list/?q=zzz", [], search_label="Search members")
    assert "Nothing at all" not in html
    assert links(html) == ["/list/"]
    assert 'value="zzz"' in html


def test_table_keeps_the_chosen_filter_and_exports_what_is_seen() -> None:
    kinds = Filter("kind", "Kind", (("", "All"), ("u", "University")), "u")
    html = table("/list/?kind=u&page=2", [("ก", 1)] * 3, filters=(kinds,), export_url="/list.xlsx")
    assert '<option value="u" selected>University</option>' in html
    assert "/list.xlsx?kind=u" in links(html)


def fold(*values: str) -> str:
    """The filters of a table, one with each value."""
    every = (("", "All"), ("u", "University"))
    filters = [Filter(f"kind{number}", f"Kind {number}", every, value) for number, value in enumerate(values)]
    html = table("/list/", [("ก", 1)], filters=filters)
    return html[html.index("<form") : html.index("</form>")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("", ""), "Filters"),
        (("u", "", ""), "Filters (1 in use)"),
        (("u", "u"), "Filters (2 in use)"),
        (("nowhere", ""), "Filters"),
    ],
)
def test_filters_fold_and_say_how_many_are_in_use(values: tuple[str, ...], said: str) -> None:
    html = fold(*values)
    assert words(html[html.index("<summary") : html.index("</summary>")]) == said
    # Folded even so: what is found stands in sight, and above it what narrows it.
    assert '<details class="filter-fold">' in html
    # The button of the fold is told anew with the results; nothing else of the form is, so that what is typed stays.
    assert 'hx-select-oob="#members-in-use,#members-more-in-use"' in html
    assert html.count('id="members-in-use"') == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("u",) * 5, None),
        (("", "", "u", "", "", ""), "More filters"),
        (("", "", "u", "u", "", "u"), "More filters (2)"),
    ],
)
def test_more_than_five_filters_show_three_and_ask_for_the_rest(
    values: tuple[str, ...], said: str | None
) -> None:
    html = fold(*values)
    before, more, after = html.partition('<details class="filter-more">')
    assert (words(after[: after.index("</summary>")]) if more else None) == said
    assert before.count("<select") == (3 if more else len(values))
    assert html.count("<select") == len(values)
    # The first filters count on the button of a phone alone, where it folds all of them.
    assert html.count('class="filter-fold"') == 1


def test_single_filter_does_not_fold() -> None:
    html = fold("u")
    assert ("<details" in html, "<select" in html) == (False, True)


def test_first_choice_of_a_filter_is_not_in_use() -> None:
    choices = (("goals", "Goals"), ("targets", "Targets"))
    chosen = [Filter("rows", "Rows", choices, value).chosen for value in ("goals", "targets", "")]
    assert chosen == ["", "Targets", ""]


def test_filter_in_use_is_said_and_can_be_taken_off_by_itself() -> None:
    every = (("", "All"), ("u", "<University>"))
    filters = [Filter("kind", "Kind", every, "u"), Filter("since", "Since", every)]
    html = table("/list/?kind=u&q=ก&page=2&sort=-name", [], filters=filters)
    chips = html[html.index('class="chips"') : html.index("</ul>")]
    assert words(chips.partition("<li>")[2]) == "Kind: <University>"
    assert 'aria-label="Take off Kind: &lt;University&gt;"' in chips
    assert [unquote(each) for each in links(chips)] == ["/list/?q=ก&sort=-name"]
    assert 'class="chips"' not in table("/list/?q=ก", [("ก", 1)], filters=filters[1:])


@pytest.mark.parametrize("page_text", ["0", "-1", "x", "๙", "99999999999", ""])
def test_list_state_reads_a_strange_page_forgivingly(page_text: str) -> None:
    request = RequestFactory().get("/", {"page": page_text, "sort": "password", "q": "  ก   ข "})
    state = ListState.read(request, sorts=("name",), default="-name")
    assert (state.sort, state.query, state.is_descending, state.sort_key) == ("-name", "ก ข", True, "name")
    assert state.paginate(list(range(30))).number in {1, 2}


def test_options_are_escaped_and_one_is_chosen() -> None:
    choices = [("", "all"), ('"a', "A & <b>")]
    assert page("{% options choices chosen %}", choices=choices, chosen='"a') == (
        '<option value="">all</option><option value="&quot;a" selected>A &amp; &lt;b&gt;</option>'
    )


def test_option_marked_as_safe_opens_no_door_for_its_like() -> None:
    drawn = [page("{% options choices %}", choices=[("b", label)]) for label in (mark_safe("<b>"), "<b>")]
    assert drawn == ['<option value="b">&lt;b&gt;</option>'] * 2


def test_cell_of_one_value_is_escaped_unless_it_was_marked_as_safe() -> None:
    row = {"text": "<b> & 'c'", "html": mark_safe("<b>d</b>"), "number": 3, "none": ""}
    columns = tuple(Column(str(number)) for number in range(4))
    table = Table(key="cells", caption="Cells", columns=columns, rows=[row])
    cells = "".join(f"{{% cell %}}{{{{ row.{name} }}}}{{% endcell %}}" for name in row)
    drawn = page(f"{{% datatable table %}}{cells}{{% enddatatable %}}", table=table)
    assert re.findall(r"<t[hd][^>]*>(?:<div>)?(.*?)(?:</div>)?</t[hd]>", drawn.partition("<tbody>")[2]) == [
        "&lt;b&gt; &amp; &#x27;c&#x27;",
        "<b>d</b>",
        "3",
        "–",
    ]

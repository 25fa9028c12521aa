"""Somebody at a browser without scripts: opens pages, fills in the forms that stand on them, and sends them."""

from __future__ import annotations

import http.client
import json
import mimetypes
import re
import urllib.parse
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIMEOUT: Final = 120.0
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

type Sent = tuple[str, bytes]
"""The name and content of a file."""


class Refused(AssertionError):  # noqa: N818 - reads as what happened
    """A page did not answer as it has to; the message says which, and what stood there."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered, read to its end.

    Attributes:
        path: where the reader is after all redirects, without query.
    """

    status: int
    path: str
    body: bytes

    @property
    def tree(self) -> Any:
        return html.document_fromstring(self.body.decode())

    @property
    def text(self) -> str:
        """The words of the page itself, without doors and footer, blanks folded."""
        found = self.tree.xpath("//main")
        return " ".join((found[0] if found else self.tree).text_content().split())

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    def links(self, pattern: str) -> list[str]:
        """Addresses on the page that match from their beginning, in their order, each once."""
        found = (urllib.parse.urlsplit(each).path for each in self.tree.xpath("//main//a/@href"))
        return list(dict.fromkeys(each for each in found if re.match(pattern, each)))

    def link_with(self, words: str) -> str:
        """The address of the first link that says these words.

        Raises:
            Refused: there is none.
        """
        for each in self.tree.xpath("//main//a[@href]"):
            if words in " ".join(each.text_content().split()):
                return urllib.parse.urlsplit(each.get("href")).path
        raise Refused(f"{self.path}: no link {words!r}")

    def passed_on(self) -> str:
        """The address that the page gives to be passed on, without the server."""
        return urllib.parse.urlsplit(str(self.tree.xpath("//main//samphan-copy//a/@href")[0])).path

    def tile(self, label: str) -> int:
        """The number of a tile."""
        return number(self.figure(label))

    def figure(self, label: str) -> str:
        """What stands in a tile, its unit left out.

        Raises:
            Refused: there is no such tile.
        """
        for each in self.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' tile ')]"):
            if label in [" ".join(term.text_content().split()) for term in each.xpath(".//dt")]:
                value = each.xpath(".//*[contains(@class, 'tile-value')]")[0].text_content()
                return (re.findall(r"[\d.,]+", value) or [""])[0]
        raise Refused(f"{self.path}: no tile {label!r}")

    def rows(self, caption: str) -> list[list[str]]:
        """The cells of the table with this caption, head row left out.

        Raises:
            Refused: there is no such table.
        """
        for table in self.tree.xpath("//main//table[caption]"):
            if " ".join(table.xpath("./caption")[0].text_content().split()) == caption:
                return [
                    [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
                    for row in table.xpath("./tbody/tr")
                ]
        raise Refused(f"{self.path}: no table {caption!r}")


@dataclass
class Form:
    """A form of a page, with what stands in it; ``values`` may hold a name several times."""

    reader: Reader
    action: str
    method: str
    values: list[tuple[str, str]]
    files: list[tuple[str, Sent]] = field(default_factory=list)

    def fill(self, **fields: str | Iterable[str] | None) -> Form:
        """Write into fields by their names; None empties or unticks, a list ticks several."""
        for name, value in fields.items():
            self.values = [each for each in self.values if each[0] != name]
            if isinstance(value, str):
                self.values.append((name, value))
            elif value is not None:
                self.values += [(name, each) for each in value]
        return self

    def rows(self, rows: Sequence[Mapping[str, str]]) -> Form:
        """Write the rows of a list from its first on, adding as many as are needed."""
        for at, row in enumerate(rows):
            self.fill(**{f"rows-{at}-{name}": value for name, value in row.items()})
            if not any(name == f"rows-{at}-ORDER" for name, _value in self.values):
                self.fill(**{f"rows-{at}-ORDER": str(at + 1)})
        known = {int(found[1]) for name, _value in self.values if (found := re.match(r"rows-(\d+)-", name))}
        return self.fill(**{"rows-TOTAL_FORMS": str(max(known) + 1)})

    def attach(self, name: str, *files: Sent) -> Form:
        """Choose files."""
        self.values = [each for each in self.values if each[0] != name]
        self.files += [(name, each) for each in files]
        return self

    def send(self, button: tuple[str, str] | None = None) -> Page:
        """Send it, by a button with a name and value if one is given; the page to which that leads.

        Raises:
            Refused: the form comes back with what is wrong.
        """
        values = [*self.values, button] if button else self.values
        if self.method == "get":
            return self.reader.open(f"{self.action}?{urllib.parse.urlencode(values)}")
        return self.reader.post(self.action, values, self.files)


class Reader:
    """One person: a connection that is kept, and cookies."""

    def __init__(self, base: str, language: str = "en") -> None:
        parts = urllib.parse.urlsplit(base)
        self.base = base.rstrip("/")
        self.host, self.port = str(parts.hostname), parts.port or 80
        self.cookies: dict[str, str] = {}
        self.language = language
        self._connection: http.client.HTTPConnection | None = None

    def open(self, path: str, *, may: Sequence[int] = (200,)) -> Page:
        """The page at an address, redirects followed.

        Raises:
            Refused: it answers otherwise than it may.
        """
        glue = "&" if "?" in path else "?"
        return self._expected(self._ask("GET", f"{path}{glue}lang={self.language}"), may)

    def take(self, path: str) -> bytes:
        """A file."""
        return self._expected(self._ask("GET", path), (200,)).body

    def form(self, path: str, having: str = "", action: str = "") -> Form:
        """The form of a page: the one with a field of this name, or whose action ends like this."""
        return self.form_on(self.open(path), having, action)

    def form_on(self, page: Page, having: str = "", action: str = "") -> Form:
        """The same of a page that was opened.

        Raises:
            Refused: there is no such form.
        """
        for each in page.tree.xpath("//main//form"):
            target = each.get("action") or page.path
            names = {
                control.get("name") for control in each.xpath(".//input|.//select|.//textarea|.//button")
            }
            if (having and having not in names) or not urllib.parse.urlsplit(target).path.endswith(action):
                continue
            empty = {str(box.get("name")) for box in each.xpath(".//input[@checked and @value='']")}
            values = [
                # A line end after <textarea> is no part of the text; "on" is lxml's word for an empty value.
                (str(name), "" if value == "on" and name in empty else str(value).removeprefix("\n"))
                for name, value in each.form_values()
                if name and "__prefix__" not in name
            ]
            return Form(
                self, urllib.parse.urlsplit(target).path, (each.get("method") or "get").lower(), values
            )
        raise Refused(f"{page.path}: no form with {having or action!r}: {page.text[:300]}")

    def post(
        self, path: str, values: Sequence[tuple[str, str]], files: Sequence[tuple[str, Sent]] = ()
    ) -> Page:
        """Send a form."""
        body, kind = (
            _multipart(values, files)
            if files
            else (urllib.parse.urlencode(values).encode(), "application/x-www-form-urlencoded")
        )
        return self._expected(self._ask("POST", path, body, {"Content-Type": kind}), (200,))

    def send(self, path: str, data: Any, *, token: str = "") -> Page:
        """Send JSON, whatever it answers; ``token`` is that against forged requests, where one is signed in."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token:
            headers["X-CSRFToken"] = token
        return self._ask("POST", path, json.dumps(data).encode(), headers)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form."""
        page = self.form("/accounts/login/", having="login").fill(login=email, password=password).send()
        if page.path.startswith("/accounts/"):
            raise Refused(f"{email} is not let in: {page.text[:300]}")

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _expected(self, page: Page, may: Sequence[int]) -> Page:
        if page.status not in may:
            wrong = [
                " ".join(each.text_content().split())
                for each in (page.tree.xpath("//*[contains(@class, 'error') or contains(@class, 'notice')]"))
            ]
            raise Refused(f"{page.path}: {page.status}: {wrong or page.text[:400]}")
        return page

    def _ask(
        self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Page:
        sent = {"Accept": "text/html", "Referer": f"{self.base}/", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self._send(method, address, body, sent)
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        if response.will_close:
            self.close()
        if response.status in REDIRECTS:
            return self._ask("GET", _path(urllib.parse.urljoin(address, response.headers["Location"])))
        return Page(response.status, urllib.parse.urlsplit(address).path, content)

    def _send(
        self, method: str, address: str, body: bytes, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        is_kept = self._connection is not None
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)
        try:
            self._connection.request(method, address, body, dict(headers))
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if not is_kept:
                raise
            return self._send(method, address, body, headers)


def number(text: str) -> int:
    """The number in a text; a dash is none."""
    return int(re.sub(r"\D", "", text) or "0")


def _path(address: str) -> str:
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))


def _multipart(values: Sequence[tuple[str, str]], files: Sequence[tuple[str, Sent]]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values
    ]
    for name, (title, content) in files:
        kind = mimetypes.guess_type(title)[0] or "application/octet-stream"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{title}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"

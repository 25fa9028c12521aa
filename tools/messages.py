"""Messages: taken from the sources, kept in one catalogue a language, checked for completeness.

    python tools/messages.py update            take the messages out of the sources into samphan/locale/*/…/django.po
    python tools/messages.py merge FILE.po …   take translations over from other catalogues
    python tools/messages.py check             fail when a message has no Thai, or the catalogue is out of date
    python tools/messages.py compile           build the .mo files that Django reads

Message ids are English; the English catalogue holds plural forms alone. Babel reads Python, and templates after
Django turned their tags into Python; so no gettext tools need to be installed.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "samphan"
LANGUAGES: Final = ("th", "en")
KEYWORDS: Final[dict[str, tuple[object, ...] | None]] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CONTEXTUAL: Final = frozenset({"pgettext", "pgettext_lazy", "npgettext"})
PLURAL: Final = frozenset({"ngettext", "ngettext_lazy", "npgettext"})
PLURALS: Final = {"th": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
CALL: Final = re.compile(
    r"n?p?gettext\((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|, ?|count)+\)", re.DOTALL
)
PLACEHOLDER: Final = re.compile(r"%\([a-z_0-9]+\)[a-z]|\{[a-z_0-9]*\}")

type Found = tuple[str | tuple[str, str], str | None, str]


def sources() -> Iterator[Found]:
    """Every message of the package: text (or singular and plural), context, and the file it stands in."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted(PACKAGE.rglob("*")):
        name = str(path.relative_to(ROOT))
        if "migrations" in path.parts or "static" in path.parts:
            continue
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            # What remains of the markup is no Python: only the calls are looked at.
            text = "\n".join(CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=name)))
        else:
            continue
        for found in python_messages(text):
            yield (*found, name)


def python_messages(text: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The messages of a Python source, each with its context."""
    # Babel's own types are wider than what it gives for Python sources.
    found: Any = extract_python(io.BytesIO(text.encode()), cast("Any", KEYWORDS), [], cast("Any", {}))
    for _line, function, arguments, _comments in found:
        words = list(arguments) if isinstance(arguments, (tuple, list)) else [arguments]
        context = words.pop(0) if function in CONTEXTUAL else None
        if not words or not words[0]:
            continue
        yield (str(words[0]), str(words[1])) if function in PLURAL else str(words[0]), context


def path_of(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def load(path: Path, language: str) -> Catalog:
    """A catalogue, or an empty one."""
    if not path.exists():
        return Catalog(locale=language, project="Samphan", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def save(catalog: Catalog, path: Path) -> None:
    """Write a catalogue without dates and line numbers, so that it changes only when messages do."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalog,
        no_location=False,
        include_lineno=False,
        omit_header=True,
        sort_output=True,
        width=110,
    )
    header = (
        f'# Samphan: messages in {catalog.locale}.\nmsgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURALS[str(catalog.locale)]}\\n"\n\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}.new")
    scratch.write_bytes(header.encode() + buffer.getvalue())
    scratch.replace(path)


def template() -> Catalog:
    """All messages of the sources, and those of Django that its own Thai catalogue lacks."""
    catalog = Catalog(charset="utf-8")
    for text, context, place in sources():
        flags = ("python-format",) if PLACEHOLDER.search(str(text)) and "%(" in str(text) else ()
        catalog.add(text, locations=[(place, 0)], context=context, flags=flags)
    return catalog


def translated(message: Any) -> tuple[str, ...]:
    """The translations of a message: one, or one a plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def of_library(message: Any) -> bool:
    """Whether a message stands in the sources of Django: it is kept, though no source of ours has it."""
    return any("library" in comment for comment in message.user_comments)


def update() -> None:
    """Bring the catalogues in step with the sources."""
    fresh = template()
    for language in LANGUAGES:
        old = load(path_of(language), language)
        new = Catalog(locale=language, charset="utf-8")
        for message in cast("Any", fresh):
            has_plural = isinstance(message.id, tuple)
            if not message.id or (language == "en" and not has_plural):
                continue
            known = old.get(message.id, message.context)
            strings = translated(known) if known else ("",)
            if language == "en":
                strings = message.id
            new.add(
                message.id,
                strings if has_plural else strings[0],
                locations=message.locations,
                flags=message.flags,
                context=message.context,
            )
        for message in cast("Any", old):
            if message.id and of_library(message):
                new.add(message.id, message.string, context=message.context, user_comments=["library"])
        save(new, path_of(language))


def merge(paths: list[Path]) -> None:
    """Take over translations of Thai from other catalogues; the later file wins."""
    catalog = load(path_of("th"), "th")
    for path in paths:
        for message in cast("Any", load(path, "th")):
            if not message.id or not all(translated(message)):
                continue
            known = catalog.get(message.id, message.context)
            if known is not None:
                known.string = message.string
            else:
                catalog.add(
                    message.id, message.string, context=message.context, user_comments=message.user_comments
                )
    save(catalog, path_of("th"))
    update()


def misplaced(message: Any) -> list[str]:
    """The Thai of a message that holds other placeholders than it should.

    Thai has one form for every number, so it holds what the plural holds: of "Asked once" the number would be lost.
    """
    text = message.id[-1] if isinstance(message.id, tuple) else message.id
    wanted = set(PLACEHOLDER.findall(text))
    return [each for each in translated(message) if each and set(PLACEHOLDER.findall(each)) != wanted]


def problems() -> list[str]:
    """What is wrong with the catalogues, one sentence each."""
    found = set()
    thai: Any = load(path_of("th"), "th")
    known = {(message.id, message.context) for message in thai if message.id}
    for text, context, place in sources():
        if (text, context) not in known:
            found.add(f"{place}: not in the catalogue (run update): {text!r}")
    for message in thai:
        if not message.id:
            continue
        if not all(translated(message)):
            found.add(f"no Thai: {message.id!r}")
        found |= {f"placeholders differ: {message.id!r} → {string!r}" for string in misplaced(message)}
    return sorted(found)


def compile_all() -> None:
    """Build the .mo files."""
    for language in LANGUAGES:
        catalog = load(path_of(language), language)
        target = path_of(language).with_suffix(".mo")
        scratch = target.with_suffix(f".{os.getpid()}.new")
        with scratch.open("wb") as file:
            write_mo(file, catalog)
        scratch.replace(target)


@contextmanager
def alone() -> Iterator[None]:
    """Two runs at once take turns (where the platform can lock files)."""
    with (PACKAGE / "locale" / "README.md").open(encoding="utf-8") as lock:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Run the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="messages", description="Messages: update, merge, check, compile.")
    parser.add_argument("act", choices=["update", "merge", "check", "compile"])
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    if given.act == "check":
        wrong = problems()
        print("\n".join(wrong) or "Every message is there in Thai.")
        return 1 if wrong else 0
    with alone():
        if given.act == "update":
            update()
        elif given.act == "merge":
            merge(given.files)
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

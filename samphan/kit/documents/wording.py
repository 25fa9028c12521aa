"""The few words and colours that the paper itself adds to what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.kit.documents.model import Note, Run, runs_of

if TYPE_CHECKING:
    from samphan.kit.documents.model import Inline, Item, Language, NoteKind

_NOTE_LABELS: dict[NoteKind, tuple[str, str]] = {
    "sample": ("ข้อมูลตัวอย่าง", "Sample data"),
    "info": ("ข้อสังเกต", "Please note"),
    "stale": ("ข้อมูลมีการเปลี่ยนแปลงภายหลัง", "Changed since"),
    "remark": ("หมายเหตุ", "Remark"),
}
# Dark enough to be read on paper and on their own tint (contrast above 7 : 1).
NOTE_COLOURS: dict[NoteKind, str] = {
    "sample": "#7a4b00",
    "info": "#0b4f8a",
    "stale": "#8a2416",
    "remark": "#5a5a5a",
}


def say(language: Language, thai: str, english: str) -> str:
    """One of two wordings, by the language of the paper."""
    return thai if language == "th" else english


def note_text(note: Note, language: Language) -> tuple[Run, ...]:
    """The note with the label that tells its kind."""
    return (Run(f"{say(language, *_NOTE_LABELS[note.kind])}: ", bold=True), *runs_of(note.content))


def item_text(item: Item) -> Inline:
    """The entry of a list: bold lead, colon, text."""
    lead = tuple(
        Run(run.text, bold=True, italic=run.italic, link=run.link) for run in runs_of(item.lead) if run.text
    )
    content = tuple(run for run in runs_of(item.content) if run.text)
    if not lead or not content:
        return (*lead, *content)
    last = lead[-1]
    return (
        *lead[:-1],
        Run(f"{last.text.rstrip(' :')}: ", bold=True, italic=last.italic, link=last.link),
        *content,
    )

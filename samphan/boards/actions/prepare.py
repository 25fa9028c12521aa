"""What a facilitator prepares: boards, from templates and from other boards, their prompts, and links to lead them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samphan.boards import policy
from samphan.boards.actions.changes import lock, publish
from samphan.boards.actions.deed import prompt_of, ready
from samphan.boards.models import Board, BoardState, Naming, Option, Prompt, PromptKind, PromptState
from samphan.boards.queries.render import Bodies
from samphan.boards.queries.snapshot import changed
from samphan.boards.queries.templates import board_template
from samphan.events.models import StrategicGroup
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

MOST_PROMPTS: Final = 20
MOST_OPTIONS: Final = 12
_COPIED: Final = ("order", "kind", "text_th", "text_en", "help_th", "help_en", "at_once", "dots")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptWords:
    """A prompt as it is to be; ``options`` of a poll with choices."""

    text_th: str
    text_en: str = ""
    help_th: str = ""
    help_en: str = ""
    kind: str = "cards"
    at_once: bool = False
    dots: int = 3
    options: Sequence[str] = ()


@transaction.atomic
def create_board(
    *,
    by: Actor,
    event: Event,
    title_th: str,
    title_en: str = "",
    naming: str = Naming.ANONYMOUS,
    group: StrategicGroup | None = None,
    template: str = "",
    is_sample: bool = False,
) -> Board:
    """A board of an event, or of a group of it, with the prompts of a template (its code).

    Raises:
        Problem: no such template, a group of another event, or no title in Thai.
    """
    by.must(policy.prepare, on=event)
    if group is not None and group.event_id != event.pk:
        raise Problem(_("This group belongs to another event."), field="group")
    if not title_th.strip():
        raise Problem(_("Please write something."), field="title_th")
    if naming not in Naming.values:
        raise Problem(_("Please choose from the list."), field="naming")
    found = board_template(template) if template else None
    if template and found is None:
        raise Problem(_("Please choose from the list."), field="template")
    last = Board.objects.filter(event=event).aggregate(last=Max("order"))["last"]
    board = Board.objects.create(
        network_id=event.network_id,
        event=event,
        group=group,
        title_th=title_th.strip(),
        title_en=title_en.strip(),
        naming=naming,
        order=(last or 0) + 1,
        is_sample=is_sample,
    )
    for order, prompt in enumerate(found.prompts if found else (), start=1):
        _write_prompt(board, order, PromptWords(**{name: getattr(prompt, name) for name in _WORDS}))
    record(by, "create_board", board)
    return board


@transaction.atomic
def create_group_boards(
    *, by: Actor, event: Event, template: str, naming: str = Naming.ANONYMOUS
) -> list[Board]:
    """A board from a template for each strategic group of the event that has none yet.

    Raises:
        Problem: no such template.
    """
    by.must(policy.prepare, on=event)
    have = Board.objects.filter(event=event, group__isnull=False).values("group")
    groups = StrategicGroup.objects.filter(event=event).exclude(pk__in=have).order_by("order", "id")
    return [
        create_board(
            by=by,
            event=event,
            group=group,
            title_th=f"{group.code} {group.title_th}".strip()[:300],
            title_en=f"{group.code} {group.title_en}".strip()[:300] if group.title_en else "",
            naming=naming,
            template=template,
        )
        for group in groups
    ]


@transaction.atomic
def copy_board(*, by: Actor, board: Board, event: Event) -> Board:
    """The same board, without cards, for another event of the network; its group is found there by its code."""
    by.must(policy.prepare, on=event)
    by.must(policy.manage, on=board)
    group = None
    if board.group is not None:
        group = StrategicGroup.objects.filter(event=event, code=board.group.code).first()
    last = Board.objects.filter(event=event).aggregate(last=Max("order"))["last"]
    made = Board.objects.create(
        network_id=event.network_id,
        event=event,
        group=group,
        title_th=board.title_th,
        title_en=board.title_en,
        naming=board.naming,
        order=(last or 0) + 1,
    )
    for prompt in Prompt.objects.filter(board=board).prefetch_related("options").order_by("order", "id"):
        copied = Prompt.objects.create(
            network_id=made.network_id, board=made, **{name: getattr(prompt, name) for name in _COPIED}
        )
        Option.objects.bulk_create(
            Option(
                network_id=made.network_id, board=made, prompt=copied, order=option.order, text=option.text
            )
            for option in sorted(prompt.options.all(), key=lambda each: (each.order, each.pk))
        )
    record(by, "create_board", made, changes={"copied_from": board.pk})
    return made


@transaction.atomic
def copy_boards(*, by: Actor, source_event: Event, new_event: Event, shift_days: int | None) -> int:  # noqa: ARG001 - as every part of an event that comes along to the next one
    """The boards of an event, without cards, for the next one; how many there are."""
    boards = Board.objects.filter(event=source_event).select_related("group").order_by("order", "id")
    return len([copy_board(by=by, board=each, event=new_event) for each in boards])


@transaction.atomic
def describe_board(
    *, by: Actor, board: Board, title_th: str, title_en: str = "", naming: str, group: StrategicGroup | None
) -> Board:
    """Change title, group and whether names are given. Promises already made to a room are not changed.

    Raises:
        Problem: names of a board on which cards stand, a group of another event, or no title in Thai.
    """
    by.must(policy.manage, on=board)
    board = lock(board)
    by.must(policy.lead, on=board)
    if group is not None and group.event_id != board.event_id:
        raise Problem(_("This group belongs to another event."), field="group")
    if not title_th.strip():
        raise Problem(_("Please write something."), field="title_th")
    if naming != board.naming and Prompt.objects.filter(board=board, card_count__gt=0).exists():
        raise Problem(
            _("People wrote under the present rule already: names stay as they were promised."),
            field="naming",
        )
    before = {"title_th": board.title_th, "title_en": board.title_en, "naming": board.naming}
    board.title_th, board.title_en, board.naming, board.group = (
        title_th.strip(),
        title_en.strip(),
        naming,
        group,
    )
    board.save(update_fields=["title_th", "title_en", "naming", "group"])
    publish(board, changed(board, with_board=True))
    after = {"title_th": board.title_th, "title_en": board.title_en, "naming": board.naming}
    record(by, "describe_board", board, changes={name: [before[name], after[name]] for name in after})
    return board


@transaction.atomic
def remove_board(*, by: Actor, board: Board) -> None:
    """Remove a board on which nobody wrote or voted.

    Raises:
        Problem: somebody did.
    """
    by.must(policy.manage, on=board)
    board = lock(board)
    used = Prompt.objects.filter(board=board, card_count__gt=0) | Prompt.objects.filter(
        board=board, voter_count__gt=0
    )
    if board.state == BoardState.OPEN or used.exists():
        raise Problem(_("People wrote on this board: it can be closed, not removed."))
    record(by, "remove_board", board)
    Board.objects.filter(pk=board.pk).update(current=None, spotlight_card=None, spotlight_cluster=None)
    board.delete()


@transaction.atomic
def add_prompt(*, by: Actor, board: Board, words: PromptWords) -> Prompt:
    """A question more, at the end.

    Raises:
        Problem: its words cannot be kept, or there are too many questions.
    """
    board = ready(by, board)
    orders = list(Prompt.objects.filter(board=board).values_list("order", flat=True))
    if len(orders) >= MOST_PROMPTS:
        raise Problem(_("A board has at most %(most)d questions.") % {"most": MOST_PROMPTS})
    prompt = _write_prompt(board, max(orders, default=0) + 1, words)
    publish(board, changed(board, prompts=[prompt.pk]))
    record(by, "add_prompt", board, changes={"prompt": prompt.pk})
    return prompt


@transaction.atomic
def change_prompt(*, by: Actor, board: Board, prompt: int, words: PromptWords) -> Prompt:
    """Reword a question. Its kind and choices change only while nobody answered.

    Raises:
        Stale: it is not there any more.
        Problem: its words cannot be kept, or somebody answered already.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    _check(words)
    answered = row.card_count or row.voter_count
    options = list(Option.objects.filter(prompt=row).order_by("order", "id"))
    same_options = [each.text for each in options] == [each.strip() for each in words.options]
    if answered and (words.kind != row.kind or not same_options):
        raise Problem(_("People answered already: kind and choices stay as they are."), field="kind")
    if row.voter_count and words.dots < row.dots:
        raise Problem(_("People voted already: the votes of each person can only become more."), field="dots")
    shows_more = words.at_once and not row.at_once
    for name in _WORDS:
        if name != "options":
            setattr(row, name, getattr(words, name))
    row.save(update_fields=[name for name in _WORDS if name != "options"])
    if not same_options:
        Option.objects.filter(prompt=row).delete()
        _write_options(row, words.options)
    publish(board, changed(board, prompts=[row.pk], whole_prompts=[row.pk] if shows_more else ()))
    record(by, "change_prompt", board, changes={"prompt": row.pk})
    return row


@transaction.atomic
def remove_prompt(*, by: Actor, board: Board, prompt: int) -> None:
    """Remove a question that nobody answered.

    Raises:
        Stale: it is not there any more.
        Problem: somebody answered; it can be hidden.
    """
    board = ready(by, board)
    row = prompt_of(board, prompt)
    if row.card_count or row.voter_count or row.cards.exists():
        raise Problem(_("People answered this question: it can be hidden, not removed."))
    if board.current_id == row.pk:
        board.current = None
        board.save(update_fields=["current"])
    pk = row.pk
    row.delete()
    gone = {"remove": {"prompts": [pk]}}
    publish(board, Bodies(all=gone, staff=gone))
    record(by, "remove_prompt", board, changes={"prompt": pk})


@transaction.atomic
def order_prompts(*, by: Actor, board: Board, prompts: Sequence[int]) -> None:
    """Put the questions in this order; those that are not named come last.

    Raises:
        Problem: one of them is not on the board.
    """
    board = ready(by, board)
    rows = {each.pk: each for each in Prompt.objects.filter(board=board).order_by("order", "id")}
    if not set(prompts) <= rows.keys():
        raise Problem(_("This question is not on the board any more."))
    for order, pk in enumerate(dict.fromkeys((*prompts, *rows)), start=1):
        rows[pk].order = order
    Prompt.objects.bulk_update(rows.values(), ["order"])
    publish(board, changed(board, prompts=list(rows)))
    record(by, "order_prompts", board)


@transaction.atomic
def give_lead(
    *, by: Actor, board: Board, label: tuple[str, str], expires_at: dt.datetime | None = None
) -> Link:
    """A personal link for a facilitator or rapporteur without account; ``label`` says to whom it is given."""
    by.must(policy.manage, on=board)
    link = links.make(policy.LEAD, board, label=label, expires_at=expires_at)
    record(by, "give_board_lead", board, changes={"link": link.pk, "to": label[0]})
    return link


@transaction.atomic
def take_lead(*, by: Actor, board: Board, link: Link, now: dt.datetime) -> None:
    """Let such a link lead no more.

    Raises:
        Problem: it is not a link of this board.
    """
    by.must(policy.manage, on=board)
    if not links.open_links(policy.LEAD, board, now=now).filter(pk=link.pk).exists():
        raise Problem(_("This link leads nowhere any more."))
    links.revoke(link, now=now)
    publish(lock(board), Bodies(all={}, staff={}))  # who listens by it is told that it ended
    record(by, "take_board_lead", board, changes={"link": link.pk})


_WORDS: Final = ("text_th", "text_en", "help_th", "help_en", "kind", "at_once", "dots", "options")


def _write_prompt(board: Board, order: int, words: PromptWords) -> Prompt:
    _check(words)
    prompt = Prompt.objects.create(
        network_id=board.network_id,
        board=board,
        order=order,
        state=PromptState.HIDDEN,
        **{name: getattr(words, name) for name in _WORDS if name != "options"},
    )
    _write_options(prompt, words.options)
    return prompt


def _write_options(prompt: Prompt, options: Sequence[str]) -> None:
    Option.objects.bulk_create(
        Option(
            network_id=prompt.network_id,
            board_id=prompt.board_id,
            prompt=prompt,
            order=order,
            text=text.strip(),
        )
        for order, text in enumerate(options, start=1)
    )


def _check(words: PromptWords) -> None:
    if not words.text_th.strip():
        raise Problem(_("Please write something."), field="text_th")
    if words.kind not in PromptKind.values:
        raise Problem(_("Please choose from the list."), field="kind")
    if not 1 <= words.dots <= 20:
        raise Problem(_("Give each person 1 to 20 votes."), field="dots")
    chooses = words.kind in {PromptKind.CHOICE, PromptKind.CHOICES}
    texts = [each.strip() for each in words.options]
    if chooses and not (2 <= len(texts) <= MOST_OPTIONS and all(texts)):
        raise Problem(
            _("Give 2 to %(most)d choices, each with a text.") % {"most": MOST_OPTIONS}, field="options"
        )
    if texts and not chooses:
        raise Problem(_("Only polls have choices."), field="options")
    if any(len(each) > 200 for each in texts):
        raise Problem(_("Please shorten the choices to 200 characters."), field="options")

"""The three groups at work: phones write, the facilitator puts together, everybody votes, the wall shows it."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import expect

from rehearsal import facts
from rehearsal.hall import Hall
from rehearsal.phones import Ears, Phone
from rehearsal.web import Refused

if TYPE_CHECKING:
    from rehearsal.facts import Group, Idea
    from rehearsal.stage import Stage

IDEAS_EACH: Final = (3, 2, 4)
AT_ONCE: Final = 12
WITHOUT_SCRIPT: Final = 10
LOSES_NETWORK: Final = 6
"""Every tenth phone runs no script, every sixth loses the network while it posts."""
TOO_LONG: Final = 50_000


@dataclass
class Board:
    """The board of one group: what the script did on it."""

    group: Group
    page: str
    join: str
    phones: list[Phone]
    ideas: list[Idea] = field(default_factory=list)
    clusters: dict[str, int] = field(default_factory=dict)
    votes: Counter[str] = field(default_factory=Counter)


def prepare_boards(stage: Stage) -> list[Board]:
    """A board without names for each strategic group, opened."""
    somsri = stage.secretariat
    listed = f"/n/cupt/boards/event/{stage.event_id}/"
    page = (
        somsri.form(f"{listed}groups/", having="template")
        .fill(template="horizons", naming="anonymous")
        .send()
    )
    boards = []
    for path in page.links(r"/n/cupt/boards/\d+/$"):
        opened = somsri.form(path, action="/turn/open/").send()
        group = next(each for each in facts.GROUPS if each.code in _badges(opened))
        people = [each for each in stage.people if each.group == group.code]
        join = opened.passed_on()
        phones = [
            Phone(
                stage.base,
                join,
                has_script=at % WITHOUT_SCRIPT != WITHOUT_SCRIPT - 1,
                loses_network=at % LOSES_NETWORK == LOSES_NETWORK - 1,
            )
            for at, _each in enumerate(people)
        ]
        boards.append(Board(group, path, join, phones))
    stage.ledger.compare("boards of the groups", len(facts.GROUPS), len(boards))
    return sorted(boards, key=lambda board: [each.code for each in facts.GROUPS].index(board.group.code))


def _badges(page: Any) -> set[str]:
    found = page.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' badge ')]")
    return {" ".join(each.text_content().split()) for each in found}


def work(stage: Stage, boards: list[Board]) -> None:
    """One board after the other, each from joining to closing."""
    with Hall(stage) as hall:
        for board, look in zip(boards, cycle(("light", "dark")), strict=False):
            hall.open(board.page, look)
            live = f"/live{board.join.replace('/boards/', '/', 1).rstrip('/')}"
            with Ears(stage.base, live, len(board.phones)) as ears:
                _play(stage, board, hall, ears)
        hall.must_be_quiet()


def _play(stage: Stage, board: Board, hall: Hall, ears: Ears) -> None:
    code, ledger = board.group.code, stage.ledger
    ledger.compare(f"{code}: joined, on the wall", len(board.phones), hall.joined(len(board.phones)))
    hall.picture(f"{code} wall, welcome", hall.wall)
    hall.do("show_prompt")
    expect(hall.wall.locator("[data-question]")).to_be_visible()
    prompt = int(board.phones[0].state()["board"]["current"])
    _write(board, prompt)
    written = len(board.ideas)
    column = hall.lead.locator("[data-prompt]").first
    expect(column.locator("[data-facts]")).to_contain_text(str(written))
    keys = [key.encode() for phone in board.phones for key in phone.cards]
    seen = sum(key in heard for heard in map(bytes, ears.heard) for key in keys)
    ledger.compare(f"{code}: cards of others on phones before", 0, seen)
    ledger.compare(f"{code}: cards on the wall before", 0, hall.see_on_wall("[data-cards] > li", 0))
    again = sum(phone.loses_network for phone in board.phones)
    too_long = board.phones[0].try_card(prompt, "ก" * TOO_LONG)
    ledger.fault(f"{code}: a card of {TOO_LONG:,} characters", "413", str(too_long))
    hall.do("reveal")
    expect(hall.lead.locator("[data-loose] [data-face]")).to_have_count(written)
    ledger.compare(f"{code}: cards, at the facilitator", written, hall.lead.locator("[data-face]").count())
    ledger.compare(f"{code}: cards, on the wall", written, hall.see_on_wall("[data-cards] > li", written))
    times = Counter(each["text"] for each in board.phones[0].state()["cards"])
    once = "each stands once" if {*times.values()} == {1} else f"{times.most_common(3)}"
    ledger.fault(f"{code}: {again} phones sent each card again", "each stands once", once)
    reached = ears.wait(lambda heard: all(key in heard for key in keys))
    ledger.compare(f"{code}: phones that heard every card", len(board.phones), reached)
    hall.picture(f"{code} facilitator, revealed", hall.lead)
    hall.picture(f"{code} wall, revealed", hall.wall)
    _cluster(board, hall)
    hall.picture(f"{code} facilitator, clusters", hall.lead)
    shown = {title: cards for title, (cards, _votes) in hall.clusters().items()}
    ledger.compare(f"{code}: clusters", _told(board.clusters), _told(shown))
    _vote(stage, board, hall, prompt)
    hall.close_board()
    heard = ears.wait(lambda heard: b"event: closed" in heard)
    ledger.compare(f"{code}: phones that heard the closing", len(board.phones), heard)
    ledger.fault(f"{code}: a card after the closing", "403", str(board.phones[0].try_card(prompt, "ช้าไป")))
    hall.picture(f"{code} wall, closed", hall.wall)
    for phone in board.phones:
        phone.reader.close()


def _write(board: Board, prompt: int) -> None:
    """Everybody writes at once: three ideas on average."""
    counts = list(islice(cycle(IDEAS_EACH), len(board.phones)))
    board.ideas = board.group.ideas(sum(counts))
    ideas = iter(board.ideas)
    own = [list(islice(ideas, count)) for count in counts]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(phone.write, prompt, each) for phone, each in zip(board.phones, own, strict=True)]
        for each in done:
            each.result()


def _cluster(board: Board, hall: Hall) -> None:
    """Two themes: the first from two clusters that are merged. The third theme stays loose."""
    for theme, subjects in board.group.themes[:2]:
        first, second = (
            [idea.text for idea in board.ideas if idea.text.startswith(subject)] for subject in subjects
        )
        hall.cluster(first, theme)
        hall.cluster(second, f"{theme} (2)")
        hall.merge(f"{theme} (2)", theme)
        board.clusters[theme] = len(first) + len(second)


def _vote(stage: Stage, board: Board, hall: Hall, prompt: int) -> None:
    code, ledger = board.group.code, stage.ledger
    hall.do("open_voting")
    expect(hall.lead.locator("[data-do=close_voting]:visible")).to_have_count(1)
    state = board.phones[0].state()
    budget = next(each["dots"] for each in state["prompts"] if each["id"] == prompt)
    ids = {each["title"]: each["id"] for each in state["clusters"]}
    titles = list(board.clusters)

    def ballot(at: int) -> dict[str, int]:
        """All dots but one on one cluster; the last on the other for every third phone, else kept."""
        ours, other = titles[at % 2], titles[1 - at % 2]
        return {ours: budget - 1} | ({other: 1} if at % 3 == 0 else {})

    def cast(at: int) -> None:
        phone, dots = board.phones[at], {f"cluster:{ids[title]}": n for title, n in ballot(at).items()}
        for _twice in range(2 if phone.loses_network else 1):
            if (status := phone.vote(prompt, dots)) != 200:
                raise Refused(f"a ballot was answered {status}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(cast, range(len(board.phones))))
    for at in range(len(board.phones)):
        board.votes.update(ballot(at))
    too_many = board.phones[0].vote(prompt, {f"cluster:{ids[titles[0]]}": budget + 1})
    ledger.fault(f"{code}: more votes than there are", "422", str(too_many))
    hidden = hall.wall.locator("[data-cards] [data-votes]:visible").count()
    ledger.compare(f"{code}: votes on the wall before", 0, hidden)
    hall.picture(f"{code} wall, voting", hall.wall)
    hall.do("close_voting")
    expect(hall.lead.locator("[data-do=close_voting]:visible")).to_have_count(0)
    late = board.phones[0].vote(prompt, {f"cluster:{ids[titles[0]]}": 1})
    ledger.fault(f"{code}: a vote after the end", "409", str(late))
    hall.see_on_wall("[data-cards] .wall-cluster [data-votes]:visible", len(titles))
    ledger.compare(f"{code}: votes, on the wall", _told(board.votes), _told(hall.wall_votes()))
    shown = {title: votes for title, (_cards, votes) in hall.clusters().items()}
    ledger.compare(f"{code}: votes, at the facilitator", _told(board.votes), _told(shown))
    hall.picture(f"{code} facilitator, voted", hall.lead)
    hall.picture(f"{code} wall, voted", hall.wall)


def _told(counts: dict[str, int]) -> str:
    """Numbers in the order of their titles, short enough for the table."""
    return " + ".join(str(counts[title]) for title in sorted(counts))

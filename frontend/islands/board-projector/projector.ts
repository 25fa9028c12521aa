import { define } from "../../shared/dom";
import { Live, type Prompt, type Snapshot, type Touched } from "../../shared/live";
import { Connection, type Hearing } from "../../shared/live-connection";
import { drawResults } from "../board/results";
import { Clock, part, patch, readJson, redraw, slot, spoken, targetsOf, Words, write, type Target } from "../board/parts";
import { Sheets } from "./sheets";

const PAGE_SECONDS = 12;
/** A wall with more pieces lays out only those that are seen (`sheets.ts`). */
const LARGE = 200;
/** While it is voted on, a cluster without a title is known by these. */
const CARDS_OF_NAMELESS = 3;

function isWritten({ kind }: Prompt): boolean {
  return kind === "cards" || kind === "questions";
}

/**
 * `<samphan-board-projector data-base data-live>`: the wall. The question, how many joined and answered, what was revealed;
 * votes only after the end. What does not fit is shown page after page, by itself and with the arrow keys.
 */
export class SamphanBoardProjector extends HTMLElement {
  readonly #live = new Live();
  #words!: Words;
  #connection!: Connection;
  #clock!: Clock;
  #page = 0;
  #turn: ReturnType<typeof setInterval> | undefined;
  #shown = "";
  #board = "";
  readonly #sheets = new Sheets();
  /** What an element was filled with last, so that a change touches what it changed. */
  readonly #filled = new WeakMap<Element, string>();

  connectedCallback(): void {
    const { base = "", live = "" } = this.dataset;
    this.#words = new Words(this);
    this.#clock = new Clock(slot(this, "clock"), this.#live);
    this.#connection = new Connection(this.#live, { state: `${base}state`, changes: `${base}changes`, live }, (hearing) => this.#heard(hearing));
    this.#live.listen((touched) => {
      this.#draw(touched);
      if (touched.board || touched.all) {
        this.#invite();
      }
    });
    this.#connection.start(readJson<Snapshot>(this, "#board-snapshot"));
    this.#turn = setInterval(() => this.#turnTo(this.#page + 1), PAGE_SECONDS * 1000);
    document.addEventListener("keydown", this.#press);
    window.addEventListener("resize", this.#resized);
    document.fonts.addEventListener("loadingdone", this.#resized);
  }

  disconnectedCallback(): void {
    this.#connection.stop();
    this.#clock.stop();
    clearInterval(this.#turn);
    document.removeEventListener("keydown", this.#press);
    window.removeEventListener("resize", this.#resized);
    document.fonts.removeEventListener("loadingdone", this.#resized);
  }

  readonly #resized = (): void => {
    this.#forgetSizes();
    this.#turnTo(this.#page);
  };

  readonly #press = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.#turnTo(this.#page + by);
    } else if (event.code === "KeyF") {
      void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    }
  };

  /**
   * The pages are the columns of a box that is wider than the wall; turning scrolls it by one width and the gap that
   * follows. A last page that is not full is a page too: otherwise its columns would never be seen.
   */
  #turnTo(page: number): void {
    const box = slot(this, "cards");
    if (this.#isSheet(box)) {
      this.#tell(this.#sheets.show(box, page));
      return;
    }
    this.#sheets.end(box);
    const gap = Number.parseFloat(getComputedStyle(box).columnGap) || 0;
    const width = Math.max(1, box.clientWidth + gap);
    const pages = Math.max(1, Math.ceil((box.scrollWidth + gap) / width - 0.1));
    this.#tell({ page: ((page % pages) + pages) % pages, pages });
    box.scrollLeft = this.#page * width;
  }

  #tell({ page, pages }: { page: number; pages: number }): void {
    this.#page = page;
    const line = slot(this, "page");
    line.hidden = pages < 2;
    write(line, this.#words.say("page", { n: page + 1, total: pages }));
  }

  /** Very many cards and nothing else: clusters are broken over columns, which only the browser knows how to do. */
  #isSheet(box: Element): boolean {
    return box.childElementCount > LARGE && !box.querySelector(":scope > .wall-cluster");
  }

  #heard(hearing: Hearing): void {
    const mark = slot(this, "hearing");
    mark.hidden = hearing === "live" || hearing === "polling";
    write(mark, this.#words.say(hearing));
  }

  #draw(touched: Touched): void {
    const { board, counts } = this.#live;
    const prompt = this.#live.prompt(board.current);
    const isHidden = prompt === undefined || prompt.state === "hidden";
    this.#clock.show();
    write(slot(this, "joined"), this.#words.say("joined", { n: counts.joined }));
    slot(this, "join").hidden = board.state !== "open";
    slot(this, "closed").hidden = board.state !== "closed";
    slot(this, "work").hidden = isHidden;
    slot(this, "welcome").hidden = !isHidden || board.state === "closed";
    slot(this, "answered").hidden = isHidden;
    this.#light();
    if (!isHidden) {
      this.#drawAnswered(prompt);
      if (touched.all || touched.board || touched.prompts.size + touched.clusters.size + touched.cards.size > 0) {
        this.#drawPrompt(prompt);
      }
    }
  }

  /** The way in is the server's to draw. News of the board that change nothing else mean that there is a new PIN. */
  #invite(): void {
    const { board } = this.#live;
    const state = JSON.stringify(board);
    const isOther = this.#board !== "" && (this.#board === state || (JSON.parse(this.#board) as typeof board).state !== board.state);
    this.#board = state;
    if (isOther) {
      void redraw(slot(this, "join"), "join");
    }
  }

  #drawAnswered(prompt: Prompt): void {
    const { counts } = this.#live;
    const counted = isWritten(prompt) && prompt.voting === "none" ? this.#words.say("card_count", { n: counts.cards[prompt.id] ?? 0 }) : this.#words.say("voter_count", { n: counts.voters[prompt.id] ?? 0 });
    write(slot(this, "answered"), counted);
  }

  #drawPrompt(prompt: Prompt): void {
    const { counts } = this.#live;
    const asksCards = isWritten(prompt);
    const text = spoken(prompt.text_th, prompt.text_en);
    write(slot(this, "question"), text);
    slot(this, "question").classList.toggle("is-long", text.length > 90);
    const sort = prompt.voting === "closed";
    let targets = asksCards && prompt.shown ? targetsOf(this.#live, prompt.id) : [];
    if (prompt.voting !== "none") {
      // What is voted on stands there by its title: the cards of a large cluster would push the second off the wall.
      targets = targets.map((each) => ({ ...each, cards: each.title || sort ? [] : each.cards.slice(0, CARDS_OF_NAMELESS) }));
    }
    if (sort) {
      targets.sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0));
    }
    const state = asksCards ? (prompt.shown ? (prompt.voting === "open" ? "vote_now" : "") : "write_now") : prompt.state === "open" ? "answer_now" : "";
    const line = slot(this, "now");
    line.hidden = state === "" || this.#live.board.state !== "open";
    write(line, state ? this.#words.say(state) : "");
    const box = slot(this, "cards");
    box.hidden = targets.length === 0;
    const pieces = targets.reduce((sum, target) => sum + 1 + target.cards.length, 0);
    const crowd = pieces > 40 ? "many" : pieces > 14 ? "some" : "few";
    if (box.dataset["crowd"] !== crowd) {
      box.dataset["crowd"] = crowd;
      this.#forgetSizes();
    }
    patch(box, targets, (target) => target.name, (target) => part(this, target.cards.length > 0 || target.name.startsWith("cluster") ? "cluster" : "target"), (element, target) => this.#fill(element, target));
    drawResults(this, prompt, this.#words, counts.voters[prompt.id]);
    // Another question, and the result of a vote, begin on their first page.
    const shown = `${prompt.id} ${prompt.voting}`;
    this.#turnTo(this.#shown === shown ? this.#page : 0);
    this.#shown = shown;
    this.#keepHeights();
  }

  /**
   * Gives every card of a large wall the height that it was laid out with, so that it takes its place without being laid
   * out again while it is on another page; a card that changed is measured anew.
   */
  #keepHeights(): void {
    const box = slot(this, "cards");
    if (box.childElementCount <= LARGE || this.#isSheet(box)) {
      this.#forgetHeights();
      return;
    }
    const news = [...box.querySelectorAll<HTMLElement>(".wall-card:not(.is-measured)")];
    const [first] = news;
    if (first) {
      const { paddingTop, paddingBottom } = getComputedStyle(first);
      const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
      const heights = news.map((card) => card.getBoundingClientRect().height - padding);
      for (const [index, card] of news.entries()) {
        card.style.containIntrinsicBlockSize = `${heights[index]}px`;
        card.classList.add("is-measured");
      }
    }
  }

  /** The wall became wider, or its letters other ones: every card may be as high as it likes. */
  #forgetSizes(): void {
    this.#sheets.forgetAll();
    this.#forgetHeights();
  }

  #forgetHeights(): void {
    for (const card of slot(this, "cards").querySelectorAll(".is-measured")) {
      card.classList.remove("is-measured");
    }
  }

  #fill(element: HTMLElement, target: Target): void {
    const { spotlight } = this.#live.board;
    const isLit = spotlight !== null && `${spotlight.kind}:${spotlight.id}` === target.name;
    const content = JSON.stringify([target.title, target.votes, isLit, target.cards.map(({ key, text }) => [key, text])]);
    if (this.#filled.get(element) === content) {
      return;
    }
    this.#filled.set(element, content);
    element.classList.remove("is-measured");
    this.#sheets.forget(element);
    element.classList.toggle("is-lit", isLit);
    write(slot(element, "title"), target.title || this.#words.say("no_title"));
    const votes = slot(element, "votes");
    votes.hidden = target.votes === undefined;
    write(votes, target.votes === undefined ? "" : this.#words.say("votes", { n: target.votes }));
    const list = element.querySelector("[data-list]");
    if (list) {
      patch(list, target.cards, (card) => card.key, () => document.createElement("li"), (item, card) => write(item, card.text));
    }
  }

  /** The spotlight covers everything but the way in. */
  #light(): void {
    const { spotlight } = this.#live.board;
    const card = spotlight?.kind === "card" ? this.#live.cards.get(String(spotlight.id)) : undefined;
    const cluster = spotlight?.kind === "cluster" ? this.#live.clusters.get(Number(spotlight.id)) : undefined;
    const text = card?.text ?? cluster?.title ?? "";
    const stage = slot(this, "stage");
    stage.hidden = !text;
    write(slot(stage, "lit"), text);
    slot(stage, "lit").classList.toggle("is-long", text.length > 120);
    write(slot(stage, "lit-name"), card?.name ?? "");
    const list = slot(stage, "lit-cards");
    patch(list, cluster ? this.#live.cardsOf(cluster.prompt, cluster.id).slice(0, 6) : [], (each) => each.key, () => document.createElement("li"), (item, each) => write(item, each.text));
  }
}

define("samphan-board-projector", SamphanBoardProjector);

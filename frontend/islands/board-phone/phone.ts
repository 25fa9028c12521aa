import { announce, define } from "../../shared/dom";
import { Live, type Prompt, type Snapshot } from "../../shared/live";
import { Connection, type Hearing } from "../../shared/live-connection";
import { Outbox } from "../../shared/outbox";
import { Clock, readJson, slot, spoken, Words, write } from "../board/parts";
import { Own } from "./own";
import { Poll } from "./poll";
import { Shown } from "./shown";

/** What the parts of the phone's page work with. */
export interface Phone {
  root: HTMLElement;
  live: Live;
  outbox: Outbox;
  words: Words;
  say: (sentence: string) => void;
}

/**
 * `<samphan-board-phone data-base data-live data-place>`: a participant's page. One question a screen; what is written
 * stays on the phone until the server has it. The markup, the words and the first snapshot come from the page
 * (`boards/phone.html`), which works as a plain form where there is no script.
 */
export class SamphanBoardPhone extends HTMLElement {
  readonly #live = new Live();
  #outbox!: Outbox;
  #connection!: Connection;
  #words!: Words;
  #clock!: Clock;
  #poll!: Poll;
  #own!: Own;
  #shown!: Shown;
  /** The question on the screen; it follows the facilitator until somebody leafs or is writing. */
  #prompt: number | undefined;
  #followed: number | null = null;

  connectedCallback(): void {
    const { base = "", live = "", place = "" } = this.dataset;
    this.#words = new Words(this);
    this.#outbox = new Outbox(base, place, () => this.#draw());
    const phone: Phone = {
      root: this,
      live: this.#live,
      outbox: this.#outbox,
      words: this.#words,
      say: (sentence) => announce(slot(this, "status"), sentence),
    };
    this.#poll = new Poll(phone);
    this.#own = new Own(phone);
    this.#shown = new Shown(phone);
    this.#clock = new Clock(slot(this, "clock"), this.#live, () => phone.say(this.#words.say("time_over")));
    this.#connection = new Connection(
      this.#live,
      { state: `${base}state`, changes: `${base}changes`, live },
      (hearing) => this.#heard(hearing),
    );
    slot(this, "plain").remove();
    slot(this, "app").hidden = false;
    this.#listen();
    this.#live.listen(() => this.#draw());
    this.#connection.start(readJson<Snapshot>(this, "#board-snapshot"));
    this.#outbox.hurry();
  }

  disconnectedCallback(): void {
    this.#connection.stop();
    this.#outbox.stop();
    this.#clock.stop();
  }

  #listen(): void {
    const start = slot<HTMLFormElement>(this, "start");
    start.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#join(start);
    });
    start.addEventListener("change", () => this.#showNameField());
    slot(this, "rejoin").addEventListener("click", () => {
      start.hidden = false;
      slot(this, "board").hidden = true;
      this.#showNameField();
      slot(start, "start-heading").focus();
    });
    slot(this, "back").addEventListener("click", () => this.#leaf(-1));
    slot(this, "next").addEventListener("click", () => this.#leaf(1));
    slot(this, "follow-button").addEventListener("click", () => this.#go(this.#live.board.current ?? undefined, true));
    const form = slot<HTMLFormElement>(this, "write");
    const text = slot<HTMLTextAreaElement>(form, "draft");
    text.addEventListener("input", () => {
      if (this.#prompt !== undefined) {
        this.#outbox.keepDraft(this.#prompt, text.value);
        this.#count(text);
      }
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = text.value.trim();
      if (words && this.#prompt !== undefined) {
        text.value = "";
        this.#outbox.add(this.#prompt, words);
        this.#count(text);
        text.focus();
      }
    });
  }

  #visible(): Prompt[] {
    return this.#live.orderedPrompts().filter((prompt) => prompt.state !== "hidden");
  }

  /** Anonymous unless the board asks for names; "" is somebody without a name. */
  #join(start: HTMLFormElement): void {
    const field = slot<HTMLInputElement>(start, "name");
    const { naming } = this.#live.board;
    const named = naming === "named" || (naming === "choice" && new FormData(start).get("naming") === "named");
    const name = field.value.trim().replace(/\s+/g, " ");
    const problem = slot(start, "name-problem");
    problem.hidden = !named || name !== "";
    field.setAttribute("aria-invalid", String(!problem.hidden));
    if (problem.hidden) {
      this.#outbox.choose(named ? name : "");
      start.hidden = true;
      this.#draw();
      slot(this, "question").focus();
    } else {
      field.focus();
    }
  }

  #showNameField(): void {
    const start = slot<HTMLFormElement>(this, "start");
    const { naming } = this.#live.board;
    const named = naming === "named" || (naming === "choice" && new FormData(start).get("naming") === "named");
    slot(start, "name-field").hidden = !named;
    slot(start, "choice").hidden = naming !== "choice";
    slot(start, "promise-anonymous").hidden = named;
    slot(start, "promise-named").hidden = !named;
  }

  #heard(hearing: Hearing): void {
    const mark = slot(this, "hearing");
    mark.dataset["hearing"] = hearing;
    write(mark, this.#words.say(hearing));
    slot(this, "gone").hidden = hearing !== "gone";
  }

  #leaf(by: -1 | 1): void {
    const prompts = this.#visible();
    const at = prompts.findIndex((prompt) => prompt.id === this.#prompt);
    this.#go(prompts[at + by]?.id, true);
  }

  #go(prompt: number | undefined, focus = false): void {
    if (prompt !== undefined) {
      this.#prompt = prompt;
      this.#draw();
      if (focus) {
        slot(this, "question").focus();
        scrollTo({ top: 0 });
      }
    }
  }

  /** Whether somebody would be torn out of something by another question on the screen. */
  #isBusy(): boolean {
    const isWriting = slot<HTMLTextAreaElement>(this, "draft").value.trim() !== "";
    const isChanging = slot(this, "own-list").querySelector("form[data-edit]") !== null;
    return isWriting || isChanging || "touched" in slot(this, "poll").dataset;
  }

  #choosePrompt(prompts: Prompt[]): void {
    const { current } = this.#live.board;
    const isThere = prompts.some((prompt) => prompt.id === this.#prompt);
    const isNews = current !== null && current !== this.#followed && prompts.some((prompt) => prompt.id === current);
    if (isNews && (!isThere || !this.#isBusy())) {
      this.#prompt = current;
    } else if (!isThere) {
      this.#prompt = (prompts.find((prompt) => prompt.state === "open") ?? prompts[0])?.id;
    }
    if (isNews) {
      this.#followed = current;
    }
    const away = current !== null && current !== this.#prompt && prompts.some((prompt) => prompt.id === current);
    slot(this, "follow").hidden = !away || current !== this.#followed || prompts.length < 2;
  }

  #draw(): void {
    const { board } = this.#live;
    if (!this.#live.isReady) {
      return;
    }
    const start = slot<HTMLFormElement>(this, "start");
    if (this.#outbox.own.name === null && board.state !== "closed") {
      start.hidden = false;
      this.#showNameField();
    }
    slot(this, "board").hidden = !start.hidden;
    slot(this, "closed").hidden = board.state !== "closed";
    slot(this, "ended").hidden = !this.#outbox.hasEnded;
    this.#clock.show();
    const prompts = this.#visible();
    const before = this.#prompt;
    this.#choosePrompt(prompts);
    const prompt = this.#live.prompt(this.#prompt ?? null);
    slot(this, "waiting").hidden = prompt !== undefined || board.state === "closed";
    slot(this, "work").hidden = prompt === undefined;
    if (prompt) {
      this.#drawPrompt(prompt, prompts, before !== prompt.id);
    }
    this.#drawOutbox();
  }

  #drawPrompt(prompt: Prompt, prompts: Prompt[], isOther: boolean): void {
    const at = prompts.indexOf(prompt);
    slot(this, "leaf").hidden = prompts.length < 2;
    write(slot(this, "place"), this.#words.say("place", { n: at + 1, total: prompts.length }));
    slot<HTMLButtonElement>(this, "back").disabled = at === 0;
    slot<HTMLButtonElement>(this, "next").disabled = at === prompts.length - 1;
    write(slot(this, "question"), spoken(prompt.text_th, prompt.text_en));
    const help = spoken(prompt.help_th, prompt.help_en);
    write(slot(this, "help"), help);
    slot(this, "help").hidden = !help;
    const isOpen = this.#live.board.state === "open" && prompt.state !== "closed" && prompt.state !== "hidden";
    const isWritten = prompt.kind === "cards" || prompt.kind === "questions";
    const form = slot(this, "write");
    form.hidden = !isWritten || !isOpen;
    const text = slot<HTMLTextAreaElement>(this, "draft");
    if (isOther) {
      text.value = this.#outbox.draft(prompt.id);
      this.#count(text);
      slot(this, "draft-label").textContent = this.#words.say(prompt.kind === "questions" ? "write_question" : "write_card");
    }
    slot(this, "prompt-closed").hidden = isOpen || this.#live.board.state === "closed";
    this.#own.draw(prompt, isOpen);
    this.#shown.draw(prompt, isOpen);
    this.#poll.draw(prompt, isOpen && !isWritten, isOther);
  }

  #count(text: HTMLTextAreaElement): void {
    const left = text.maxLength - text.value.length;
    const count = slot(this, "draft-left");
    count.hidden = left > 100;
    write(count, this.#words.say("letters_left", { n: left }));
  }

  /** Says honestly where what was written is now. */
  #drawOutbox(): void {
    const { waiting } = this.#outbox;
    const line = slot(this, "outbox");
    line.hidden = waiting === 0;
    write(line, waiting === 0 ? "" : this.#words.say("waiting_cards", { n: waiting }));
  }
}

define("samphan-board-phone", SamphanBoardPhone);

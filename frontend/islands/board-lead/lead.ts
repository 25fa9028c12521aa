import { announce, define } from "../../shared/dom";
import { Live, type Prompt, type Snapshot, type Touched } from "../../shared/live";
import { Connection, type Hearing } from "../../shared/live-connection";
import { Clock, readJson, redraw, slot, spoken, Words, write } from "../board/parts";
import { Acts } from "./acts";
import { Cards, type Lead } from "./cards";
import { Columns } from "./columns";
import { listenToDrags } from "./drag";
import { Keys } from "./keys";
import { Sheet, type Item } from "./sheet";
import { Suggestions } from "./suggestions";

const MINUTES = [1, 2, 3, 5, 10, 15, 20];

/**
 * `<samphan-board-lead data-base data-live data-csrf>`: the facilitator's page. Everything that can be dragged can be done
 * from a menu and by a key. Markup and words come from `boards/lead.html`.
 */
export class SamphanBoardLead extends HTMLElement implements Lead {
  readonly live = new Live();
  words!: Words;
  acts!: Acts;
  columns!: Columns;
  sheet!: Sheet;
  #cards!: Cards;
  #keys!: Keys;
  #connection!: Connection;
  #clock!: Clock;
  #suggestions!: Suggestions;
  #saying: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const { base = "", live = "", csrf = "" } = this.dataset;
    this.words = new Words(this);
    this.acts = new Acts(this.live, base, csrf, this.say, () => this.words.say("no_connection"));
    this.columns = new Columns(this, this.live, this.words);
    this.sheet = new Sheet(this, this.words);
    this.#cards = new Cards(this);
    this.#keys = new Keys(slot(this, "columns"), this, this.#cards);
    this.#suggestions = new Suggestions(this);
    this.#clock = new Clock(slot(this, "clock"), this.live, () => this.say(this.words.say("time_over")));
    this.#connection = new Connection(this.live, { state: `${base}state`, changes: `${base}changes`, live }, (hearing) => this.#heard(hearing));
    listenToDrags(slot(this, "columns"), this, this.#cards);
    this.addEventListener("click", (event) => this.#click(event));
    slot<HTMLDialogElement>(this, "add-dialog").addEventListener("close", () => this.#add());
    this.live.listen((touched) => this.#draw(touched));
    this.#connection.start(readJson<Snapshot>(this, "#board-snapshot"));
  }

  disconnectedCallback(): void {
    this.#connection.stop();
    this.#clock.stop();
  }

  readonly say = (sentence: string, isBad = false): void => {
    announce(slot(this, "status"), sentence);
    const line = slot(this, "said");
    line.hidden = !sentence;
    line.classList.toggle("is-bad", isBad);
    write(line, sentence);
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (line.hidden = true), isBad ? 12_000 : 5_000);
  };

  #heard(hearing: Hearing): void {
    const mark = slot(this, "hearing");
    mark.dataset["hearing"] = hearing;
    write(mark, this.words.say(hearing));
  }

  #draw(touched: Touched): void {
    this.columns.draw(touched);
    this.#keys.refresh();
    this.#clock.show();
    const { board, counts } = this.live;
    this.dataset["state"] = board.state;
    write(slot(this, "board-state"), this.words.say(`board_${board.state}`));
    write(slot(this, "joined"), this.words.say("joined", { n: counts.joined }));
    for (const [name, isShown] of [["open", board.state !== "open"], ["close", board.state === "open"]] as const) {
      slot(this, `board-${name}`).hidden = !isShown;
    }
    slot(this, "empty").hidden = this.live.prompts.size > 0;
    this.#drawSelection();
    if (touched.all || touched.cards.size > 0) {
      const reported = [...this.live.cards.values()].filter((card) => card.reports).length;
      slot(this, "reports").hidden = reported === 0;
      write(slot(this, "reports-label"), this.words.say("reported_cards", { n: reported }));
    }
  }

  #drawSelection(): void {
    const n = this.columns.selected.size;
    slot(this, "selection").hidden = n === 0;
    write(slot(this, "selection-count"), this.words.say("selected", { n }));
  }

  #click(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!button) {
      return;
    }
    const prompt = this.live.prompt(Number(button.closest<HTMLElement>("[data-prompt]")?.dataset["prompt"] ?? NaN));
    const key = button.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const card = key ? this.live.cards.get(key) : undefined;
    const cluster = this.live.clusters.get(Number(button.closest<HTMLElement>("[data-cluster]")?.dataset["cluster"]));
    if ("face" in button.dataset && card) {
      this.#cards.toggle(card.key);
    } else if ("menu" in button.dataset && card) {
      this.#cards.cardMenu(card);
    } else if ("clusterFace" in button.dataset && cluster) {
      this.#cards.clusterMenu(cluster);
    } else if (button.dataset["do"] && prompt) {
      this.#promptAct(button.dataset["do"], prompt);
    } else if (button.dataset["board"]) {
      this.#boardAct(button.dataset["board"]);
    } else if (button.dataset["selected"]) {
      this.#selectedAct(button.dataset["selected"]);
    }
    this.#drawSelection();
  }

  #selectedAct(act: string): void {
    const cards = this.#cards.at(undefined);
    const acts: Record<string, () => void> = {
      group: () => this.#cards.group(cards),
      move: () => this.#cards.moveTo(cards),
      out: () => this.#cards.takeOut(cards),
      split: () => this.#cards.split(cards),
      clear: () => this.#cards.clear(),
    };
    acts[act]?.();
  }

  #promptAct(act: string, prompt: Prompt): void {
    if (act === "add_card") {
      const dialog = slot<HTMLDialogElement>(this, "add-dialog");
      dialog.dataset["for"] = String(prompt.id);
      write(slot(dialog, "add-prompt"), spoken(prompt.text_th, prompt.text_en));
      slot<HTMLFormElement>(dialog, "add-form").reset();
      dialog.showModal();
    } else if (act === "menu") {
      this.sheet.choose(this.words.say("question"), this.#promptItems(prompt), spoken(prompt.text_th, prompt.text_en));
    } else {
      void this.acts.run(act, { prompt: prompt.id }).then((isDone) => isDone && this.say(this.words.say(`did_${act}`)));
    }
  }

  #promptItems(prompt: Prompt): Item[] {
    const { words } = this;
    const isWritten = prompt.kind === "cards" || prompt.kind === "questions";
    const run = (act: string): Item => ({ label: words.say(`act_${act}`), run: () => this.#promptAct(act, prompt) });
    const items: Item[] = [];
    if (isWritten) {
      items.push({ label: words.say("suggest"), run: () => void this.#suggestions.show(prompt) });
    } else if (prompt.kind !== "words") {
      items.push({ label: words.say("tally_dots"), run: () => this.#tally(prompt) });
    }
    if (prompt.state !== "hidden") {
      items.push(run("hide_prompt"));
    }
    if (prompt.state === "closed") {
      items.push(run("reopen_prompt"));
    }
    return items;
  }

  #tally(prompt: Prompt): void {
    const choices =
      prompt.kind === "scale"
        ? [1, 2, 3, 4, 5].map((point) => ({ label: `${point} · ${this.words.say(`point_${point}`)}`, target: `number:${point}` }))
        : prompt.options.map((option) => ({ label: option.text, target: `option:${option.id}` }));
    this.sheet.choose(
      this.words.say("tally"),
      choices.map(({ label, target }) => ({ label, run: () => this.#cards.tally(prompt.id, target, label) })),
    );
  }

  #boardAct(act: string): void {
    const { words } = this;
    switch (act) {
      case "undo":
        this.#cards.undo();
        break;
      case "timer":
        this.sheet.choose(words.say("timer"), [
          ...MINUTES.map((n) => ({ label: words.say("minutes", { n }), run: () => void this.acts.run("set_timer", { seconds: n * 60 }) })),
          { label: words.say("timer_stop"), run: () => void this.acts.run("stop_timer") },
          { label: words.say("timer_clear"), run: () => void this.acts.run("set_timer", { seconds: 0 }) },
        ]);
        break;
      case "reports":
        this.#showReports();
        break;
      case "share":
        void redraw(slot(this, "invitation"), "invitation");
        slot<HTMLDialogElement>(this, "share-dialog").showModal();
        break;
      case "help":
        slot<HTMLDialogElement>(this, "help-dialog").showModal();
        break;
      case "close":
        this.sheet.choose(words.say("close_really"), [{ label: words.say("close_board"), run: () => this.#run("close") }], words.say("close_means"));
        break;
      default:
        this.#run(act);
    }
  }

  #run(act: string): void {
    void this.acts.run(act).then((isDone) => isDone && this.say(this.words.say(`did_${act}`)));
  }

  #showReports(): void {
    const reported = [...this.live.cards.values()].filter((card) => card.reports);
    this.sheet.choose(
      this.words.say("reported_cards", { n: reported.length }),
      reported.map((card) => ({
        label: card.text,
        note: this.words.say("reports", { n: card.reports ?? 0 }),
        run: () => this.#cards.cardMenu(card),
      })),
    );
  }

  #add(): void {
    const dialog = slot<HTMLDialogElement>(this, "add-dialog");
    if (dialog.returnValue === "done") {
      const values = new FormData(slot<HTMLFormElement>(dialog, "add-form"));
      const text = String(values.get("text") ?? "").trim();
      if (text) {
        void this.acts
          .run("add_card", { prompt: Number(dialog.dataset["for"]), text, way: values.get("way"), name: String(values.get("name") ?? "").trim() })
          .then((isDone) => isDone && this.say(this.words.say("did_add_card")));
      }
    }
    dialog.returnValue = "";
  }
}

define("samphan-board-lead", SamphanBoardLead);

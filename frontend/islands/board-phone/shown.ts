import type { Card, Prompt } from "../../shared/live";
import { part, patch, slot, targetsOf, write, type Target } from "../board/parts";
import type { Phone } from "./phone";

/** The cards that everybody sees, the votes of this phone on them, and reports of what should not stand there. */
export class Shown {
  #prompt: Prompt | undefined;
  #dots: Record<string, number> = {};

  constructor(readonly phone: Phone) {
    const list = slot(phone.root, "targets");
    list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const item = button?.closest<HTMLElement>("[data-key]");
      if (button && item && ("more" in button.dataset || "less" in button.dataset)) {
        this.#vote(item.dataset["key"] ?? "", "more" in button.dataset ? 1 : -1);
      } else if (button && "report" in button.dataset) {
        this.#ask(button);
      }
    });
    const dialog = slot<HTMLDialogElement>(phone.root, "report-dialog");
    dialog.addEventListener("close", () => {
      const { key } = dialog.dataset;
      if (dialog.returnValue === "send" && key) {
        const reason = new FormData(slot<HTMLFormElement>(dialog, "report-form")).get("reason");
        void phone.outbox
          .report(key, String(reason ?? ""))
          .then((arrived) => phone.say(phone.words.say(arrived ? "report_sent" : "report_failed")));
      }
      dialog.returnValue = "";
    });
  }

  draw(prompt: Prompt, isOpen: boolean): void {
    const { root, live, outbox, words } = this.phone;
    this.#prompt = prompt;
    const vote = outbox.own.votes[prompt.id]?.vote;
    this.#dots = vote?.path === "ballot" ? vote.dots : {};
    const targets = targetsOf(live, prompt.id);
    const voting = isOpen && prompt.voting === "open";
    const ballot = slot(root, "ballot");
    ballot.hidden = !voting;
    if (voting) {
      write(slot(ballot, "dots-left"), words.say("dots_left", { n: this.#left(prompt), total: prompt.dots }));
      this.#drawDots(slot(ballot, "dots"), prompt);
      const sent = outbox.own.votes[prompt.id];
      const state = !sent ? "" : sent.refused ? words.say("refused", { why: sent.refused }) : words.say(sent.sent ? "vote_arrived" : "vote_waiting");
      write(slot(ballot, "ballot-state"), state);
    }
    const section = slot(root, "shown");
    this.#place(ballot, section, voting);
    section.hidden = targets.length === 0;
    const isHiddenYet = targets.length === 0 && (prompt.kind === "cards" || prompt.kind === "questions") && !prompt.shown;
    slot(root, "private").hidden = !isHiddenYet;
    const count = live.counts.cards[prompt.id] ?? 0;
    write(slot(root, "card-count"), words.say("cards_in_room", { n: count }));
    patch(
      slot(root, "targets"),
      targets,
      (target) => target.name,
      (target) => part(root, target.name.startsWith("cluster") ? "cluster" : "target"),
      (element, target) => this.#fill(element, target, voting, prompt),
    );
  }

  /** While votes are given, what they are given to comes first; else what is written does. */
  #place(ballot: HTMLElement, section: HTMLElement, voting: boolean): void {
    const form = slot(this.phone.root, "write");
    const isFirst = section.compareDocumentPosition(form) === Node.DOCUMENT_POSITION_FOLLOWING;
    if (voting && !isFirst) {
      form.before(ballot, section);
    } else if (!voting && isFirst) {
      slot(this.phone.root, "own").after(ballot, section);
    }
  }

  #fill(element: HTMLElement, target: Target, voting: boolean, prompt: Prompt): void {
    const { root, words, live } = this.phone;
    const spotlight = live.board.spotlight;
    element.classList.toggle("is-lit", spotlight !== null && `${spotlight.kind}:${spotlight.id}` === target.name);
    write(slot(element, "title"), target.title || words.say("no_title"));
    const votes = slot(element, "votes");
    votes.hidden = target.votes === undefined;
    write(votes, target.votes === undefined ? "" : words.say("votes", { n: target.votes }));
    const box = slot(element, "vote");
    box.hidden = !voting;
    if (voting) {
      const given = this.#dots[target.name] ?? 0;
      write(slot(box, "given"), String(given));
      const [less, more] = [slot<HTMLButtonElement>(box, "less"), slot<HTMLButtonElement>(box, "more")];
      less.setAttribute("aria-disabled", String(given === 0));
      more.setAttribute("aria-disabled", String(this.#left(prompt) === 0));
      less.ariaLabel = words.say("vote_less", { title: target.title });
      more.ariaLabel = words.say("vote_more", { title: target.title });
    }
    const list = element.querySelector<HTMLElement>("[data-cards]");
    if (list) {
      patch(list, target.cards.filter((card) => !card.hidden), (card) => card.key, () => part(root, "small-card"), (item, card) => this.#fillCard(item, card));
    } else {
      const card = live.cards.get(target.name.slice("card:".length));
      if (card) {
        this.#fillCard(element, card);
      }
    }
  }

  #fillCard(element: HTMLElement, card: Card): void {
    const { outbox, words, live } = this.phone;
    const text = element.querySelector("[data-text]");
    if (text) {
      write(text, card.text);
    }
    element.dataset["card"] = card.key;
    const isOwn = outbox.own.cards.some((own) => own.key === card.key);
    const notes = [
      isOwn ? words.say("mine") : "",
      card.name,
      card.way === "phone" ? "" : words.say(`way_${card.way}`),
      outbox.own.reported.includes(card.key) ? words.say("reported") : "",
    ];
    write(slot(element, "note"), notes.filter(Boolean).join(" · "));
    const report = slot(element, "report");
    report.hidden = isOwn || outbox.own.reported.includes(card.key) || live.board.state === "closed";
    report.ariaLabel = words.say("report_card", { title: card.text });
    const { spotlight } = live.board;
    element.classList.toggle("is-lit", spotlight?.kind === "card" && spotlight.id === card.key);
  }

  #left(prompt: Prompt): number {
    return Math.max(0, prompt.dots - Object.values(this.#dots).reduce((sum, dots) => sum + dots, 0));
  }

  #drawDots(row: HTMLElement, prompt: Prompt): void {
    const left = this.#left(prompt);
    const names = Array.from({ length: prompt.dots }, (_, index) => String(index));
    patch(
      row,
      names,
      (name) => name,
      () => document.createElement("span"),
      (dot, name) => dot.classList.toggle("is-left", Number(name) < left),
    );
  }

  #vote(name: string, by: 1 | -1): void {
    const { outbox, words } = this.phone;
    const prompt = this.#prompt;
    if (!prompt) {
      return;
    }
    const given = this.#dots[name] ?? 0;
    if (by > 0 && this.#left(prompt) === 0) {
      this.phone.say(words.say("no_dots_left"));
      return;
    }
    if (by < 0 && given === 0) {
      return;
    }
    // Votes for what is no longer there would be refused with the whole ballot.
    const there = new Set(targetsOf(this.phone.live, prompt.id).map((target) => target.name));
    const dots: Record<string, number> = {};
    for (const [target, count] of Object.entries({ ...this.#dots, [name]: given + by })) {
      if (count > 0 && there.has(target)) {
        dots[target] = count;
      }
    }
    outbox.vote(prompt.id, { path: "ballot", dots });
    this.phone.say(words.say("dots_left", { n: this.#left(prompt), total: prompt.dots }));
  }

  #ask(button: HTMLButtonElement): void {
    const key = button.closest<HTMLElement>("[data-card]")?.dataset["card"];
    const card = key ? this.phone.live.cards.get(key) : undefined;
    if (card) {
      const dialog = slot<HTMLDialogElement>(this.phone.root, "report-dialog");
      dialog.dataset["key"] = card.key;
      write(slot(dialog, "report-text"), card.text);
      dialog.showModal();
    }
  }
}

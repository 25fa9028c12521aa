import type { Prompt } from "../../shared/live";
import type { Vote } from "../../shared/outbox";
import { drawResults } from "../board/results";
import { part, patch, slot, write } from "../board/parts";
import type { Phone } from "./phone";

const POINTS = [1, 2, 3, 4, 5];
const MOST_WORDS = 3;

interface Choice {
  value: string;
  label: string;
}

/** A question with ready answers, a scale or a few words: one answer a phone, which may be changed until it is closed. */
export class Poll {
  #prompt: Prompt | undefined;

  constructor(readonly phone: Phone) {
    const form = slot<HTMLFormElement>(phone.root, "poll");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const vote = this.#read(form);
      if (this.#prompt && vote) {
        delete form.dataset["touched"];
        phone.outbox.vote(this.#prompt.id, vote);
        phone.say(phone.words.say("answer_kept"));
      } else {
        phone.say(phone.words.say("answer_missing"));
      }
    });
    form.addEventListener("input", () => (form.dataset["touched"] = ""));
  }

  draw(prompt: Prompt, isOpen: boolean, isOther: boolean): void {
    const { root, outbox, words } = this.phone;
    this.#prompt = prompt;
    const form = slot<HTMLFormElement>(root, "poll");
    const isPoll = prompt.kind !== "cards" && prompt.kind !== "questions";
    form.hidden = !isPoll || !isOpen;
    if (isOther) {
      delete form.dataset["touched"];
      slot(form, "choices").replaceChildren();
    }
    if (isPoll && isOpen) {
      this.#drawForm(form, prompt);
      const own = outbox.own.votes[prompt.id];
      const state = !own ? "" : own.refused ? words.say("refused", { why: own.refused }) : words.say(own.sent ? "answer_arrived" : "answer_waiting");
      write(slot(form, "answer-state"), state);
      write(slot(form, "answer-button"), words.say(own ? "answer_change" : "answer_send"));
    }
    drawResults(root, prompt, words, this.phone.live.counts.voters[prompt.id]);
  }

  #drawForm(form: HTMLFormElement, prompt: Prompt): void {
    const { root, outbox, words } = this.phone;
    const own = outbox.own.votes[prompt.id]?.vote;
    const vote = own?.path === "answer" ? own : undefined;
    const fresh = !("touched" in form.dataset);
    slot(form, "legend").textContent = words.say(`ask_${prompt.kind}`);
    const list = slot(form, "choices");
    if (prompt.kind === "words") {
      const rows = Array.from({ length: MOST_WORDS }, (_, index) => String(index));
      patch(list, rows, (row) => row, () => part(root, "word"), (item, row) => {
        const field = slot<HTMLInputElement>(item, "word-field");
        field.ariaLabel = words.say("word_field", { n: Number(row) + 1 });
        if (fresh) {
          field.value = vote?.words?.[Number(row)] ?? "";
        }
      });
      return;
    }
    const choices: Choice[] =
      prompt.kind === "scale"
        ? POINTS.map((point) => ({ value: String(point), label: words.say(`point_${point}`) }))
        : prompt.options.map((option) => ({ value: String(option.id), label: option.text }));
    const chosen = new Set([vote?.option, vote?.number, ...(vote?.options ?? [])].filter((each) => each !== undefined).map(String));
    list.classList.toggle("is-scale", prompt.kind === "scale");
    patch(list, choices, (choice) => choice.value, () => part(root, "choice"), (item, choice) => {
      const field = slot<HTMLInputElement>(item, "choice-field");
      field.type = prompt.kind === "choices" ? "checkbox" : "radio";
      field.name = "choice";
      field.value = choice.value;
      write(slot(item, "label"), choice.label);
      write(slot(item, "point"), prompt.kind === "scale" ? choice.value : "");
      if (fresh) {
        field.checked = chosen.has(choice.value);
      }
    });
  }

  #read(form: HTMLFormElement): Vote | undefined {
    const values = new FormData(form).getAll("choice").map(Number);
    switch (this.#prompt?.kind) {
      case "choice":
        return values[0] === undefined ? undefined : { path: "answer", option: values[0] };
      case "choices":
        return values.length === 0 ? undefined : { path: "answer", options: values };
      case "scale":
        return values[0] === undefined ? undefined : { path: "answer", number: values[0] };
      case "words": {
        const fields = [...form.querySelectorAll<HTMLInputElement>("[data-word-field]")];
        const given = fields.map((field) => field.value.trim().replace(/\s+/g, " ")).filter(Boolean);
        return given.length === 0 ? undefined : { path: "answer", words: given };
      }
      default:
        return undefined;
    }
  }
}

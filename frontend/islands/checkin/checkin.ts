import { define, find } from "../../shared/dom";
import { canScan, scan } from "./camera";
import { Desk, type Answer, type Person, type Sent, type Wanted } from "./desk";
import { keep } from "./keep";
import { Sound } from "./sound";

const CACHE = "samphan-checkin";
const AGAIN = 5000;
const PATIENCE = 8000;
const MOST_SHOWN = 8;

/**
 * `<samphan-checkin>` around the station's own forms: answers in place, with colour, sound and text; goes on without a
 * network by a list and a queue that it keeps on the device. Without it the forms work as plain forms.
 */
export class SamphanCheckin extends HTMLElement {
  private readonly sound = new Sound();
  private desk!: Desk;
  private phrases = new Map<string, string>();
  private words: Record<string, { tone: string; title: string }> = {};
  private stopCamera: (() => void) | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    const template = find(this, "template[data-phrases]", HTMLTemplateElement);
    template?.content.querySelectorAll<HTMLElement>("[data-phrase]").forEach((each) => {
      this.phrases.set(each.dataset["phrase"] ?? "", each.textContent ?? "");
    });
    this.words = JSON.parse(find(this, "script[type='application/json']", HTMLElement)?.textContent ?? "{}");
    this.desk = new Desk(keep(), this.dataset["page"] ?? "", (body) => this.post(body));
    // Before the guard against pressing a button twice: here the same form is used again at once.
    document.addEventListener("submit", this.submitted, { capture: true });
    this.addEventListener("click", (event) => this.clicked(event));
    find(this, "[name=q]", HTMLInputElement)?.addEventListener("input", () => this.searchHere());
    this.shown("[data-tools]", true);
    this.shown("[data-camera]", canScan());
    this.showSound();
    const answer = find(this, "[data-answer]", HTMLElement);
    if (answer && !answer.hidden) {
      this.sound.play([...answer.classList].find((name) => name.startsWith("is-"))?.slice(3) ?? "");
    }
    // The station says itself that there is no network, once; the live numbers need not say it every five seconds.
    this.addEventListener("htmx:sendError", (event) => event.stopPropagation());
    addEventListener("online", this.sendAgain);
    this.timer = setInterval(this.sendAgain, AGAIN);
    void this.open();
  }

  disconnectedCallback(): void {
    document.removeEventListener("submit", this.submitted, { capture: true });
    removeEventListener("online", this.sendAgain);
    clearInterval(this.timer);
    this.stopCamera?.();
  }

  private readonly sendAgain = (): void => {
    if (this.desk.waiting.length > 0) {
      void this.desk.send().then((sent) => this.afterSending(sent));
    }
  };

  private async open(): Promise<void> {
    await this.desk.open();
    try {
      const response = await fetch(this.dataset["people"] ?? "", { signal: AbortSignal.timeout(PATIENCE) });
      if (response.ok && !response.redirected) {
        await this.desk.takeList(await response.json());
        this.say("online", "good");
        await this.keepPage();
      }
    } catch {
      this.say(this.desk.hasList ? "offline" : "unready", "warm");
    }
    this.showQueue();
    this.sendAgain();
  }

  /** The page and what it is drawn with, for the day on which it is opened without a network. */
  private async keepPage(): Promise<void> {
    if (!("serviceWorker" in navigator) || !("caches" in globalThis)) {
      return;
    }
    try {
      await navigator.serviceWorker.register(this.dataset["worker"] ?? "");
      const cache = await caches.open(CACHE);
      const drawn = document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[rel=stylesheet], script[src]");
      const assets = [...drawn].map((each) => ("href" in each ? each.href : each.src));
      await cache.addAll([this.dataset["page"] ?? "", ...assets]);
    } catch {
      // Where a browser allows no worker the open page goes on without a network all the same.
    }
  }

  private post(body: unknown): Promise<Response> {
    const token = find(document, "[name=csrfmiddlewaretoken]", HTMLInputElement)?.value ?? "";
    return fetch(this.dataset["batch"] ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  private readonly submitted = (event: SubmitEvent): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !this.contains(form)) {
      return;
    }
    if (form.matches("[data-search]") && this.desk.hasList) {
      event.preventDefault();
      this.searchHere();
    } else if (form.method === "post") {
      event.preventDefault();
      event.stopImmediatePropagation();
      const data = new FormData(form);
      const code = data.get("code");
      const act = data.get("act") === "undo" ? "undo" : "in";
      if (typeof code === "string") {
        if (code.trim()) {
          void this.checkIn({ ...this.here(), act, way: "scan", code });
        }
        form.reset();
      } else {
        const way = data.get("way") === "scan" ? "scan" : "search";
        void this.checkIn({ ...this.here(), act, way, registration: Number(data.get("registration")) });
      }
    }
  };

  private here(): { day: string; session: string } {
    return { day: this.dataset["day"] ?? "", session: this.dataset["session"] ?? "" };
  }

  private async checkIn(wanted: Wanted): Promise<void> {
    const row = await this.desk.add(wanted);
    const sent = await this.desk.send();
    const answer = sent.kind === "sent" ? sent.answers.get(row.client_id) : undefined;
    if (answer) {
      this.show(answer);
    } else if (sent.kind !== "refused") {
      const { status, person } = await this.desk.decide(row);
      this.show(this.local(row.client_id, status, person));
    }
    this.afterSending(sent);
    this.searchHere();
  }

  private local(client_id: string, status: string, person: Person | undefined): Answer {
    const word = this.words[status] ?? { tone: "warm", title: this.phrases.get("unlisted") ?? "" };
    return {
      client_id,
      status,
      ...word,
      text: this.phrases.get("kept") ?? "",
      registration: person?.id ?? null,
      name: person?.name ?? "",
      institution: person?.institution ?? "",
      category: person?.category ?? "",
    };
  }

  private show(answer: Answer): void {
    const box = find(this, "[data-answer]", HTMLElement);
    if (!box) {
      return;
    }
    box.className = `checkin-answer is-${answer.tone}`;
    box.hidden = false;
    const isAlready = answer.status === "already";
    this.text("[data-title]", isAlready ? `${answer.title} ${answer.text}` : answer.title);
    this.text("[data-name]", answer.name);
    this.text("[data-detail]", [answer.institution, answer.category].filter(Boolean).join(" · "));
    this.text("[data-text]", isAlready ? "" : answer.text);
    box.scrollIntoView({ block: "nearest" });
    this.sound.play(answer.tone);
    if (answer.registration !== null && ["welcome", "undone"].includes(answer.status)) {
      this.remember(answer);
    }
  }

  /** The last ones of this page, each with its undoing. */
  private remember(answer: Answer): void {
    let list = find(this, ".checkin-latest", HTMLElement);
    if (!list) {
      list = document.createElement("ul");
      list.className = "plain-list checkin-latest";
      find(this, ".checkin-none", HTMLElement)?.replaceWith(list);
    }
    const person = { id: answer.registration ?? 0, name: answer.name, institution: answer.title, category: "" };
    list.prepend(this.entry(person, answer.status === "welcome"));
    [...list.children].slice(MOST_SHOWN).forEach((each) => each.remove());
  }

  private afterSending(sent: Sent): void {
    if (sent.kind === "sent") {
      this.say("online", "good");
      if (sent.skew !== 0) {
        this.say("clock", "warm", ` (${sent.skew})`);
      }
      const list = find(this, "[data-queue]", HTMLElement);
      // Two who wait for one sending share its answer: each conflict is told once.
      for (const { row, answer } of sent.conflicts.splice(0)) {
        const entry = document.createElement("li");
        entry.className = "checkin-conflict";
        entry.textContent = `${this.phrases.get("conflict")}: ${answer.name || row.name || ""} – ${answer.title} ${answer.text}`;
        list?.append(entry);
        this.sound.play("bad");
      }
    } else if (sent.kind === "offline") {
      this.say(this.desk.hasList ? "offline" : "unready", "warm");
    } else if (sent.kind === "signed-out") {
      this.say("signed_out", "bad");
    } else if (sent.kind === "refused") {
      this.say("conflict", "bad", `: ${sent.problem}`);
    }
    this.showQueue();
  }

  private showQueue(): void {
    const list = find(this, "[data-queue]", HTMLElement);
    if (!list) {
      return;
    }
    list.querySelectorAll("[data-waiting]").forEach((each) => each.remove());
    const count = this.desk.waiting.length;
    if (count > 0) {
      const entry = document.createElement("li");
      entry.dataset["waiting"] = "";
      entry.textContent = `${count} ${this.phrases.get("queued")}`;
      list.prepend(entry);
    }
    list.hidden = list.children.length === 0;
  }

  private searchHere(): void {
    const field = find(this, "[name=q]", HTMLInputElement);
    const list = find(this, "[data-found]", HTMLElement);
    if (!field || !list || !this.desk.hasList || field.value === field.defaultValue && !list.dataset["live"]) {
      return;
    }
    list.dataset["live"] = "1";
    const { day, session } = this.here();
    const found = this.desk.find(field.value);
    list.replaceChildren(...found.map((each) => this.entry(each, this.desk.isPresent(each.id, day, session))));
    if (found.length === 0 && field.value.trim()) {
      const none = document.createElement("li");
      none.className = "muted";
      none.textContent = this.phrases.get("none") ?? "";
      list.append(none);
    }
  }

  private entry(person: Pick<Person, "id" | "name" | "institution" | "category">, isPresent: boolean): HTMLElement {
    const entry = document.createElement("li");
    entry.className = "checkin-person";
    const who = document.createElement("div");
    const name = document.createElement("span");
    name.className = "checkin-person-name";
    name.textContent = person.name;
    const more = document.createElement("span");
    more.className = "muted small";
    more.textContent = [person.institution, person.category].filter(Boolean).join(" · ");
    who.append(name, more);
    const button = document.createElement("button");
    button.type = "button";
    button.className = isPresent ? "btn" : "btn btn-primary";
    button.textContent = this.phrases.get(isPresent ? "undo" : "check_in") ?? "";
    const said = document.createElement("span");
    said.className = "visually-hidden";
    said.textContent = `: ${person.name}`;
    button.append(said);
    button.addEventListener("click", () => {
      void this.checkIn({ ...this.here(), act: isPresent ? "undo" : "in", way: "search", registration: person.id });
    });
    entry.append(who, button);
    return entry;
  }

  private clicked(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest("[data-mute]")) {
      this.sound.toggle();
      this.showSound();
    } else if (target?.closest("[data-camera]")) {
      void this.toggleCamera();
    } else if (target?.closest("[data-close]")) {
      void this.close();
    }
  }

  private async toggleCamera(): Promise<void> {
    const video = find(this, "[data-video]", HTMLVideoElement);
    if (!video) {
      return;
    }
    if (this.stopCamera) {
      this.stopCamera();
      this.stopCamera = undefined;
      video.hidden = true;
      return;
    }
    video.hidden = false;
    try {
      this.stopCamera = await scan(video, (code) => {
        void this.checkIn({ ...this.here(), act: "in", way: "scan", code });
      });
    } catch {
      video.hidden = true;
      this.say("no_camera", "warm");
    }
  }

  private async close(): Promise<void> {
    if (!(await this.desk.close())) {
      this.say("unsent", "bad");
      return;
    }
    const registration = await navigator.serviceWorker?.getRegistration(this.dataset["page"] ?? "");
    registration?.active?.postMessage("forget");
    if ("caches" in globalThis) {
      await caches.delete(CACHE);
    }
    this.say("closed", "info");
  }

  private showSound(): void {
    const { isMuted } = this.sound;
    find(this, "[data-mute]", HTMLElement)?.setAttribute("aria-pressed", String(isMuted));
    this.shown("[data-on]", !isMuted);
    this.shown("[data-off]", isMuted);
  }

  private say(phrase: string, tone: string, after = ""): void {
    const state = find(this, "[data-state]", HTMLElement);
    if (state) {
      state.hidden = false;
      state.className = `checkin-state is-${tone}`;
      state.textContent = `${this.phrases.get(phrase) ?? ""}${after}`;
    }
  }

  private text(selector: string, text: string): void {
    const element = find(this, selector, HTMLElement);
    if (element) {
      element.textContent = text;
    }
  }

  private shown(selector: string, isShown: boolean): void {
    const element = find(this, selector, HTMLElement);
    if (element) {
      element.hidden = !isShown;
    }
  }
}

define("samphan-checkin", SamphanCheckin);

import { find } from "../../shared/dom";
import type { Card, Live } from "../../shared/live";

/** The words of a page, from `{{ words|json_script:"board-words" }}`; "{n}" stands for what is filled in. */
export class Words {
  readonly #words: Record<string, string>;

  constructor(root: ParentNode) {
    this.#words = readJson<Record<string, string>>(root, "#board-words") ?? {};
  }

  say(name: string, values: Record<string, string | number> = {}): string {
    const words = this.#words[name] ?? "";
    return words.replace(/\{(\w+)\}/g, (_all, key: string) => String(values[key] ?? ""));
  }
}

/** Data that the server put into the page, or undefined. */
export function readJson<T>(root: ParentNode, selector: string): T | undefined {
  const text = root.querySelector(selector)?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
}

/** The half of a bilingual text for the language of the page, else the other one. */
export function spoken(th: string, en: string): string {
  return document.documentElement.lang === "en" ? en || th : th || en;
}

/** The element that the template marks as `data-<name>`; the template and its island are one, so it is there. */
export function slot<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[data-${name}]`);
  if (!found) {
    throw new Error(`The page has no data-${name}`);
  }
  return found;
}

/** Writes text only where it differs, so that nothing is announced or laid out anew for nothing. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A copy of the page's `<template data-part="…">`. */
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const template = find(root, `template[data-part="${name}"]`, HTMLTemplateElement);
  const first = template?.content.firstElementChild?.cloneNode(true);
  if (!(first instanceof HTMLElement)) {
    throw new Error(`The page has no part ${name}`);
  }
  return first as T;
}

/**
 * Makes the children of a list be the rows, in order: what stays keeps its element, its focus and its scroll position;
 * only what moved is moved. Children carry their key in `data-key`.
 */
export function patch<T>(
  list: Element,
  rows: readonly T[],
  key: (row: T) => string,
  make: (row: T) => HTMLElement,
  fill: (element: HTMLElement, row: T) => void,
): void {
  const known = new Map<string, HTMLElement>();
  for (const child of [...list.children] as HTMLElement[]) {
    known.set(child.dataset["key"] ?? "", child);
  }
  const wanted = new Set(rows.map(key));
  for (const [name, element] of known) {
    if (!wanted.has(name)) {
      element.remove();
      known.delete(name);
    }
  }
  let next = list.firstElementChild;
  for (const row of rows) {
    const name = key(row);
    let element = known.get(name);
    if (!element) {
      element = make(row);
      element.dataset["key"] = name;
    }
    if (element === next) {
      next = element.nextElementSibling;
    } else {
      keepingFocus(element, () => list.insertBefore(element, next));
    }
    fill(element, row);
  }
}

/** Moving an element in the page takes its focus away; here it gets it back. */
export function keepingFocus(element: Element, move: () => void): void {
  const focused = document.activeElement;
  move();
  if (focused instanceof HTMLElement && focused !== document.activeElement && element.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
}

/** 4:05, or 1:02:03. */
export function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Runs the clock of a board in an element: hidden without a timer, marked in its last minute and when it is over. */
export class Clock {
  readonly #tick: ReturnType<typeof setInterval>;
  #wasRunning = false;

  constructor(
    readonly element: HTMLElement,
    readonly live: Live,
    readonly over: () => void = () => undefined,
  ) {
    this.#tick = setInterval(() => this.show(), 500);
  }

  stop(): void {
    clearInterval(this.#tick);
  }

  show(): void {
    const left = this.live.timeLeft();
    const runs = left !== undefined && this.live.board.timer.ends !== null;
    this.element.hidden = left === undefined;
    if (left !== undefined) {
      write(this.element.querySelector("[data-time]") ?? this.element, clock(left));
      this.element.classList.toggle("is-short", left <= 60_000 && left > 0);
      this.element.classList.toggle("is-over", left === 0);
    }
    if (this.#wasRunning && runs && left === 0) {
      this.over();
    }
    this.#wasRunning = runs && left > 0;
  }
}

/** What may get votes: a cluster as a whole, and each card that is in none. */
export interface Target {
  name: string;
  title: string;
  votes: number | undefined;
  cards: Card[];
}

export function targetsOf(live: Live, prompt: number): Target[] {
  const clusters = live.clustersOf(prompt).map((cluster) => ({
    name: `cluster:${cluster.id}`,
    title: cluster.title,
    votes: cluster.votes,
    cards: live.cardsOf(prompt, cluster.id),
  }));
  const loose = live.cardsOf(prompt, null).filter((card) => !card.hidden);
  return [...clusters, ...loose.map((card) => ({ name: `card:${card.key}`, title: card.text, votes: card.votes, cards: [] }))];
}

/** Draws a part of the page as the server would now: for what is not in a snapshot, such as the QR code and the PIN. */
export async function redraw(element: HTMLElement, name: string): Promise<void> {
  const response = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
  const fresh = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html").querySelector(`[data-${name}]`) : null;
  if (fresh) {
    element.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
}

import type { Keep } from "./keep";

/** Somebody on the list of the event; `ticket` is the SHA-256 of the part of a ticket's code that the server knows. */
export interface Person {
  id: number;
  name: string;
  institution: string;
  category: string;
  state: string;
  ticket: string;
}

/** One check-in or its undoing, as it waits on the device. `said` is what was answered while there was no network. */
export interface Row {
  client_id: string;
  day: string;
  session: string;
  act: "in" | "undo";
  at: string;
  way: "scan" | "search";
  token?: string;
  registration?: number;
  said?: string;
  name?: string;
}

export interface Answer {
  client_id: string;
  status: string;
  tone: string;
  title: string;
  text: string;
  registration: number | null;
  name: string;
  institution: string;
  category: string;
}

export type Wanted = Pick<Row, "day" | "session" | "act" | "way"> & { code?: string; registration?: number };

export type Sent =
  | { kind: "sent"; answers: Map<string, Answer>; conflicts: { row: Row; answer: Answer }[]; skew: number }
  | { kind: "offline" }
  | { kind: "signed-out" }
  | { kind: "refused"; problem: string };

interface Listed {
  people: Person[];
  until: string | null;
}

const NONCE = 12;
const AT_ONCE = 100;
const TOKEN = /([A-Za-z0-9_-]{24})\/?(?:[?#].*)?$/;

/** The code in what was scanned or typed: a whole address or the code alone. */
export function tokenIn(typed: string): string {
  return TOKEN.exec(typed.trim())?.[1] ?? "";
}

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function hashed(nonce: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(nonce));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The list, the queue and who is present, of one event on one device. A row is on the device before it is answered. */
export class Desk {
  private listed: Listed | undefined;
  private queue: Row[] = [];
  private present = new Set<string>();
  private sending: Promise<Sent> | undefined;

  constructor(
    private readonly keep: Keep,
    private readonly event: string,
    private readonly post: (body: unknown) => Promise<Response>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  get waiting(): readonly Row[] {
    return this.queue;
  }

  get hasList(): boolean {
    return this.listed !== undefined;
  }

  async open(): Promise<void> {
    this.queue = (await this.keep.get<Row[]>(`queue:${this.event}`)) ?? [];
    this.present = new Set(await this.keep.get<string[]>(`present:${this.event}`));
    const listed = await this.keep.get<Listed>(`list:${this.event}`);
    if (listed?.until && listed.until < this.today() && this.queue.length === 0) {
      await this.forget();
    } else {
      this.listed = listed;
    }
  }

  async takeList(listed: Listed): Promise<void> {
    this.listed = listed;
    await this.keep.set(`list:${this.event}`, listed);
  }

  /** Takes everything off the device, unless something was not sent yet. */
  async close(): Promise<boolean> {
    if (this.queue.length > 0) {
      return false;
    }
    await this.forget();
    return true;
  }

  find(words: string): Person[] {
    const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length === 0) {
      return [];
    }
    const people = this.listed?.people ?? [];
    return people
      .filter((person) => {
        const text = `${person.name} ${person.institution}`.toLocaleLowerCase();
        return wanted.every((word) => text.includes(word));
      })
      .slice(0, 12);
  }

  isPresent(person: number, day: string, session: string): boolean {
    return this.present.has(`${person}:${day}:${session}`);
  }

  async add(wanted: Wanted): Promise<Row> {
    const { code, registration, ...rest } = wanted;
    const row: Row = { client_id: newId(), at: this.now().toISOString(), ...rest };
    if (code !== undefined) {
      row.token = tokenIn(code);
    } else if (registration !== undefined) {
      row.registration = registration;
    }
    this.queue.push(row);
    await this.save();
    return row;
  }

  /** What can be said without the network; the row stays in the queue and the server decides. */
  async decide(row: Row): Promise<{ status: string; person: Person | undefined }> {
    const person = await this.personOf(row);
    if (!person) {
      return { status: "unlisted", person };
    }
    const key = `${person.id}:${row.day}:${row.session}`;
    let status = "welcome";
    if (row.act === "undo") {
      status = this.present.delete(key) ? "undone" : "not_in";
    } else if (this.present.has(key)) {
      status = "already";
    } else if (person.state === "withdrawn") {
      status = "withdrawn";
    } else if (person.state !== "confirmed") {
      status = "not_confirmed";
    } else {
      this.present.add(key);
    }
    row.said = status;
    row.name = person.name;
    await this.save();
    return { status, person };
  }

  /** Sends what waits, in its order. Two calls at once send once. */
  send(): Promise<Sent> {
    this.sending ??= this.sendNow().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendNow(): Promise<Sent> {
    const answers = new Map<string, Answer>();
    const conflicts: { row: Row; answer: Answer }[] = [];
    let skew = 0;
    while (this.queue.length > 0) {
      const rows = this.queue.slice(0, AT_ONCE);
      let response: Response;
      try {
        response = await this.post({
          sent_at: this.now().toISOString(),
          rows: rows.map(({ said: _said, name: _name, ...row }) => row),
        });
      } catch {
        return { kind: "offline" };
      }
      if (response.status >= 500) {
        return { kind: "offline" };
      }
      if (response.redirected || !response.headers.get("content-type")?.includes("json")) {
        return response.status === 403 ? { kind: "refused", problem: "" } : { kind: "signed-out" };
      }
      const data = (await response.json()) as { results?: Answer[]; problem?: string; skew_minutes?: number };
      if (!data.results) {
        return { kind: "refused", problem: data.problem ?? "" };
      }
      skew = data.skew_minutes ?? 0;
      for (const answer of data.results) {
        const row = rows.find((each) => each.client_id === answer.client_id);
        if (row) {
          this.learn(row, answer);
          answers.set(answer.client_id, answer);
          if (row.said && row.said !== answer.status) {
            conflicts.push({ row, answer });
          }
        }
      }
      const done = new Set(rows.map((row) => row.client_id));
      this.queue = this.queue.filter((row) => !done.has(row.client_id));
      await this.save();
    }
    return { kind: "sent", answers, conflicts, skew };
  }

  private learn(row: Row, answer: Answer): void {
    const key = `${answer.registration ?? ""}:${row.day}:${row.session}`;
    if (answer.status === "welcome" || answer.status === "already") {
      this.present.add(key);
    } else {
      this.present.delete(key);
    }
  }

  private async personOf(row: Row): Promise<Person | undefined> {
    const people = this.listed?.people ?? [];
    if (row.registration !== undefined) {
      return people.find((person) => person.id === row.registration);
    }
    if (!row.token || !("subtle" in crypto)) {
      return undefined;
    }
    const ticket = await hashed(row.token.slice(0, NONCE));
    return people.find((person) => person.ticket === ticket);
  }

  private today(): string {
    const now = this.now();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 10);
  }

  private async save(): Promise<void> {
    await this.keep.set(`queue:${this.event}`, this.queue);
    await this.keep.set(`present:${this.event}`, [...this.present]);
  }

  private async forget(): Promise<void> {
    this.listed = undefined;
    this.present.clear();
    for (const name of ["list", "queue", "present"]) {
      await this.keep.remove(`${name}:${this.event}`);
    }
  }
}

const PREFIX = "samphan.unsaved:";

export interface Copy {
  /** The form was sent; whether it arrived is not known. */
  sent: boolean;
  /** Names and values of what a person can type or choose; never passwords, files or hidden fields. */
  values: [string, string][];
}

/** Copies of unsaved forms in this tab, kept apart by user: nobody is offered another person's text. */
export class Store {
  constructor(
    readonly owner: string,
    readonly storage: Storage = sessionStorage,
  ) {}

  #name(key: string): string {
    return `${PREFIX}${this.owner}:${key}`;
  }

  read(key: string): Copy | undefined {
    const text = this.storage.getItem(this.#name(key));
    try {
      return text === null ? undefined : (JSON.parse(text) as Copy);
    } catch {
      this.drop(key);
      return undefined;
    }
  }

  /** A full or forbidden storage loses the copy, never the form. */
  write(key: string, copy: Copy): void {
    try {
      this.storage.setItem(this.#name(key), JSON.stringify(copy));
    } catch {
      this.drop(key);
    }
  }

  drop(key: string): void {
    this.storage.removeItem(this.#name(key));
  }

  /**
   * Forgets what needs no offer any more: copies of other users, and those that were sent from a form which
   * is not on this page, because the server answered by leading on.
   */
  tidy(keysOnPage: Set<string>): void {
    const mine = `${PREFIX}${this.owner}:`;
    for (const name of Object.keys(this.storage)) {
      if (!name.startsWith(PREFIX)) {
        continue;
      }
      const key = name.slice(mine.length);
      if (!name.startsWith(mine) || (this.read(key)?.sent && !keysOnPage.has(key))) {
        this.storage.removeItem(name);
      }
    }
  }
}

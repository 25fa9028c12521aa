/** Asks the server after a pause in typing; only the answer to the last question counts. */
export class Latest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  constructor(readonly pause = 250) {}

  /** Runs `ask` after the pause, unless `ask` or `cancel` is called again before it has answered. */
  ask(question: (signal: AbortSignal) => Promise<void>): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      const running = new AbortController();
      this.#running = running;
      question(running.signal).catch((error: unknown) => {
        if (!running.signal.aborted) {
          throw error;
        }
      });
    }, this.pause);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
  }
}

/** The answer to a GET with a query, or undefined when there is no connection or the server refuses. */
export async function get(url: string, query: Record<string, string>, signal: AbortSignal): Promise<Response | undefined> {
  const address = new URL(url, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    address.searchParams.set(name, value);
  }
  try {
    const response = await fetch(address, { signal, headers: { "X-Requested-With": "fetch" } });
    return response.ok ? response : undefined;
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return undefined;
  }
}

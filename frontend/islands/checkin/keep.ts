/** What a station keeps on the device: one value by name, in IndexedDB; in memory where a browser has none. */
export interface Keep {
  get<T>(name: string): Promise<T | undefined>;
  set(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

const DATABASE = "samphan-checkin";
const STORE = "kept";

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps nothing"));
  });
}

class OnDevice implements Keep {
  private opened: Promise<IDBDatabase> | undefined;

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.opened ??= (() => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      return asked(request);
    })();
    return (await this.opened).transaction(STORE, mode, { durability: "strict" }).objectStore(STORE);
  }

  async get<T>(name: string): Promise<T | undefined> {
    return (await asked((await this.store("readonly")).get(name))) as T | undefined;
  }

  async set(name: string, value: unknown): Promise<void> {
    await asked((await this.store("readwrite")).put(value, name));
  }

  async remove(name: string): Promise<void> {
    await asked((await this.store("readwrite")).delete(name));
  }
}

/** For a browser that keeps nothing (a private window): the open page still works. */
export class InMemory implements Keep {
  private readonly values = new Map<string, unknown>();

  get<T>(name: string): Promise<T | undefined> {
    return Promise.resolve(this.values.get(name) as T | undefined);
  }

  set(name: string, value: unknown): Promise<void> {
    this.values.set(name, structuredClone(value));
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.values.delete(name);
    return Promise.resolve();
  }
}

export function keep(): Keep {
  return "indexedDB" in globalThis ? new OnDevice() : new InMemory();
}

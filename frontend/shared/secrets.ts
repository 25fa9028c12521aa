/**
 * What only this phone knows. A card has a key, by which a retry is recognised, and a secret, by which its writer
 * is; neither can be told from another card's. `crypto.randomUUID` is missing where a page came over plain http.
 */

function bytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** 128 random bits as text that may stand in JSON and in an address. */
export function secret(): string {
  return btoa(String.fromCharCode(...bytes(16))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A random UUID (version 4). */
export function uuid(): string {
  const random = bytes(16);
  random[6] = (random[6]! & 0x0f) | 0x40;
  random[8] = (random[8]! & 0x3f) | 0x80;
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A whole number from 0 up to, not including, `below`. */
export function randomBelow(below: number): number {
  return Math.floor((crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32) * below);
}

/** The same things in an order that says nothing about the one in which they were written. */
export function shuffled<T>(things: readonly T[]): T[] {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomBelow(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

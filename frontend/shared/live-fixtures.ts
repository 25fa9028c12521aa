import type { Card, Snapshot } from "./live";

export function card(key: string, values: Partial<Card> = {}): Card {
  return { key, prompt: 1, cluster: null, text: `การ์ด ${key}`, name: "", way: "phone", order: Number(key.slice(1)), ...values };
}

/** A board as the server describes it, for tests. */
export function snapshot(values: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 10,
    now: Date.now(),
    board: {
      id: 7,
      title_th: "กลุ่ม NOW",
      title_en: "Group NOW",
      state: "open",
      naming: "anonymous",
      current: 1,
      spotlight: null,
      timer: { ends: null, left: null },
    },
    counts: { joined: 3, cards: { 1: 2 }, voters: {} },
    prompts: [
      {
        id: 1,
        order: 1,
        kind: "cards",
        text_th: "ปัญหาคืออะไร",
        text_en: "What is the problem?",
        help_th: "",
        help_en: "",
        state: "revealed",
        at_once: false,
        shown: true,
        voting: "none",
        dots: 3,
        options: [],
      },
    ],
    clusters: [{ id: 5, prompt: 1, title: "งบประมาณ", order: 1 }],
    cards: [card("c1"), card("c2", { cluster: 5 })],
    ...values,
  };
}

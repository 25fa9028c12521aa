import type { Cards, Lead } from "./cards";

/** Dragging with a mouse: a card onto a card, a cluster or the loose cards; a cluster onto another. Menus do the same. */
export function listenToDrags(board: HTMLElement, lead: Lead, cards: Cards): void {
  let dragged: { card?: string; cluster?: number } | undefined;
  let over: Element | undefined;

  const mark = (target: Element | undefined): void => {
    if (over !== target) {
      over?.classList.remove("is-over");
      over = target;
      over?.classList.add("is-over");
    }
  };
  const targetOf = (event: DragEvent): Element | undefined => {
    const at = event.target instanceof Element ? event.target : undefined;
    return at?.closest("[data-key], [data-cluster], [data-loose]") ?? at?.closest("[data-prompt]")?.querySelector("[data-loose]") ?? undefined;
  };

  board.addEventListener("dragstart", (event) => {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key], [data-cluster]") : null;
    dragged = at?.dataset["key"] ? { card: at.dataset["key"] } : at?.dataset["cluster"] ? { cluster: Number(at.dataset["cluster"]) } : undefined;
    if (event.dataTransfer && at) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    }
  });
  board.addEventListener("dragover", (event) => {
    if (dragged) {
      event.preventDefault();
      mark(targetOf(event));
    }
  });
  board.addEventListener("dragend", () => {
    dragged = undefined;
    mark(undefined);
  });
  board.addEventListener("drop", (event) => {
    event.preventDefault();
    const target = targetOf(event) as HTMLElement | undefined;
    const held = dragged;
    mark(undefined);
    if (target && held) {
      drop(held, target);
    }
  });

  function drop(held: { card?: string; cluster?: number }, target: HTMLElement): void {
    const { live } = lead;
    const onCluster = live.clusters.get(Number(target.closest<HTMLElement>("[data-cluster]")?.dataset["cluster"]));
    if (held.cluster !== undefined) {
      const cluster = live.clusters.get(held.cluster);
      if (cluster && onCluster && onCluster.id !== cluster.id && onCluster.prompt === cluster.prompt) {
        cards.mergeInto(onCluster, cluster);
      }
      return;
    }
    const moved = cards.at(held.card);
    const onCard = live.cards.get(target.dataset["key"] ?? "");
    const prompt = onCard?.prompt ?? onCluster?.prompt ?? Number(target.closest<HTMLElement>("[data-prompt]")?.dataset["prompt"]);
    if (moved.some((card) => card.prompt !== prompt)) {
      lead.say(lead.words.say("one_question"), true);
    } else if (onCluster) {
      const news = moved.filter((card) => card.cluster !== onCluster.id);
      if (news.length > 0) {
        cards.addTo(onCluster, news);
      }
    } else if (onCard && moved.some((card) => card.key !== onCard.key)) {
      cards.join(onCard, moved);
    } else if (!onCard && moved.some((card) => card.cluster !== null)) {
      cards.takeOut(moved);
    }
  }
}

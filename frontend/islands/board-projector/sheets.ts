/** A wall in numbers, in pixels: how high its columns are, how many stand beside each other, how far pieces stand apart. */
export interface Frame {
  height: number;
  columns: number;
  gap: number;
}

/**
 * On which page each piece stands that is so high, as columns would take them: one under the other, none broken. A piece
 * that is higher than a column goes on in the next ones, of the same page.
 */
export function pagesOf(heights: readonly number[], { height, columns, gap }: Frame): number[] {
  let column = 0;
  let filled = 0;
  return heights.map((each) => {
    if (filled > 0 && filled + each > height) {
      column += 1;
      filled = 0;
    }
    const more = Math.min(columns, Math.ceil(each / height)) - 1;
    if (more > 0 && (column % columns) + more >= columns) {
      column += columns - (column % columns);
    }
    const page = Math.floor(column / columns);
    column += Math.max(0, more);
    filled = more > 0 ? each - more * height + gap : filled + each + gap;
    return page;
  });
}

/**
 * A wall of very many cards, of which the browser lays out one page: columns of two thousand take longer than everything
 * else that a move of one of them costs. A card is measured once, until it says something else.
 */
export class Sheets {
  #heights = new WeakMap<Element, number>();

  /** The wall became wider, or its letters larger. */
  forgetAll(): void {
    this.#heights = new WeakMap();
  }

  forget(card: Element): void {
    this.#heights.delete(card);
  }

  /** Shows one page of the box, counted round; which one, and how many there are. */
  show(box: HTMLElement, wanted: number): { page: number; pages: number } {
    const cards = [...box.children] as HTMLElement[];
    this.#measure(cards.filter((card) => !this.#heights.has(card)));
    const pages = pagesOf(cards.map((card) => this.#heights.get(card) ?? 0), frameOf(box));
    const count = (pages.at(-1) ?? 0) + 1;
    const page = ((wanted % count) + count) % count;
    for (const [index, card] of cards.entries()) {
      const isElsewhere = pages[index] !== page;
      if (card.hidden !== isElsewhere) {
        card.hidden = isElsewhere;
      }
    }
    box.scrollLeft = 0;
    return { page, pages: count };
  }

  /** Shows all cards: the wall is not so large any more. */
  end(box: HTMLElement): void {
    for (const card of box.querySelectorAll<HTMLElement>(":scope > [hidden]")) {
      card.hidden = false;
    }
  }

  #measure(cards: readonly HTMLElement[]): void {
    for (const card of cards) {
      card.hidden = false;
    }
    for (const card of cards) {
      // One that is higher than a column stands in several, a piece in each.
      const height = [...card.getClientRects()].reduce((sum, piece) => sum + piece.height, 0);
      this.#heights.set(card, height);
    }
  }
}

/** As the styles have it now. A pixel less than there is, so that no rounding puts a last card where nobody sees it. */
function frameOf(box: HTMLElement): Frame {
  const { paddingTop, paddingBottom, columnCount } = getComputedStyle(box);
  const first = box.querySelector(":scope > :not([hidden])");
  return {
    height: Math.max(1, box.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom) - 1),
    columns: Number.parseInt(columnCount, 10) || 1,
    gap: first ? Number.parseFloat(getComputedStyle(first).marginBottom) || 0 : 0,
  };
}

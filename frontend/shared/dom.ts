/** The first element inside `root` that matches, or undefined: islands do nothing where their markup is missing. */
export function find<T extends Element>(root: ParentNode, selector: string, kind: abstract new () => T): T | undefined {
  const found = root.querySelector(selector);
  return found instanceof kind ? found : undefined;
}

/** Says a sentence to those who listen to the page. Saying the same twice is heard twice. */
export function announce(status: Element | undefined, sentence: string | undefined): void {
  if (status === undefined || !sentence) {
    return;
  }
  status.textContent = "";
  requestAnimationFrame(() => {
    status.textContent = sentence;
  });
}

/** Registers a custom element once; a second copy of the script changes nothing. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) {
    customElements.define(name, element);
  }
}

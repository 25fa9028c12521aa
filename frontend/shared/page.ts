import { find } from "./dom";

/** A menu made of `<details data-menu>` closes when one clicks elsewhere or presses Escape. */
export function closeMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
      if (event.target instanceof Node && !menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? document.querySelector<HTMLDetailsElement>("details[data-menu][open]") : null;
    if (menu) {
      menu.open = false;
      find(menu, "summary", HTMLElement)?.focus();
    }
  });
}

/** Shows a sentence in the message area of the page, in the notice that the server prepared. */
export function complain(sentence: string): void {
  const area = document.getElementById("messages");
  const template = document.getElementById("refusal");
  if (!area || !(template instanceof HTMLTemplateElement) || !sentence) {
    return;
  }
  const notice = template.content.cloneNode(true) as DocumentFragment;
  const words = notice.querySelector("[data-text]");
  if (words) {
    words.textContent = sentence;
  }
  area.classList.add("is-new");
  area.replaceChildren(notice);
}

/** A change in place that was refused or did not arrive says so. The reason of a refusal is plain text. */
export function explainRefusals(): void {
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    const isReason = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ?? false;
    complain(isReason ? xhr.responseText : (document.getElementById("messages")?.dataset["failed"] ?? ""));
  });
  document.addEventListener("htmx:sendError", () => {
    complain(document.getElementById("messages")?.dataset["offline"] ?? "");
  });
}

const MEANT_AGAIN = 10_000;

/** A button that is pressed twice sends its form once; after ten seconds without an answer it is meant again. */
export function sendOnce(): void {
  const sent = new Map<HTMLFormElement, number>();
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.hasAttribute("hx-post")) {
        return;
      }
      if (event.timeStamp - (sent.get(form) ?? -MEANT_AGAIN) < MEANT_AGAIN) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      sent.set(form, event.timeStamp);
      // Decided after the other listeners: a form that one of them holds back was not sent.
      queueMicrotask(() => {
        if (event.defaultPrevented) {
          sent.delete(form);
        }
      });
    },
    { capture: true },
  );
  // Back from the page that followed: what stands there now may be sent.
  window.addEventListener("pageshow", () => sent.clear());
}

/** After a form came back, what is wrong is read out first. */
export function showErrors(): void {
  document.getElementById("form-errors")?.focus();
}

/** A choice of a file is said in the words of the page: what to do, then the names that were chosen. */
export function nameFiles(): void {
  for (const drop of document.querySelectorAll<HTMLElement>(".file-drop")) {
    const input = find(drop, "input[type=file]", HTMLInputElement);
    const words = find(drop, "[data-words]", HTMLElement);
    if (input && words) {
      const asked = words.textContent;
      drop.classList.add("is-live");
      input.addEventListener("change", () => {
        words.textContent = [...(input.files ?? [])].map((file) => file.name).join(", ") || asked;
      });
    }
  }
}

/** A row of tabs that is wider than the screen shows the tab that one is on. */
export function showCurrentTab(): void {
  for (const tab of document.querySelectorAll<HTMLElement>(".tabs [aria-current], .door-tabs [aria-current]")) {
    const row = tab.closest("ul");
    if (row && row.scrollWidth > row.clientWidth) {
      const [here, there] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
      row.scrollLeft += here.left - there.left - (row.clientWidth - here.width) / 2;
    }
  }
}

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

/** After a form came back, what is wrong is read out first. */
export function showErrors(): void {
  document.getElementById("form-errors")?.focus();
}

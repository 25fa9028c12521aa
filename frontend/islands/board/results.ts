import type { Prompt } from "../../shared/live";
import { part, patch, slot, write, type Words } from "./parts";

interface Row {
  key: string;
  label: string;
  n: number;
}

const POINTS = [5, 4, 3, 2, 1];

/** What a poll came to, largest first where the order of its answers means nothing. */
export function rowsOf(prompt: Prompt, words: Words): Row[] {
  const { results } = prompt;
  switch (prompt.kind) {
    case "choice":
    case "choices":
      return prompt.options
        .filter((option) => option.votes !== undefined)
        .map((option) => ({ key: String(option.id), label: option.text, n: option.votes ?? 0 }));
    case "scale":
      return results?.points
        ? POINTS.map((point) => ({
            key: String(point),
            label: `${point} · ${words.say(`point_${point}`)}`,
            n: results.points?.[point] ?? 0,
          }))
        : [];
    case "words":
      return (results?.words ?? []).map(([text, n]) => ({ key: text, label: text, n }));
    default:
      return [];
  }
}

/** Draws the result of a poll into `[data-results]`: a bar and a number for each answer, and one sentence. */
export function drawResults(root: HTMLElement, prompt: Prompt, words: Words, voters: number | undefined): void {
  const section = slot(root, "results");
  const rows = rowsOf(prompt, words);
  section.hidden = rows.length === 0;
  const most = Math.max(1, ...rows.map((row) => row.n));
  patch(
    slot(section, "results-list"),
    rows,
    (row) => row.key,
    () => part(root, "result"),
    (element, row) => {
      write(slot(element, "label"), row.label);
      write(slot(element, "n"), String(row.n));
      slot(element, "bar").style.inlineSize = `${(100 * row.n) / most}%`;
    },
  );
  const { mean } = prompt.results ?? {};
  const n = prompt.results?.n ?? voters ?? 0;
  write(
    slot(section, "results-sentence"),
    typeof mean === "number" ? words.say("result_mean", { n, mean: mean.toFixed(2) }) : words.say("result_n", { n }),
  );
}

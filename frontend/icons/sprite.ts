import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "vite";

interface Options {
  /** JSON file with the icon names that templates may use. */
  list: string;
  /** Folder of @tabler/icons that holds outline/ and filled/. */
  from: string;
}

const drawing = /<svg[^>]*>([\s\S]*?)<\/svg>/;

/** One `<symbol>` of the sprite. Size, stroke and colour stay with the place where the icon is used. */
export function symbol(name: string, svg: string): string {
  const body = drawing.exec(svg)?.[1];
  if (body === undefined) {
    throw new Error(`The icon ${name} is not an SVG drawing`);
  }
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
}

/**
 * Emits the selected icons as one hashed sprite, `icons-<hash>.svg`, and `icons.json` that names the
 * sprite and its icons for the `{% icon %}` tag.
 */
export function sprite({ list, from }: Options): Plugin {
  return {
    name: "samphan-icon-sprite",
    apply: "build",
    generateBundle() {
      const names = JSON.parse(readFileSync(list, "utf8")) as string[];
      const symbols = names.map((name) => symbol(name, readFileSync(join(from, "outline", `${name}.svg`), "utf8")));
      const reference = this.emitFile({
        type: "asset",
        name: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
      });
      this.emitFile({
        type: "asset",
        fileName: "icons.json",
        source: `${JSON.stringify({ file: this.getFileName(reference), names })}\n`,
      });
    },
  };
}

import { afterEach, expect, test, vi } from "vitest";

import "./copy";

const markup = `<samphan-copy data-done="คัดลอกแล้ว"><button data-copy="https://example.org/ก" hidden><span>คัดลอก</span></button><span role="status"></span></samphan-copy>`;

afterEach(() => vi.unstubAllGlobals());

test("the button copies the address and says so", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  document.body.innerHTML = markup;
  const button = document.querySelector("button")!;
  expect(button.hidden).toBe(false);
  button.click();
  await vi.waitFor(() => expect(document.querySelector("[role=status]")!.textContent).toBe("คัดลอกแล้ว"));
  expect(writeText).toHaveBeenCalledExactlyOnceWith("https://example.org/ก");
  expect(button.textContent).toBe("คัดลอกแล้ว");
});

test("where a browser cannot copy the button stays hidden", () => {
  vi.stubGlobal("navigator", {});
  document.body.innerHTML = markup;
  expect(document.querySelector("button")!.hidden).toBe(true);
});

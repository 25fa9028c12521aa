import { afterEach, beforeEach, expect, test, vi } from "vitest";

import "./date";

const fetched = vi.fn<(address: URL) => Promise<Response>>();

function place(): { input: HTMLInputElement; echo: HTMLElement } {
  document.body.innerHTML = `<samphan-date data-url="/dates/echo"><input><p class="date-echo" hidden></p></samphan-date>`;
  return { input: document.querySelector("input")!, echo: document.querySelector(".date-echo")! };
}

async function type(input: HTMLInputElement, value: string): Promise<void> {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(300);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", fetched);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetched.mockReset();
});

test("a typed date is said in words", async () => {
  fetched.mockResolvedValue(Response.json({ ok: true, text: "วันอังคารที่ 31 มีนาคม 2569" }));
  const { input, echo } = place();
  await type(input, "๓๑/๓/๒๕๖๙");
  expect(fetched.mock.calls[0]![0].searchParams.get("value")).toBe("๓๑/๓/๒๕๖๙");
  expect([echo.hidden, echo.textContent, echo.className]).toEqual([false, "วันอังคารที่ 31 มีนาคม 2569", "date-echo"]);
});

test("a date that cannot be read is marked", async () => {
  fetched.mockResolvedValue(Response.json({ ok: false, text: "ไม่มีวันนี้ในปฏิทิน" }));
  const { input, echo } = place();
  await type(input, "31/02/2569");
  expect([echo.textContent, echo.classList.contains("is-unknown")]).toEqual(["ไม่มีวันนี้ในปฏิทิน", true]);
});

test("only the last of several keystrokes asks the server", async () => {
  fetched.mockImplementation(() => Promise.resolve(Response.json({ ok: true, text: "2569" })));
  const { input } = place();
  for (const value of ["2", "25", "256", "2569"]) {
    input.value = value;
    input.dispatchEvent(new Event("input"));
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(fetched.mock.calls.map(([address]) => address.searchParams.get("value"))).toEqual(["2569"]);
});

test("an emptied field takes its echo away without asking", async () => {
  fetched.mockResolvedValue(Response.json({ ok: true, text: "2569" }));
  const { input, echo } = place();
  await type(input, "2569");
  await type(input, " ");
  expect([echo.hidden, fetched.mock.calls.length]).toEqual([true, 1]);
});

test("without a connection nothing is said", async () => {
  fetched.mockRejectedValue(new TypeError("offline"));
  const { input, echo } = place();
  await type(input, "2569");
  expect([echo.hidden, echo.textContent]).toEqual([true, ""]);
});

import { beforeEach, expect, test } from "vitest";

import { Store } from "./store";
import { valuesOf } from "./unsaved";

const template = `<template><button type="button" data-restore></button><button type="button" data-discard></button></template>`;

const KEY = "/#event";

function place(owner = "42", title = "", version = "3"): HTMLFormElement {
  document.body.dataset["owner"] = owner;
  document.body.innerHTML = `<form id="event">
    <input type="hidden" name="csrfmiddlewaretoken" value="secret"><input type="hidden" name="version" value="${version}">
    <input name="title" value="${title}"><input type="password" name="password">
    <input type="checkbox" name="level" value="person"><input type="checkbox" name="level" value="community">
    <select name="kind"><option value="a"></option><option value="b"></option></select>
    <samphan-unsaved>${template}</samphan-unsaved></form>`;
  return document.querySelector("form")!;
}

function type(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function leave(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

async function send(form: HTMLFormElement): Promise<void> {
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await Promise.resolve();
}

beforeEach(() => {
  document.body.innerHTML = "";
  sessionStorage.clear();
});

test("leaving an untouched form asks nothing", () => {
  place();
  expect(leave()).toBe(false);
});

test("leaving a changed form asks first, and not after it was sent", async () => {
  const form = place();
  type(form, "title", "แผนที่นำทาง");
  expect(leave()).toBe(true);
  await send(form);
  expect(leave()).toBe(false);
});

test("typing back to how it was leaves nothing to keep", () => {
  const form = place();
  type(form, "title", "ก");
  type(form, "title", "");
  expect([leave(), sessionStorage.length]).toEqual([false, 0]);
});

test("the copy holds what was typed and neither password nor token", () => {
  const form = place();
  type(form, "password", "hunter2-long");
  type(form, "title", "แผนที่นำทาง");
  form.querySelectorAll<HTMLInputElement>("[name=level]")[1]!.checked = true;
  form.dispatchEvent(new Event("change"));
  expect(new Store("42").read(KEY)).toEqual({
    sent: false,
    values: [["version", "3"], ["title", "แผนที่นำทาง"], ["level", "community"], ["kind", "a"]],
  });
  expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/hunter2|secret/);
});

test("after a reload the copy is offered and put back on request", () => {
  const form = place();
  form.querySelectorAll<HTMLInputElement>("[name=level]")[1]!.checked = true;
  type(form, "title", "แผนที่นำทาง");
  const again = place();
  expect(again.querySelector<HTMLInputElement>("[name=title]")!.value).toBe("");
  document.querySelector<HTMLButtonElement>("[data-restore]")!.click();
  expect(again.querySelector<HTMLInputElement>("[name=title]")!.value).toBe("แผนที่นำทาง");
  expect([...again.querySelectorAll<HTMLInputElement>("[name=level]")].map((each) => each.checked)).toEqual([false, true]);
  expect(document.querySelector(".unsaved-offer")).toBeNull();
  expect(leave()).toBe(true);
});

test("a declined copy is forgotten", () => {
  type(place(), "title", "แผนที่นำทาง");
  place();
  document.querySelector<HTMLButtonElement>("[data-discard]")!.click();
  expect([sessionStorage.length, document.querySelector(".unsaved-offer")]).toEqual([0, null]);
});

test("a form that came back with what was typed is not offered it again", () => {
  type(place(), "title", "แผนที่นำทาง");
  place("42", "แผนที่นำทาง");
  expect([sessionStorage.length, document.querySelector(".unsaved-offer")]).toEqual([0, null]);
});

test("another user is not offered the copy, and it goes when their page opens", () => {
  type(place("42"), "title", "ความลับของผู้อื่น");
  place("43");
  expect(document.querySelector(".unsaved-offer")).toBeNull();
  new Store("43").tidy(new Set([KEY]));
  expect(sessionStorage.length).toBe(0);
});

test("before a sign-in nothing is stored and nothing asked", () => {
  type(place(""), "title", "แผนที่นำทาง");
  expect([sessionStorage.length, leave()]).toEqual([0, false]);
});

test("a sent copy survives on its own page and goes on the next", async () => {
  const form = place();
  type(form, "title", "แผนที่นำทาง");
  await send(form);
  const store = new Store("42");
  store.tidy(new Set([KEY]));
  expect(store.read(KEY)?.sent).toBe(true);
  store.tidy(new Set());
  expect(store.read(KEY)).toBeUndefined();
});

test("an unsent copy survives a visit elsewhere", () => {
  type(place(), "title", "แผนที่นำทาง");
  const store = new Store("42");
  store.tidy(new Set());
  expect(store.read(KEY)?.sent).toBe(false);
});

test("a form sent in place is guarded as before", async () => {
  const form = place();
  form.addEventListener("submit", (event) => event.preventDefault());
  type(form, "title", "แผนที่นำทาง");
  await send(form);
  expect(leave()).toBe(true);
});

test("rubbish in the storage is dropped", () => {
  sessionStorage.setItem(`samphan.unsaved:42:${KEY}`, "{");
  place();
  expect(sessionStorage.length).toBe(0);
});

test("restored text brings the version it was written against", () => {
  type(place(), "title", "แผนที่นำทาง");
  const again = place("42", "ของผู้อื่น", "4");
  document.querySelector<HTMLButtonElement>("[data-restore]")!.click();
  expect(valuesOf(again).slice(0, 2)).toEqual([["version", "3"], ["title", "แผนที่นำทาง"]]);
});

test("a form that came back because of another's save is not offered its own text", async () => {
  const form = place();
  type(form, "title", "แผนที่นำทาง");
  await send(form);
  place("42", "แผนที่นำทาง", "4");
  expect(document.querySelector(".unsaved-offer")).toBeNull();
});

// Keys: they press what can also be clicked, and do nothing while somebody types or once switched off.
// What a key is meant for may not be there yet: the next question is on its way, or half drawn beside the one before.
// Such a key waits for it, so that whoever is faster than the line never answers the question that was just left.
(() => {
  "use strict";
  const LONGEST = 10000;  // ms that a key waits; after that it is forgotten
  const TEXTS = ".stMain .stTextArea textarea, .stMain .stTextInput input, .stMain .stNumberInput input";

  const heading = () => document.getElementById("question");
  const subject = () => heading()?.dataset.indicator ?? "";
  const isLeft = (question) => subject() !== "" && subject() !== question;
  // A field of the question whose heading stands there; while a page is drawn, those of the one before may stand there too.
  const own = (name) => `.stMain [class*="-${subject().replace(/[^\w-]/g, "-")}-${name}"]`;
  const drawing = () => {
    const state = document.querySelector(".stApp")?.dataset.testScriptState;
    return Boolean(state && state !== "notRunning") || Boolean(document.querySelector('[data-testid="stSkeleton"]'));
  };

  // Each gives whether there was something to press, "later" where it is not there yet.
  const click = (found) => { if (found) found.click(); return Boolean(found); };
  const move = (selector) => () => {
    if (drawing()) return "later";  // it would be the button of the question before
    return click(document.querySelector(selector));
  };
  const focus = (selector) => () => {
    const found = document.querySelector(selector());
    if (!found) return drawing() && "later";
    enter(found);
    found.scrollIntoView({ block: "center" });
    return true;
  };
  const choose = (fits) => () => {
    const found = [...document.querySelectorAll(`${own("choice")} [data-testid="stRadioOption"]`)]
      .find((option) => fits(option.textContent.trim()));
    return click(found) || (drawing() && "later");
  };
  const dontKnow = () => document.querySelector("[data-dont-know]")?.dataset.dontKnow ?? "\0";
  const FIELDS = {
    q: focus(() => `${own("question")} textarea`),
    e: focus(() => `${own("reason")} textarea, .st-key-review-plan-reason textarea`),
    "/": focus(() => ".st-key-find-words input"),
  };
  const ALWAYS_LEAVES = ".st-key-next button, .st-key-previous button, .st-key-on button";
  const MAY_LEAVE = [".st-key-settle-go", ".st-key-review-go", ".st-key-review-same", '[class*="st-key-all-"]']
    .map((place) => `${place} button`).join();
  const KEYS = {
    n: move(".st-key-next button"),
    p: move(".st-key-previous button"),
    u: move(".st-key-on button"),
    s: move(".st-key-settle-go button, .st-key-review-go button"),
    a: move(".st-key-review-same button"),
    d: choose((text) => text.startsWith(dontKnow())),
    ...FIELDS,
  };
  for (const digit of "0123456789") KEYS[digit] = choose((text) => new RegExp(`^${digit}(?!\\d)`).test(text));

  let held = [];         // keys that wait, in their order
  let since = 0;         // when the first of them was pressed
  let leaving = null;    // the question that a key has left, until the next stands there or the server has said why not
  let here = "";         // the question that stood there
  let arriving = false;  // whether it is still being drawn; until then the browser knows the fields of the one before
  let writing = null;    // the text field in focus, and how it is found when it is drawn anew
  let lost = null;       // a field that was taken away while somebody typed in it: its keys press nothing else

  const waits = () => leaving || arriving;
  const enter = (field) => {
    field.focus();
    if (field.localName === "textarea") field.setSelectionRange(field.value.length, field.value.length);
  };
  const goOn = () => {
    const now = performance.now();
    if (isLeft(here)) { here = subject(); arriving = true; }
    if (!drawing()) arriving = false;
    if (leaving) {
      leaving.drawn ||= drawing();
      if (isLeft(leaving.question) || (leaving.mayStay && leaving.drawn && !drawing())) leaving = null;
    }
    if (now - since > LONGEST) held = [];
    if (leaving && now - leaving.since > LONGEST) { leaving = null; held = []; }
    while (held.length && !waits() && !drawing()) {
      since = now;
      KEYS[held.shift()]();
    }
  };
  const refocus = () => {
    if (writing && !writing.field.isConnected) {
      lost = { ...writing, until: performance.now() + 3000 };
      writing = null;
    }
    if (!lost) return;
    const found = !isLeft(lost.of) && document.querySelector(lost.selector);
    if (found) enter(found);
    if (found || isLeft(lost.of) || performance.now() > lost.until) lost = null;
  };

  document.addEventListener("focusin", (event) => {
    const box = event.target.matches(TEXTS) && event.target.closest('[class*="st-key-"]');
    const name = box && [...box.classList].find((item) => item.startsWith("st-key-"));
    writing = name
      ? { field: event.target, of: subject(), selector: `.${CSS.escape(name)} ${event.target.localName}` }
      : null;
  });
  document.addEventListener("focusout", (event) => {
    const left = event.target;  // a field that is taken away is left too; whether it was is known a moment later
    setTimeout(() => { if (writing && writing.field === left && left.isConnected) writing = null; }, 0);
  });

  document.addEventListener("click", (event) => {
    if (event.isTrusted) held = [];  // whoever presses something else has given up waiting
    const mayStay = Boolean(event.target.closest(MAY_LEAVE));
    if (heading() && (mayStay || event.target.closest(ALWAYS_LEAVES)))
      leaving = { question: subject(), mayStay, drawn: false, since: performance.now() };
  });

  const OFF = "cop-keys-off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const typing = field.matches('textarea, select, [contenteditable], input:not([type="radio"]):not([type="checkbox"])');
    if (event.key === "Escape") {
      held = [];
      if (typing && heading()) {
        field.blur();
        heading().focus({ preventScroll: true });
      }
      return;
    }
    goOn();
    if (!typing && (FIELDS[held.at(-1)] || (lost && performance.now() < lost.until))) {
      event.preventDefault();  // it is meant for the field
      return;
    }
    if (typing || off() || event.ctrlKey || event.altKey || event.metaKey || !KEYS[event.key] || !heading()) return;
    const done = waits() || held.length ? "later" : KEYS[event.key]();
    if (done === "later" && !event.repeat) {
      if (!held.length) since = performance.now();
      held.push(event.key);
    }
    if (done) event.preventDefault();
  });

  const label = () => {
    const button = document.querySelector(".cop-keys-switch");
    if (!button || button.getAttribute("aria-pressed") === String(!off())) return;
    button.setAttribute("aria-pressed", String(!off()));
    button.textContent = off() ? button.dataset.off : button.dataset.on;
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".cop-keys-switch")) return;
    try { localStorage.setItem(OFF, off() ? "0" : "1"); } catch { /* without storage they stay on */ }
    label();
  });
  // After the page's own script: that brings a new question to the top first, then its field is entered.
  new MutationObserver(() => { label(); refocus(); goOn(); }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-test-script-state"],
  });
})();

// Keyboard shortcuts: they click what can also be clicked, and are inactive in text fields or once switched off.
// The target of a key may not exist yet, while the next question is loading or partly drawn. The key is then queued, so
// that keys pressed ahead never act on the question that was just left.
(() => {
  "use strict";
  const MAXIMUM_WAIT = 10000;  // ms that a key stays in the queue
  const TEXTS = ".stMain .stTextArea textarea, .stMain .stTextInput input, .stMain .stNumberInput input";

  const SEARCH = ".st-key-search-words input";  // in the side bar of every page

  const heading = () => document.getElementById("question");
  const subject = () => heading()?.dataset.indicator ?? "";
  const isLeft = (question) => subject() !== "" && subject() !== question;
  // Selector of a field of the question shown; while a page is drawn, fields of the previous one may still exist.
  const fieldOf = (name) => `.stMain [class*="-${subject().replace(/[^\w-]/g, "-")}-${name}"]`;
  const drawing = () => {
    const state = document.querySelector(".stApp")?.dataset.testScriptState;
    return Boolean(state && state !== "notRunning") || Boolean(document.querySelector('[data-testid="stSkeleton"]'));
  };

  // Each returns whether there was a target, or "later" where it does not exist yet.
  const click = (target) => { if (target) target.click(); return Boolean(target); };
  const move = (selector) => () => {
    if (drawing()) return "later";  // it would be the button of the previous question
    return click(document.querySelector(selector));
  };
  const focus = (selector) => () => {
    const target = document.querySelector(selector());
    if (!target) return drawing() && "later";
    enter(target);
    target.scrollIntoView({ block: "center" });
    return true;
  };
  const choose = (matches) => () => {
    const target = [...document.querySelectorAll(`${fieldOf("choice")} [data-testid="stRadioOption"]`)]
      .find((option) => matches(option.textContent.trim()));
    return click(target) || (drawing() && "later");
  };
  const dontKnow = () => document.querySelector("[data-dont-know]")?.dataset.dontKnow ?? "\0";
  const FIELDS = {
    q: focus(() => `${fieldOf("question")} textarea`),
    e: focus(() => `${fieldOf("reason")} textarea, .st-key-review-plan-reason textarea`),
    "/": () => {
      if (document.querySelector('[data-testid="stSidebar"][data-collapsed="true"]')) {
        document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
      }
      return focus(() => SEARCH)();
    },
  };
  const ALWAYS_LEAVES = ".st-key-next button, .st-key-previous button, .st-key-on button";
  const MAY_LEAVE = [".st-key-settle-go", ".st-key-review-go", ".st-key-review-same"]
    .map((selector) => `${selector} button`).concat(".cop-map a").join();
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

  let queue = [];        // keys that wait, in order
  let queuedAt = 0;      // time at which the first of them was pressed
  let leaving = null;    // the question being left, until the next one is shown or the server reports a problem
  let shown = "";        // indicator id of the question last seen
  let arriving = false;  // whether that question is still being drawn, and fields of the previous one may exist
  let editing = null;    // the focused text field, with the selector that locates it after a redraw
  let lost = null;       // a text field removed while in use: keys pressed meanwhile trigger nothing

  const mustWait = () => leaving || arriving;
  const enter = (field) => {
    field.focus();
    if (field.localName === "textarea") field.setSelectionRange(field.value.length, field.value.length);
  };
  const processQueue = () => {
    const now = performance.now();
    if (isLeft(shown)) { shown = subject(); arriving = true; }
    if (!drawing()) arriving = false;
    if (leaving) {
      leaving.drawn ||= drawing();
      if (isLeft(leaving.question) || (leaving.mayStay && leaving.drawn && !drawing())) leaving = null;
    }
    if (now - queuedAt > MAXIMUM_WAIT) queue = [];
    if (leaving && now - leaving.since > MAXIMUM_WAIT) { leaving = null; queue = []; }
    while (queue.length && !mustWait() && !drawing()) {
      queuedAt = now;
      KEYS[queue.shift()]();
    }
  };
  const refocus = () => {
    if (editing && !editing.field.isConnected) {
      lost = { ...editing, until: performance.now() + 3000 };
      editing = null;
    }
    if (!lost) return;
    const field = !isLeft(lost.of) && document.querySelector(lost.selector);
    if (field) enter(field);
    if (field || isLeft(lost.of) || performance.now() > lost.until) lost = null;
  };

  document.addEventListener("focusin", (event) => {
    const box = event.target.matches(TEXTS) && event.target.closest('[class*="st-key-"]');
    const name = box && [...box.classList].find((item) => item.startsWith("st-key-"));
    editing = name
      ? { field: event.target, of: subject(), selector: `.${CSS.escape(name)} ${event.target.localName}` }
      : null;
  });
  document.addEventListener("focusout", (event) => {
    const left = event.target;  // also fired for a removed field, which is known only a moment later
    setTimeout(() => { if (editing && editing.field === left && left.isConnected) editing = null; }, 0);
  });

  document.addEventListener("click", (event) => {
    if (event.isTrusted) queue = [];  // a click by the user cancels queued keys
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
      queue = [];
      if (typing && heading()) {
        field.blur();
        heading().focus({ preventScroll: true });
      }
      return;
    }
    processQueue();
    if (!typing && (FIELDS[queue.at(-1)] || (lost && performance.now() < lost.until))) {
      event.preventDefault();  // it belongs to the field
      return;
    }
    if (typing || off() || event.ctrlKey || event.altKey || event.metaKey || !KEYS[event.key] || !(heading() || event.key === "/")) return;
    const result = mustWait() || queue.length ? "later" : KEYS[event.key]();
    if (result === "later" && !event.repeat) {
      if (!queue.length) queuedAt = performance.now();
      queue.push(event.key);
    }
    if (result) event.preventDefault();
  });

  const label = () => {
    const button = document.querySelector(".cop-keys-switch");
    if (!button || button.getAttribute("aria-pressed") === String(!off())) return;
    button.setAttribute("aria-pressed", String(!off()));
    button.textContent = off() ? button.dataset.off : button.dataset.on;
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".cop-keys-switch")) return;
    try { localStorage.setItem(OFF, off() ? "0" : "1"); } catch { /* without storage the keys stay on */ }
    label();
  });
  // Runs after page.js, which scrolls to a new question before one of its fields is focused.
  new MutationObserver(() => { label(); refocus(); processQueue(); }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-test-script-state"],
  });
})();

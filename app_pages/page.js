// What Streamlit can't do by itself: say "not saved yet" from the moment something is changed until the
// server has confirmed it, close the side bar, and bring a new question and its reader together at the top.
(() => {
  "use strict";
  // Streamlit would look for its server below the page's path first, which costs two requests that fail.
  window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

  const TEXTS = ".stMain .stTextArea textarea, .stMain .stTextInput input, .stMain .stNumberInput input";
  const RADIOS = '[class*="-choice"] input[type="radio"]';
  let entered = null;   // what the field in focus held when it was entered
  let typed = null;     // what the server had said when something was typed; null when nothing is under way
  let question = null;
  // Keys meant for a field that is not drawn yet, or is drawn anew while somebody types in it, press nothing else.
  let writing = null;   // the field in focus, and how it is found again
  let awaited = null;   // how the field is found, and until when its keys are held back

  const wait = (selector) => { awaited = { selector, until: performance.now() + 3000 }; };
  const refocus = () => {
    if (writing && !writing.field.isConnected) { wait(writing.selector); writing = null; }
    if (!awaited) return;
    const found = document.querySelector(awaited.selector);
    if (found) {
      found.focus();
      if (found.localName === "textarea") found.setSelectionRange(found.value.length, found.value.length);
    }
    if (found || performance.now() > awaited.until) awaited = null;
  };

  const status = () => document.querySelector(".cop-saved");
  const told = () => { const s = status(); return s ? s.dataset.stamp + s.dataset.choice + s.textContent : ""; };

  // Whether the choice on the screen is the one that the server speaks of.
  const choiceConfirmed = () => {
    const radios = [...document.querySelectorAll(RADIOS)];
    const said = status() && status().dataset.choice;
    const checked = radios.findIndex((radio) => radio.checked);
    return !radios.length || said === null || said === (checked < 0 ? "" : String(checked));
  };

  const show = () => {
    const field = document.activeElement;
    const typing = field && field.matches(TEXTS) && field.value !== entered;
    if (typed !== null && told() !== typed && !typing) typed = null;
    const heading = document.getElementById("question");
    const now = heading && heading.dataset.indicator;
    const moved = now && question && now !== question;
    question = now || question;
    if (moved) { typed = null; awaited = null; }
    const pending = status() && (typed !== null || !choiceConfirmed());
    if (Boolean(pending) !== ("pending" in document.body.dataset)) {
      if (pending) document.body.dataset.pending = ""; else delete document.body.dataset.pending;
    }
    if (moved) {
      heading.focus({ preventScroll: true });
      (document.querySelector(".cop-head") || heading).scrollIntoView({ block: "start" });
    }
  };

  // On a narrow screen the side bar covers the page; choosing something in it closes it.
  document.addEventListener("click", (event) => {
    if (window.innerWidth < 768 && event.target.closest('[data-testid="stSidebar"] a')) {
      const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
      if (close) setTimeout(() => close.click(), 0);
    }
  });
  // What is folded opens at once: for half a second of sliding the next thing to press would not stand still.
  document.addEventListener("click", (event) => {
    const folded = event.target.closest("summary")?.parentElement;
    if (folded) requestAnimationFrame(() => folded.getAnimations().forEach((sliding) => sliding.finish()));
  });
  // A part that was chosen is under way until the server says something new.
  document.addEventListener("change", (event) => {
    if (event.target.closest('.st-key-parts [class*="-part-"]')) { typed = typed ?? told(); show(); }
  });
  document.addEventListener("focusin", (event) => {
    entered = event.target.value;
    const box = event.target.matches(TEXTS) && event.target.closest('[class*="st-key-"]');
    const name = box && [...box.classList].find((item) => item.startsWith("st-key-"));
    writing = name ? { field: event.target, selector: `.${CSS.escape(name)} ${event.target.localName}` } : null;
  });
  document.addEventListener("focusout", (event) => {
    const left = event.target;  // a field that is taken away is left too; whether it was is known a moment later
    setTimeout(() => { if (writing && writing.field === left && left.isConnected) writing = null; }, 0);
    if (event.target.matches(TEXTS) && event.target.value === entered) { typed = null; show(); }
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(TEXTS)) { typed = typed ?? told(); show(); }
  });

  // Keys: they press what can also be clicked, and do nothing while somebody types or once switched off.
  const OFF = "cop-keys-off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found && !found.disabled) found.click();
    return Boolean(found);
  };
  // A move pressed while the page is still being drawn would hit the button of the question before: it waits.
  let waiting = null;
  const drawing = () => {
    const app = document.querySelector(".stApp");
    return Boolean(app && app.dataset.testScriptState) && app.dataset.testScriptState !== "notRunning";
  };
  const move = (selector) => {
    if (!drawing()) return press(selector);
    waiting = selector;
    return true;
  };
  const moveOn = () => {
    if (waiting === null || drawing()) return;
    const selector = waiting;
    waiting = null;
    press(selector);
  };
  const focus = (selector) => {
    const found = document.querySelector(selector);
    if (found) { found.focus(); found.scrollIntoView({ block: "center" }); }
    else if (drawing() || document.querySelector('[data-testid="stSkeleton"]')) wait(selector);
    return Boolean(found || awaited);
  };
  const chooseBy = (test) => {
    const label = [...document.querySelectorAll('[class*="-choice"] [data-testid="stRadioOption"]')]
      .find((option) => test(option.textContent.trim(), option));
    if (label) label.click();
    return Boolean(label);
  };
  const KEYS = {
    n: () => move(".st-key-next button"),
    p: () => move(".st-key-previous button"),
    u: () => move(".st-key-on button"),
    s: () => move(".st-key-settle-go button, .st-key-review-go button"),
    a: () => move(".st-key-review-same button"),
    q: () => focus('.stMain [class*="st-key-review-"][class*="-question"] textarea'),
    e: () => focus('.stMain [class*="-reason"] textarea'),
    "/": () => focus(".st-key-find-words input"),
    d: () => chooseBy((text, option) => option.matches('[class*="-choice"] [data-testid="stRadioOption"]') &&
      text.startsWith(document.querySelector("[data-dont-know]")?.dataset.dontKnow ?? "\0")),
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const typing = field.matches('textarea, select, [contenteditable], input:not([type="radio"]):not([type="checkbox"])');
    if (event.key === "Escape" && typing && document.getElementById("question")) {
      field.blur();
      document.getElementById("question").focus({ preventScroll: true });
      return;
    }
    if (awaited && !typing && event.key !== "Escape" && performance.now() < awaited.until) {
      event.preventDefault();
      return;
    }
    if (typing || off() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!document.getElementById("question")) return;
    const done = /^[0-9]$/.test(event.key)
      ? chooseBy((text) => new RegExp("^" + event.key + "(?!\\d)").test(text))
      : KEYS[event.key] && KEYS[event.key]();
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
  new MutationObserver(label).observe(document.documentElement, { childList: true, subtree: true });
  new MutationObserver(() => { refocus(); show(); moveOn(); }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["class", "data-selected", "data-choice", "data-test-script-state"],
  });
})();

// Behaviour that Streamlit lacks: show "not saved yet" from a change until the server confirms it, send typed text before
// a change of page, ask before unsent text is lost, write each text in its own direction, close the side bar, and scroll to
// and focus a new question.
(() => {
  "use strict";
  // Without this Streamlit first tries the page's path as its server, which costs two failing requests.
  window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

  const TEXTS = ".stMain .stTextArea textarea, .stMain .stTextInput input, .stMain .stNumberInput input";
  const INNER_LINKS = "a.cop-link";
  const LINKS = `[data-testid="stPageLink"] a, ${INNER_LINKS}`;
  const RADIOS = '[class*="-choice"] input[type="radio"]';
  // Fields that a button saves, on pages that save each change.
  const BY_BUTTON = ".st-key-institutions-add";
  let initial = null;   // value of the focused field when it received the focus
  let pendingSince = null;  // status of the server at the first unconfirmed change; null when there is none
  let question = null;  // indicator id of the question shown

  const status = () => document.querySelector(".cop-saved");
  // The server's status as a string, to detect changes.
  const serverStatus = () => { const s = status(); return s ? s.dataset.stamp + s.dataset.choice + s.textContent : ""; };

  // Only pages that save each change by themselves name the choice they hold; on the others a button saves.
  const savesChanges = () => status() && "choice" in status().dataset;

  // Whether the server has confirmed the choice shown.
  const choiceConfirmed = () => {
    const radios = [...document.querySelectorAll(RADIOS)];
    if (!savesChanges()) return true;
    const confirmed = status().dataset.choice;
    const checked = radios.findIndex((radio) => radio.checked);
    return !radios.length || confirmed === (checked < 0 ? "" : String(checked));
  };

  // Help stands beside a question where there is room for both, and is folded below it where there is not.
  const BESIDE = "(min-width: 64.01rem)";  // as in style.css
  const openHelp = () => {
    for (const help of document.querySelectorAll(".cop-help.beside:not([data-placed])")) {
      help.dataset.placed = "";
      help.open = matchMedia(BESIDE).matches;
    }
  };

  // A field for typed text takes the direction of what is typed into it, whatever the language of the page.
  const FREE_TEXTS = ".stTextArea textarea:not([dir]), .stTextInput input:not([dir])";
  const giveDirection = () => {
    for (const field of document.querySelectorAll(FREE_TEXTS)) field.dir = "auto";
  };

  const show = () => {
    noteRun();
    giveDirection();
    const field = document.activeElement;
    const typing = field && field.matches(TEXTS) && field.value !== initial && field.value !== entered;
    if (pendingSince !== null && serverStatus() !== pendingSince && !typing) pendingSince = null;
    const heading = document.getElementById("question");
    const current = heading && heading.dataset.indicator;
    const moved = current && question && current !== question;
    question = current || question;
    if (moved) pendingSince = null;
    const pending = savesChanges() && (pendingSince !== null || !choiceConfirmed());
    if (Boolean(pending) !== ("pending" in document.body.dataset)) {
      if (pending) document.body.dataset.pending = ""; else delete document.body.dataset.pending;
    }
    if (moved) {
      heading.focus({ preventScroll: true });
      document.querySelector(".stMain").scrollTop = 0;
    }
    openHelp();
    announce(moved);
    moveToTarget();
    showFileLeft();
    nameFileButtons();
    followHeldLink();
  };

  // The words of a file field's button are drawn by a style (file_field.py), which not every reader of screens reads.
  const nameFileButtons = () => {
    for (const name of document.querySelectorAll(".cop-file-button")) {
      const button = name.closest('[class*="st-key-file-field-"]')?.querySelector('[data-testid="stFileUploaderDropzone"] button');
      if (button && button.ariaLabel !== name.dataset.name) button.ariaLabel = name.dataset.name;
    }
  };

  // A message about what was pressed is drawn beside the button; the focus goes to it, so that nobody has to look for it.
  // Not while somebody is in a field or chooses by keys, nor when the page has gone on to the next question.
  const announced = new Set();
  let byKeys = false;  // whether the last input was a key
  let inputs = 0;  // keys and presses since the page was loaded
  let focused = null;  // message that received the focus, and the inputs until then
  const focusMessage = (message, name) => {
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    focused = { name, inputs };
  };
  const announce = (moved) => {
    for (const box of document.querySelectorAll('[class*="st-key-message-"]')) {
      const message = box.querySelector('[data-testid="stAlert"], .cop-done');
      const name = [...box.classList].find((item) => item.startsWith("st-key-message-"));
      if (!message) continue;
      if (announced.has(name)) {
        // A later run draws the message anew, and the browser drops the focus with the element that it replaces.
        if (focused && focused.name === name && focused.inputs === inputs && document.activeElement === document.body) {
          focusMessage(message, name);
        }
        continue;
      }
      announced.add(name);
      const field = document.activeElement;
      const busy = field && (field.matches('input:not([type="radio"]), textarea') || byKeys && field.matches("input"));
      if (moved) continue;
      if (!busy) focusMessage(message, name);
      message.scrollIntoView({ block: "nearest" });
    }
  };
  // The message on a file that the browser did not send is shown by style.css; it is brought into view once.
  let fileLeft = false;
  const showFileLeft = () => {
    const message = [...document.querySelectorAll(".cop-file-left")].find((item) => item.offsetParent !== null);
    if (message && !fileLeft) message.scrollIntoView({ block: "nearest" });
    fileLeft = Boolean(message);
  };
  document.addEventListener("keydown", () => { byKeys = true; inputs += 1; }, true);
  document.addEventListener("pointerdown", () => { byKeys = false; inputs += 1; }, true);

  // The buttons of a phone that open the side bar, one of them at its search.
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]")?.dataset.opens;
    if (!opens) return;
    document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
    if (opens === "search") document.querySelector(".st-key-search-words input")?.focus();
  });

  // On a narrow screen the side bar covers the page; a click on one of its links closes it.
  document.addEventListener("click", (event) => {
    if (window.innerWidth < 768 && event.target.closest('[data-testid="stSidebar"] a')) {
      const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
      if (close) setTimeout(() => close.click(), 0);
    }
  });
  // Streamlit remembers an open side bar; on a narrow screen it would cover the page that is loaded next.
  window.addEventListener("pagehide", () => {
    if (window.innerWidth >= 768) return;
    for (const key of Object.keys(localStorage)) if (key.startsWith("stSidebarCollapsed")) localStorage.removeItem(key);
  });
  // Streamlit sends typed text a moment after the field loses focus, but a change of page at once, and a server that finds
  // both drops the text. A link clicked right after typing therefore waits until the text is sent and its run has started:
  // the state of the script changes. A change of page also ends the run of a button, which may not have saved yet: a link
  // clicked right after a press waits until that run has ended. A run may draw the links anew, so the link is looked up again
  // by its address.
  const SEND_LIMIT = 300;  // ms until the text or the press is sent; a text that a button saves is not sent
  const RUN_LIMIT = 3000;  // ms until its run begins
  const PRESS_LIMIT = 10000;  // ms until the run of a button ends
  const scriptState = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState;
  let waitUntil = -Infinity;  // time until which a link waits for the text of the field left last, or for a button
  let sentIn = null;  // state of the script when the text or the press was sent; null before, and once its run has started
  let running = false;  // whether the run has started
  let isPress = false;  // whether the link waits for the end of the run
  let heldLink = null;  // address of the link that waits
  const isWaiting = () => performance.now() < waitUntil;
  const followHeldLink = () => {
    if (heldLink === null || isWaiting()) return;
    const link = [...document.querySelectorAll(LINKS)].find((item) => item.href === heldLink);
    if (!link && scriptState() !== "notRunning") return;  // the run may draw it yet; the next change of the page tries again
    heldLink = null;
    if (link) link.click();
  };
  const waitFor = (limit) => {
    waitUntil = performance.now() + limit;
    setTimeout(followHeldLink, limit + 1);
  };
  const waitForSending = (press) => {
    isPress = press || isPress && isWaiting();
    sentIn = null;
    running = false;
    waitFor(SEND_LIMIT);
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...message) {
    send.apply(this, message);
    if (!isWaiting() || sentIn !== null || running) return;
    sentIn = scriptState();
    waitFor(RUN_LIMIT);
  };
  const noteRun = () => {
    const state = scriptState();
    if (sentIn !== null && state !== sentIn) {
      const former = sentIn !== "notRunning" && state === "notRunning";  // an earlier run has ended, the own one comes
      sentIn = former && isPress ? state : null;
      running = sentIn === null;
      if (running && isPress) waitFor(PRESS_LIMIT);
    }
    if (!running || isPress && state !== "notRunning") return;
    running = isPress = false;
    waitUntil = -Infinity;
    setTimeout(followHeldLink, 0);
  };
  document.addEventListener("click", (event) => { if (event.target.closest(".stMain button")) waitForSending(true); }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINKS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !isWaiting()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    heldLink = link.href;
  }, true);
  // A link written as HTML opens its page without loading the application anew: its address goes into the history, and
  // Streamlit is told as if the browser had gone there.
  let target = decodeURIComponent(location.hash.slice(1));  // id of the item to move to, once it is drawn; else the heading
  let arrival = target ? "drawing" : null;  // "asked" until the run of the new page begins; null once there
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-testid="stPageLink"] a')) arrival = null;
    const link = event.target.closest(INNER_LINKS);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    target = decodeURIComponent(link.hash.slice(1));
    arrival = link.pathname + link.search === location.pathname + location.search ? "drawing" : "asked";
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  let moved = null;  // serial of the last move that a page asked for after a press on a chart
  const moveToTarget = () => {
    const asked = document.querySelector(".cop-move");
    if (asked && asked.dataset.serial !== moved) {
      ({ serial: moved, to: target } = asked.dataset);
      arrival = "drawing";
    }
    if (arrival === null) return;
    const isDrawn = scriptState() === "notRunning";
    if (arrival === "asked" && !isDrawn) arrival = "drawing";
    if (arrival === "asked" || !isDrawn) return;
    const item = target ? document.getElementById(target) : document.querySelector(".stMain h1");
    if (!item) return;
    arrival = null;
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    ((target ? null : document.querySelector(".cop-head")) ?? item).scrollIntoView({ block: "start" });
  };
  // The name of a code is shown inside the page: one that would be cut off is moved; Escape puts it away.
  const fitTip = (event) => {
    delete document.body.dataset.noTips;
    const tip = event.target.closest?.(".cop-code")?.querySelector(".cop-tip");
    if (!tip) return;
    tip.style.translate = "";
    const box = tip.getBoundingClientRect();
    const over = Math.max(0, box.right + 8 - document.documentElement.clientWidth) || Math.min(0, box.left - 8);
    if (over) tip.style.translate = `${-over}px 0`;
  };
  document.addEventListener("pointerover", fitTip);
  document.addEventListener("focusin", fitTip);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") document.body.dataset.noTips = ""; });
  // Expanders open without their half-second animation, during which the targets of clicks would move.
  document.addEventListener("click", (event) => {
    const expander = event.target.closest("summary")?.parentElement;
    if (expander) requestAnimationFrame(() => expander.getAnimations().forEach((animation) => animation.finish()));
  });
  // A changed detail is pending until the server's status changes.
  document.addEventListener("change", (event) => {
    if (event.target.closest('.st-key-parts [class*="-part-"]')) { pendingSince = pendingSince ?? serverStatus(); show(); }
  });
  document.addEventListener("focusin", (event) => {
    initial = event.target.value;
    entered = null;
  });
  document.addEventListener("focusout", (event) => {
    if (!event.target.matches(TEXTS)) return;
    if (event.target.value === initial) { pendingSince = null; show(); } else waitForSending(false);
  });
  // Text is sent when its field is left, so the browser asks before a page is closed or loaded anew in between.
  let entered = null;  // value that a key has sent while its field kept the focus
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Enter" && field.matches(TEXTS) && (field.tagName === "INPUT" || event.ctrlKey || event.metaKey)) entered = field.value;
  });
  window.addEventListener("beforeunload", (event) => {
    const field = document.activeElement;
    const typed = field && field.matches(TEXTS) && field.value !== initial && field.value !== entered;
    if (typed || isWaiting() && !isPress && sentIn === null) event.preventDefault();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(TEXTS) && !event.target.closest(BY_BUTTON)) { pendingSince = pendingSince ?? serverStatus(); show(); }
  });

  // The name typed on the first page and the language chosen are kept in this browser, where session.py reads them after a
  // reload.
  const KEPT_DAYS = 365;
  const keep = (name, value) => {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${KEPT_DAYS * 86400}; SameSite=Strict`;
  };
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-language]");
    if (chosen) keep("cop_language", chosen.dataset.language);
  });
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".st-key-start-name")) return;
    keep("cop_name", encodeURIComponent(event.target.value.trim()));
  });

  new MutationObserver(show).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["class", "data-selected", "data-choice", "data-test-script-state"],
  });
})();

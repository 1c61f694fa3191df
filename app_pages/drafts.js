// Typed text is kept in this browser until the server has stored it: after a reload, a crash, a lost connection or a new
// sign-in it is typed into its field again. The server says in .cop-kept of each field its name, which begins with whose
// text it is, its widget, the hash of what is stored, and whether it is stored as the field is left (data-fields); and which
// texts are done with (data-done). A text that is not stored yet comes back by itself where the server still has what it was
// typed over; where somebody stored something else meanwhile, it is offered.
(() => {
  "use strict";
  const PREFIX = "cop-draft:";
  const PAUSE = 3000;  // ms without a key until what is typed is sent
  const MAXIMUM_AGE = 30 * 86400 * 1000;  // ms that a text is kept
  const DISCARDS = '[class*="-discard"] button, [class*="-remove"] button';  // in an editor: its texts are no longer wanted

  // Browsers may refuse their storage; the page works without it, as it would without this script.
  const storage = (work) => { try { return work(localStorage); } catch { return null; } };
  const read = (name) => storage((kept) => JSON.parse(kept.getItem(name)));
  const write = (name, draft) => storage((kept) => kept.setItem(name, JSON.stringify(draft)));
  const drop = (name) => storage((kept) => kept.removeItem(name));
  const names = () => storage((kept) => Object.keys(kept).filter((name) => name.startsWith(PREFIX))) ?? [];

  // As text_hash in kept_text.py: of a text without white space, which the server may change.
  const hash = (text) => {
    let value = 0, length = 0;
    for (const sign of text.normalize("NFC").replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g, "")) {
      value = (Math.imul(value, 31) + sign.codePointAt(0)) >>> 0;
      length += 1;
    }
    return `${length}.${value}`;
  };

  const told = (what) => [...document.querySelectorAll(".cop-kept")].flatMap((item) => JSON.parse(item.dataset[what]));
  const fields = () => told("fields").map(([name, widget, stored, atOnce]) => ({
    name: PREFIX + name, stored, atOnce: Boolean(atOnce), box: `.st-key-${widget.replace(/[^\w-]/g, "-")}`,
  }));
  const elementOf = ({ box }) => document.querySelector(`.stMain ${box} .stTextArea textarea, .stMain ${box} .stTextInput input`);
  const fieldOf = (element) => element.closest?.('.stMain [class*="st-key-"]') && fields().find((field) => elementOf(field) === element);

  // React takes a value from its own setter, and Streamlit sends it at Enter (in a text area with Ctrl); neither moves the caret.
  const type = (element, text) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value").set.call(element, text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const send = (element) => {
    const isArea = element.localName === "textarea";
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: isArea, bubbles: true, cancelable: true }));
    if (!isArea) element.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", code: "Enter", keyCode: 13, charCode: 13, bubbles: true, cancelable: true }));
  };

  let composing = false;  // whether an input method holds a sign that is not finished
  let timer = null;
  const sendSoon = (element) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (composing || isCut()) return sendSoon(element);
      const field = element.isConnected && fieldOf(element);
      if (field && hash(element.value) !== field.stored) { noteSent(field, element.value); send(element); }
    }, PAUSE);
  };
  // Hash of the text sent last from this page, by name of the draft; only of fields that are stored as they are left.
  const sentHere = new Map();
  const noteSent = (field, text) => {
    if (field.atOnce) sentHere.set(field.name, hash(text));
    const draft = read(field.name);
    if (draft) write(field.name, { ...draft, sent: hash(text) });
  };
  document.addEventListener("compositionstart", () => { composing = true; });
  document.addEventListener("compositionend", () => { composing = false; });
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field || event.target.disabled) return;
    const text = event.target.value;
    seen.add(event.target);
    if (hash(text) === field.stored) { drop(field.name); return; }
    const before = read(field.name);
    write(field.name, { text, base: before?.base ?? field.stored, sent: before?.sent ?? null, at: Date.now() });
    if (field.atOnce) sendSoon(event.target);
  });
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event.target);
    if (field) noteSent(field, event.target.value);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(DISCARDS)) return;
    const editor = event.target.closest('[class*="-editor"]');
    for (const field of fields()) if (editor?.contains(elementOf(field))) drop(field.name);
  }, true);

  // Whether the server has read the text sent from this page and stored it in its own way, such as a date or an address.
  const isStoredOtherwise = (field, element, draft) =>
    element && field.atOnce && field.stored !== draft.base && sentHere.get(field.name) === hash(draft.text) && hash(element.value) === field.stored
    && document.activeElement !== element && isQuiet() && Boolean(document.querySelector(".cop-saved.good"));
  const isQuiet = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning";

  // What was sent from an editor that has been closed since is stored, once the server says that nothing is left.
  const dropClosed = () => {
    if (!sentHere.size || !isQuiet() || !document.querySelector(".cop-saved.good")) return;
    const listed = new Set(fields().map((field) => field.name));
    for (const [name, sent] of sentHere) {
      if (listed.has(name)) continue;
      sentHere.delete(name);
      const draft = read(name);
      if (draft && hash(draft.text) === sent) drop(name);
    }
  };
  // A text typed into an editor before the page was loaded anew opens its editor again, once.
  const atStart = new Set(names());
  const EDITED = /^(\w+\.(?:evidence|row\.\d+))\..*\.(\d+)$|^(figure\.[\w-]+)\.(\d+)\./;
  const reopen = () => {
    const listed = atStart.size && isQuiet() ? new Set(fields().map((field) => field.name)) : new Set();
    if (!listed.size) return;
    const own = /^cop-draft:\w+:/.exec([...listed][0])[0];  // whose texts these are
    for (const name of atStart) {
      const found = name.startsWith(own) && EDITED.exec(name.slice(own.length))?.filter((part) => part !== undefined);
      if (!found || listed.has(name) || !read(name)) { atStart.delete(name); continue; }
      const box = `.stMain .st-key-${found[1].replaceAll(".", "-")}`;
      const button = document.querySelector(`${box}-edit-${found[2]} button, ${box}-add button`);
      if (!button) continue;  // of another question
      atStart.delete(name);
      button.click();
      return;
    }
  };

  // Fields that were drawn with what the server has; a field drawn anew is looked at again.
  const seen = new WeakSet();
  const done = new Set();  // what the server said once
  const look = () => {
    for (const [name, stored, serial] of told("done")) {
      if (done.has(serial)) continue;
      done.add(serial);
      const draft = read(PREFIX + name);
      if (draft && hash(draft.text) === stored) drop(PREFIX + name);
    }
    for (const field of fields()) {
      const draft = read(field.name);
      if (!draft) continue;
      const element = elementOf(field);
      if (hash(draft.text) === field.stored) { drop(field.name); offer(element, null); continue; }
      if (isStoredOtherwise(field, element, draft)) { drop(field.name); continue; }
      if (draft.sent === field.stored) { draft.base = field.stored; draft.sent = null; write(field.name, draft); }
      if (!element || element.disabled || seen.has(element) || !isQuiet()) continue;
      seen.add(element);
      if (element.value === draft.text) { send(element); continue; }
      if (draft.base === field.stored) { type(element, draft.text); noteSent(field, draft.text); send(element); }
      else offer(element, field, draft);
    }
  };

  // A text typed before somebody stored another one: shown below its field, never written over it.
  const offer = (element, field, draft) => {
    const place = element?.closest(".stTextArea, .stTextInput");
    if (!place) return;
    place.querySelector(".cop-offer")?.remove();
    if (!field) return;
    const { offered, use, forget } = document.querySelector(".cop-kept").dataset;
    const box = document.createElement("div");
    box.className = "cop-offer";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.dir = "auto";
    text.className = "text";
    text.textContent = draft.text;
    const title = document.createElement("p");
    title.textContent = offered;
    const button = (label, work) => {
      const item = document.createElement("button");
      item.type = "button";
      item.textContent = label;
      item.addEventListener("click", () => { box.remove(); work(); });
      return item;
    };
    box.append(title, text, button(use, () => {
      write(field.name, { ...draft, base: field.stored });
      type(element, draft.text);
      element.focus();
      send(element);
    }), button(forget, () => drop(field.name)));
    place.append(box);
  };

  // Without a connection an own banner says that nothing is lost; what is still not stored is sent once it is back.
  const isCut = () => "cut" in document.body.dataset;
  let connectedOnce = false;
  // Streamlit closes every field while there is no connection; those that were open stay open, and keep the caret.
  const open = new WeakSet();
  let focused = null;
  document.addEventListener("focusin", (event) => { focused = event.target; });
  document.addEventListener("pointerdown", () => { focused = null; }, true);
  const keepOpen = () => {
    for (const field of fields()) {
      const element = elementOf(field);
      if (!element) continue;
      if (!isCut()) { if (!element.disabled) open.add(element); continue; }
      if (!element.disabled || !open.has(element)) continue;
      element.disabled = false;
      if (element === focused && document.activeElement !== element) element.focus({ preventScroll: true });
    }
  };
  const noteConnection = () => {
    const state = document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState;
    if (state === "CONNECTED") connectedOnce = true;
    const cut = connectedOnce && state !== undefined && state !== "CONNECTED" || !navigator.onLine;
    if (cut === isCut()) return;
    if (cut) document.body.dataset.cut = "";
    else {
      delete document.body.dataset.cut;
      ran = false;
      setTimeout(resume, RESUME);
      for (const field of fields()) {
        const element = elementOf(field);
        if (element && read(field.name)) sendSoon(element);
      }
    }
  };
  // A session that has ended meanwhile, or a server started anew, knows no part of the page, and would let each press drop:
  // the page is run again as a whole, with all that its fields hold, unless Streamlit has done so itself.
  const RESUME = 1000;  // ms that Streamlit has for it
  let ran = false;  // whether a run has begun since the line is back
  const resume = () => {
    const button = document.querySelector(".st-key-resume button");
    if (isCut() || ran || !button) return;
    if (button.disabled) setTimeout(resume, RESUME);
    else button.click();
  };
  window.addEventListener("online", noteConnection);
  window.addEventListener("offline", noteConnection);

  // On a shared computer a person can drop the texts that the browser keeps of theirs.
  const showDrop = () => {
    for (const box of document.querySelectorAll(".cop-kept-drop")) {
      const hidden = !names().length;
      if (box.hidden !== hidden) box.hidden = hidden;
    }
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".cop-kept-drop")) return;
    names().forEach(drop);
    showDrop();
  });

  for (const name of names()) if (!(Date.now() - read(name)?.at < MAXIMUM_AGE)) drop(name);
  const check = () => { noteConnection(); ran ||= !isQuiet(); keepOpen(); look(); dropClosed(); reopen(); showDrop(); };
  let settled = null;  // a last check, as the value of a field changes without a change of the page
  new MutationObserver(() => { check(); clearTimeout(settled); settled = setTimeout(check, 500); }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-fields", "data-done", "data-test-script-state", "data-test-connection-state", "disabled"],
  });
})();

// What Streamlit can't do by itself: say "not saved yet" from the moment something is changed until the
// server has confirmed it, let what was typed go before the page does, close the side bar, and bring a new question and
// its reader together at the top.
(() => {
  "use strict";
  // Streamlit would look for its server below the page's path first, which costs two requests that fail.
  window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" };

  const TEXTS = ".stMain .stTextArea textarea, .stMain .stTextInput input, .stMain .stNumberInput input";
  const RADIOS = '[class*="-choice"] input[type="radio"]';
  let entered = null;   // what the field in focus held when it was entered
  let typed = null;     // what the server had said when something was typed; null when nothing is under way
  let question = null;

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
    if (moved) typed = null;
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
  // Streamlit sends what was typed a moment after the field is left, but a change of the page at once; with a tap of the
  // finger the text would come second and bring the page before back. So the link waits for the text.
  const LEFT_JUST_NOW = 100;  // ms
  let left = -Infinity;
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-testid="stPageLink"] a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || performance.now() - left > LEFT_JUST_NOW) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    left = -Infinity;
    setTimeout(() => link.click(), LEFT_JUST_NOW);
  }, true);
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
  });
  document.addEventListener("focusout", (event) => {
    if (!event.target.matches(TEXTS)) return;
    if (event.target.value === entered) { typed = null; show(); } else left = performance.now();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(TEXTS)) { typed = typed ?? told(); show(); }
  });

  new MutationObserver(show).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["class", "data-selected", "data-choice", "data-test-script-state"],
  });
})();

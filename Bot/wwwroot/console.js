// Small comforts of the console. Every page works without this file.
"use strict";

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
    return;
  }

  if (going) {
    going = false;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      place.click();
    }
  } else if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1500);
  } else if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "?") {
    const keys = document.getElementById("keys");
    if (!keys.open) {
      keys.showModal();
    }
  } else {
    // A page says which of its links and buttons a letter stands for.
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (meant) {
      event.preventDefault();
      meant.click();
    }
  }
});

// A form that was sent is not sent again by a second, impatient tap.
document.addEventListener("submit", (event) => {
  if (event.target.method === "post" && !event.target.hasAttribute("hx-post")) {
    const sent = event.target.dataset.sent;
    event.target.dataset.sent = "1";
    if (sent) {
      event.preventDefault();
    }
  }
});

// Words of a menu or a saved reply go where the caret is, as if they were typed: undoing works, and who listens hears of it.
// Without this file a saved reply's link brings a page with them.
document.addEventListener("click", (event) => {
  const words = event.target.closest?.("[data-insert]");
  if (!words) {
    return;
  }

  event.preventDefault();
  const field = document.getElementById(words.closest("[data-for]").dataset.for);
  field.focus();
  if (!document.execCommand("insertText", false, words.dataset.insert)) {
    field.setRangeText(words.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// Touching a field that belongs to a choice makes the choice.
document.addEventListener("input", (event) => {
  const choice = event.target.dataset?.chooses;
  if (choice) {
    document.getElementById(choice).checked = true;
  }
});

// Coming back to a page in the browser's memory makes its forms usable again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// The look a Flex Message brings along: pages may carry no styles of their own, a script may set them.
customElements.define("line-flex", class extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("[data-style]")) part.style.cssText = part.dataset.style;
  }
});

// A password can be looked at instead of being typed twice.
document.addEventListener("change", (event) => {
  const shown = event.target.dataset?.shows;
  if (shown) {
    document.getElementById(shown).type = event.target.checked ? "text" : "password";
  }
});

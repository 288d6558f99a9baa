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

// Words that are kept go where the cursor is; without this file the link brings a page with them.
document.addEventListener("click", (event) => {
  const kept = event.target.closest?.("[data-insert]");
  if (!kept) {
    return;
  }

  event.preventDefault();
  const field = document.getElementById(kept.dataset.insert);
  field.setRangeText(kept.dataset.text, field.selectionStart, field.selectionEnd, "end");
  field.focus();
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

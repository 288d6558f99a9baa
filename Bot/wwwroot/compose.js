// Comforts of the composer: menus of words that close by themselves, and what was typed kept until it is saved. Everything else is the server's.
"use strict";

customElements.define("insert-menu", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        const open = this.querySelector("details[open]");
        open?.removeAttribute("open");
        open?.querySelector("summary").focus();
      }
    });

    // Taking something from a menu, or leaving it, closes it.
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-insert]")) {
        this.querySelector("details[open]")?.removeAttribute("open");
      }
    });
    this.addEventListener("focusout", (event) => {
      for (const open of this.querySelectorAll("details[open]")) {
        if (!open.contains(event.relatedTarget)) {
          open.removeAttribute("open");
        }
      }
    });
  }
});

// What was typed is kept in this browser until the form is sent, and offered when the page is opened again.
{
  const form = document.getElementById("compose");
  const key = `compose:${form.dataset.keep}`;
  const written = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !name.startsWith("__") && name !== "friend" && name !== "seen"));
  const before = written().toString();
  const kept = localStorage.getItem(key);
  let waiting = 0;

  const keep = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const now = written().toString();
      if (now === before) {
        localStorage.removeItem(key);
      } else {
        localStorage.setItem(key, now);
      }
    }, 300);
  };
  form.addEventListener("input", keep);

  // Whoever asks for the picture next, the friend is the one that was chosen last, though their picture is not here yet.
  form.addEventListener("click", (event) => {
    const chosen = event.target.closest("button[name=go]");
    if (chosen) {
      form.elements.friend.value = chosen.value;
    }
  });

  // The button that changed the messages may be gone with them: whoever listens hears of it from here.
  let messages = document.getElementById("bubbles");
  document.addEventListener("htmx:after:swap", () => {
    if (document.getElementById("bubbles") !== messages) {
      messages = document.getElementById("bubbles");
      keep();
      document.body.dispatchEvent(new Event("bubbles-changed"));
    }
  });

  // Saved is saved; a form that came back with mistakes is kept again as soon as somebody types.
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
  });

  if (kept !== null && kept !== before && !form.dataset.kept) {
    const english = document.documentElement.lang === "en";
    const offer = document.createElement("div");
    offer.className = "alert alert-info cluster";
    offer.setAttribute("role", "status");
    offer.append(english ? "You left something unsaved here." : "書きかけの内容が残っています。");
    const button = (words, action) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-sm";
      made.textContent = words;
      made.addEventListener("click", action);
      offer.append(made);
    };
    button(english ? "Take it up again" : "続きから書く", () => {
      const again = document.createElement("form");
      again.method = "post";
      again.action = "/campaigns/form";
      const fields = new URLSearchParams(kept);
      for (const name of ["__RequestVerificationToken", "seen"]) {
        fields.set(name, form.elements[name].value);
      }
      for (const [name, value] of fields) {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        field.value = value;
        again.append(field);
      }
      document.body.append(again);
      again.submit();
    });
    button(english ? "Throw it away" : "捨てる", () => {
      localStorage.removeItem(key);
      offer.remove();
    });
    form.before(offer);
  }
}

// The field of a condition: what is wrong is marked where it stands, and what may come at the caret is suggested.
// Both are asked of the server; an answer to a text that is not there any more is dropped.
"use strict";

customElements.define("condition-field", class extends HTMLElement {
  #field;
  #marks;
  #answer;
  #list;
  #active = -1;
  #listed = ""; // The text that the list is of; it may be older than the one in the field.
  #asking = null;
  #waiting = 0;
  #pressed = null; // The key that waits for the list of the text in the field.

  connectedCallback() {
    this.#field = this.querySelector("textarea");
    this.#answer = this.querySelector("#count");
    this.#list = this.querySelector(".suggestions");
    this.#marks = document.createElement("div");
    this.#marks.className = `${this.#field.className} condition-marks`;
    this.#marks.setAttribute("aria-hidden", "true");
    this.#field.before(this.#marks);
    this.#field.setAttribute("aria-autocomplete", "list");
    this.#showMarks(this.#wrong());
    this.#listen();
  }

  #listen() {
    const field = this.#field;

    // While a Japanese word is being composed nothing is asked: what stands there is not what is meant.
    this.addEventListener("input", (event) => {
      if (event.target === field && event.isComposing) {
        event.stopPropagation();
        this.#keepMarks();
        this.#close();
      }
    }, true);
    field.addEventListener("compositionend", () => field.dispatchEvent(new Event("input", { bubbles: true })));
    field.addEventListener("input", () => {
      this.#keepMarks();
      this.#answer.classList.add("stale");
      this.#answer.setAttribute("aria-busy", "true");
      this.#askSoon();
    });
    field.addEventListener("scroll", () => { this.#marks.scrollTop = field.scrollTop; });
    field.addEventListener("keydown", (event) => this.#press(event));
    field.addEventListener("keyup", (event) => {
      if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
        this.#close();
      }
    });
    field.addEventListener("click", () => (field.value === "" ? this.#ask() : this.#close()));
    field.addEventListener("blur", () => this.#close());
    addEventListener("pageshow", () => this.#keepMarks());

    // The list is the field's: touching it leaves the caret where it is.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#take(event.target.closest("[role=option]")));
    this.#answer.addEventListener("click", (event) => {
      const fix = event.target.closest("a[data-text]");
      if (fix) {
        event.preventDefault();
        if (!this.#answer.classList.contains("stale")) {
          this.#put(fix.closest("[data-start]").dataset, fix.dataset.text);
        }
      }
    });

    field.addEventListener("htmx:config:request", (event) => {
      const { ctx } = event.detail;
      ctx.typed = ctx.request.body.get("condition");
      ctx.isOfSegment = Boolean(ctx.request.body.get("segment"));
    });
    field.addEventListener("htmx:before:swap", (event) => {
      if (event.detail.ctx.typed !== field.value) {
        event.preventDefault();
      }
    });
    field.addEventListener("htmx:after:swap", (event) => {
      this.#answer.classList.remove("stale");
      this.#answer.removeAttribute("aria-busy");
      this.#showMarks(event.detail.ctx.isOfSegment ? [] : this.#wrong());
    });
  }

  // What the answer says is wrong, from the first place to the last.
  #wrong() {
    return [...this.#answer.querySelectorAll("li[data-start]")]
      .map(({ dataset }) => ({ start: Number(dataset.start), end: Number(dataset.start) + Number(dataset.length) }))
      .sort((a, b) => a.start - b.start);
  }

  #showMarks(wrong) {
    const text = this.#field.value;
    const parts = [];
    let at = 0;
    for (const { start, end } of wrong.filter((mark) => mark.end > mark.start && mark.end <= text.length)) {
      if (start >= at) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(start, end);
        parts.push(text.slice(at, start), mark);
        at = end;
      }
    }

    // The last line break would have no line without something on it.
    this.#marks.replaceChildren(...parts, text.slice(at), "\u200b");
    this.#marks.scrollTop = this.#field.scrollTop;
  }

  // Until the answer comes, the marks of what did not change stay where it went.
  #keepMarks() {
    const [before, now] = [this.#marks.textContent.slice(0, -1), this.#field.value];
    if (before === now) {
      return;
    }

    const shorter = Math.min(before.length, now.length);
    let same = 0;
    while (same < shorter && before[same] === now[same]) {
      same++;
    }

    let sameAtEnd = 0;
    while (sameAtEnd < shorter - same && before.at(-1 - sameAtEnd) === now.at(-1 - sameAtEnd)) {
      sameAtEnd++;
    }

    const kept = [];
    let at = 0;
    for (const part of this.#marks.childNodes) {
      const [start, end] = [at, at + part.textContent.length];
      if (part.nodeName === "MARK" && end < same) {
        kept.push({ start, end });
      } else if (part.nodeName === "MARK" && start > before.length - sameAtEnd) {
        kept.push({ start: start + now.length - before.length, end: end + now.length - before.length });
      }

      at = end;
    }

    this.#showMarks(kept);
  }

  #askSoon() {
    this.#callOff();
    this.#pressed = null;
    this.#waiting = setTimeout(() => this.#ask(), 60);
  }

  #callOff() {
    clearTimeout(this.#waiting);
    this.#asking?.abort();
    this.#waiting = 0;
    this.#asking = null;
  }

  async #ask() {
    this.#callOff();
    const asking = this.#asking = new AbortController();
    const { value, selectionStart, selectionEnd } = this.#field;
    if (selectionStart !== selectionEnd || document.activeElement !== this.#field) {
      this.#close();
      return;
    }

    try {
      const answer = await fetch("/segments/complete", {
        method: "POST",
        headers: { RequestVerificationToken: this.dataset.token },
        body: new URLSearchParams({ condition: value, at: selectionStart }),
        signal: asking.signal,
      });
      const html = answer.ok ? await answer.text() : "";
      if (asking.signal.aborted) {
        return;
      }

      if (this.#field.value !== value || this.#field.selectionStart !== selectionStart) {
        this.#close();
        return;
      }

      const pressed = this.#pressed;
      this.#asking = this.#pressed = null;
      this.#open(html);
      this.#settle(pressed);
    } catch {
      // Without an answer there is nothing to suggest; one that was called off has a successor.
      if (!asking.signal.aborted) {
        this.#close();
      }
    }
  }

  #open(html) {
    this.#list.innerHTML = html;
    const { value, selectionStart } = this.#field;
    this.#listed = value;
    let isWhole = false;
    for (const option of this.#options()) {
      const { start, length, text } = option.dataset;
      if (text.trim() === value.substr(Number(start), Number(length)) && text.trim() !== "") {
        isWhole = true;
        option.remove();
      }
    }

    const [first] = this.#options();
    if (!first && !this.#list.querySelector(".suggestion-free")) {
      this.#close();
      return;
    }

    this.#list.hidden = false;
    if (first) {
      this.#field.setAttribute("role", "combobox");
      this.#field.setAttribute("aria-expanded", "true");
      this.#field.setAttribute("aria-controls", "suggestions");
    }

    // Chosen beforehand only for who is in the middle of a word: a line break stays a line break otherwise.
    this.#choose(first && !isWhole && Number(first.dataset.length) > 0 ? 0 : -1);
    this.#place(first ? Number(first.dataset.start) : selectionStart);
  }

  #close() {
    this.#callOff();
    this.#pressed = null;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#active = -1;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant"]) {
      this.#field.removeAttribute(name);
    }
  }

  // Under the word that it is about.
  #place(at) {
    const range = document.createRange();
    let left = at;
    for (const part of this.#marks.childNodes) {
      const text = part.nodeName === "MARK" ? part.firstChild : part;
      if (left < text.length) {
        range.setStart(text, left);
        range.setEnd(text, left + 1);
        break;
      }

      left -= text.length;
    }

    const [word, box] = [range.getBoundingClientRect(), this.#list.parentElement.getBoundingClientRect()];
    this.#list.style.left = `${Math.max(0, Math.min(word.left - box.left - 12, box.width - this.#list.offsetWidth))}px`;
    this.#list.style.top = `${Math.min(word.bottom - box.top, box.height) + 4}px`;
  }

  #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #choose(index) {
    const options = this.#options();
    this.#active = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (options[index]) {
      this.#field.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    } else {
      this.#field.removeAttribute("aria-activedescendant");
    }
  }

  #press(event) {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }

    if ((event.ctrlKey && event.key === " ") || (event.altKey && event.key === "ArrowDown")) {
      event.preventDefault();
      this.#ask();
      return;
    }

    if (this.#list.hidden || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    const options = this.#options();
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
    } else if (options.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.#callOff(); // Who goes into the list has it stay.
      this.#pressed = null;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#choose(this.#active < 0 && step < 0 ? options.length - 1 : (this.#active + step + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      if (this.#waiting !== 0 || this.#asking) {
        event.preventDefault();
        this.#pressed = event.key;
      } else if (options[this.#active]) {
        event.preventDefault();
        this.#take(options[this.#active]);
      } else {
        this.#close();
      }
    }
  }

  // A key that waited does what it would have done, had the list been there.
  #settle(pressed) {
    const chosen = pressed && this.#options()[this.#active];
    if (chosen) {
      this.#take(chosen);
    } else if (pressed) {
      this.#close();
      if (pressed === "Enter") {
        this.#put({ start: this.#field.selectionStart, length: 0 }, "\n");
      }
    }
  }

  // What was typed on since the list came belongs to the word that it is about.
  #take(option) {
    if (option) {
      const { start, length, text } = option.dataset;
      const typedOn = this.#field.value.length - this.#listed.length;
      this.#close();
      this.#put({ start, length: Math.max(0, Number(length) + typedOn) }, text);
    }
  }

  // As if it were typed: undoing works, and everybody hears of it.
  #put({ start, length }, text) {
    const field = this.#field;
    const [from, to] = [Number(start), Number(start) + Number(length)];
    field.focus();
    field.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});

// A text area that becomes an editor: colours, completion and explanations from the kind's schema, and what the linter finds under the
// lines. The editor stands in a shadow tree, where its styles are adopted style sheets: the page's policy allows no style elements.
import { basicSetup } from "codemirror";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, tooltips } from "@codemirror/view";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { autocompletion } from "@codemirror/autocomplete";
import { linter, lintGutter, setDiagnostics } from "@codemirror/lint";
import { yaml } from "@codemirror/lang-yaml";
import { tags } from "@lezer/highlight";
import { Schema } from "./schema.js";

const CheckAfter = 350;
const KeepAfter = 1000;
const dark = matchMedia("(prefers-color-scheme: dark)");

class YamlEditor extends HTMLElement {
  #area = this.querySelector("textarea");
  #form = this.closest("form");
  #view = null;
  #checking = null;
  #checkTimer = 0;
  #keepTimer = 0;
  #kept = null;

  connectedCallback() {
    if (this.#view) {
      return;
    }

    const root = this.attachShadow({ mode: "open" });
    const place = root.appendChild(document.createElement("div"));
    const schema = Schema.load(this.dataset.schema);
    const colours = new Compartment();
    this.#view = new EditorView({
      root,
      parent: place,
      doc: this.#area.value,
      extensions: [
        basicSetup,
        yaml(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        tooltips({ position: "absolute" }),
        autocompletion({ override: [async (context) => (await schema)?.complete(context) ?? null] }),
        hoverTooltip(async (view, at) => (await schema)?.explain(view.state, at) ?? null),
        linter(null),
        lintGutter(),
        colours.of(look(dark.matches)),
        EditorView.contentAttributes.of({ "aria-label": this.dataset.label, tabindex: "0" }),
        keymap.of([{ key: "Mod-s", preventDefault: true, run: () => { this.#keep(); return true; } }]),
        EditorView.updateListener.of((update) => update.docChanged && this.#changed()),
      ],
    });
    dark.addEventListener("change", () => this.#view.dispatch({ effects: colours.reconfigure(look(dark.matches)) }));
    this.#area.hidden = true;
    document.querySelector(`label[for="${this.#area.id}"]`)?.addEventListener("click", () => this.#view.focus());
    this.#kept = this.#area.value;
    addEventListener("pagehide", () => this.#keepOnLeaving());
    this.#check();
  }

  goTo(line) {
    const place = this.#view.state.doc.line(Math.min(Math.max(1, line), this.#view.state.doc.lines));
    this.#view.dispatch({ selection: { anchor: place.from }, effects: EditorView.scrollIntoView(place.from, { y: "center" }) });
    this.#view.focus();
  }

  #changed() {
    this.#area.value = this.#view.state.doc.toString();
    clearTimeout(this.#checkTimer);
    clearTimeout(this.#keepTimer);
    this.#checkTimer = setTimeout(() => this.#check(), CheckAfter);
    this.#keepTimer = setTimeout(() => this.#keep(), KeepAfter);
  }

  // What an answer says is of the text as it was sent; once that has changed, the next answer says it.
  async #check() {
    this.#checking?.abort();
    this.#checking = new AbortController();
    const asked = this.#view.state.doc;
    try {
      const answer = await fetch(this.dataset.check, { method: "POST", body: this.#fields(), signal: this.#checking.signal });
      if (!answer.ok || this.#view.state.doc !== asked) {
        return;
      }

      const found = await answer.json();
      this.#view.dispatch(setDiagnostics(this.#view.state, found.findings.map((one) => diagnostic(asked, one))));
      this.#list([...found.findings, ...found.elsewhere], found.findings.length);
      this.dispatchEvent(new CustomEvent("checked", { detail: found }));
    } catch (problem) {
      if (problem.name !== "AbortError") {
        console.info("The text could not be checked now.");
      }
    }
  }

  async #keep() {
    const text = this.#area.value;
    if (text === this.#kept) {
      return;
    }

    let isKept = false;
    try {
      isKept = (await fetch(this.dataset.keep, { method: "POST", body: this.#fields() })).ok;
    } catch {
      // Said below; the next change tries again, and the text stands in the page.
    }

    this.#kept = isKept ? text : this.#kept;
    document.getElementById("kept").textContent = isKept ? this.dataset.kept : this.dataset.unkept;
  }

  #keepOnLeaving() {
    if (this.#area.value !== this.#kept) {
      navigator.sendBeacon(this.dataset.keep, this.#fields());
    }
  }

  #fields() {
    const all = new FormData(this.#form);
    const fields = new FormData();
    for (const name of ["yaml", "based", "__RequestVerificationToken"]) {
      fields.set(name, all.get(name) ?? "");
    }

    return fields;
  }

  #list(found, own) {
    const list = document.getElementById("findings");
    list.replaceChildren(...found.slice(0, 100).map((one, i) => {
      const item = document.createElement("li");
      item.className = one.severity === "error" ? "loss" : "care";
      const place = document.createElement(i < own ? "a" : "code");
      place.textContent = i < own ? `${one.line}:${one.column}` : `${one.file}:${one.line}`;
      if (i < own) {
        place.href = "#yaml";
        place.dataset.line = one.line;
      }

      const [message, fix] = [document.createElement("span"), document.createElement("span")];
      message.textContent = one.message;
      fix.textContent = one.fix;
      fix.className = "fix";
      item.append(place, " ", message, " ", fix);
      return item;
    }));
    const errors = found.filter((one) => one.severity === "error").length;
    document.getElementById("findings-sum").textContent = found.length === 0
      ? this.dataset.fine
      : this.dataset.sum.replace("{0}", errors).replace("{1}", found.length - errors);
  }
}

function diagnostic(doc, found) {
  const line = doc.line(Math.min(Math.max(1, found.line), doc.lines));
  const from = Math.min(line.from + Math.max(0, found.column - 1), line.to);
  const word = /^[^\s,:[\]{}]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  return {
    from,
    to: Math.min(line.to, from + Math.max(word, 1)),
    severity: found.severity,
    message: `${found.message}\n${found.fix}`,
  };
}

function look(isDark) {
  const ink = isDark
    ? { text: "#e5e7eb", quiet: "#9ca3af", key: "#7dd3fc", string: "#86efac", atom: "#fcd34d", comment: "#9ca3af", line: "#1f2937", pick: "#1e3a5f", border: "#374151", back: "#111827" }
    : { text: "#1f2937", quiet: "#6b7280", key: "#075985", string: "#166534", atom: "#92400e", comment: "#5b6370", line: "#f3f4f6", pick: "#cfe8fc", border: "#d1d5db", back: "#ffffff" };
  return [
    EditorView.theme({
      "&": { color: ink.text, backgroundColor: "transparent", fontSize: "0.875rem", height: "min(70vh, 42rem)" },
      ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, \"Noto Sans Mono CJK JP\", monospace", lineHeight: "1.6", overflow: "auto" },
      ".cm-content": { caretColor: ink.text, paddingBlock: "0.5rem" },
      ".cm-cursor": { borderLeftColor: ink.text },
      "&.cm-focused": { outline: `2px solid ${isDark ? "#4ade80" : "#067a38"}`, outlineOffset: "-2px" },
      ".cm-gutters": { backgroundColor: "transparent", color: ink.quiet, borderRight: `1px solid ${ink.border}` },
      ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: ink.line },
      ".cm-activeLineGutter": { color: ink.text },
      "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: ink.pick },
      ".cm-tooltip, .cm-panels": { backgroundColor: ink.back, color: ink.text, border: `1px solid ${ink.border}`, borderRadius: "6px" },
      ".cm-tooltip": { maxWidth: "32rem" },
      ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: ink.pick, color: ink.text },
      ".cm-completionInfo": { padding: "0.5rem 0.75rem", maxWidth: "22rem" },
      ".cm-diagnostic": { whiteSpace: "pre-line", padding: "0.25rem 0.75rem" },
      ".cm-explained": { padding: "0.25rem 0.75rem", maxWidth: "28rem" },
      ".cm-panels input, .cm-panels button": { font: "inherit" },
    }, { dark: isDark }),
    syntaxHighlighting(HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: ink.key, fontWeight: "600" },
      { tag: [tags.string, tags.special(tags.string), tags.content], color: ink.string },
      { tag: [tags.bool, tags.number, tags.keyword, tags.atom], color: ink.atom },
      { tag: [tags.comment, tags.lineComment], color: ink.comment, fontStyle: "italic" },
      { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: ink.quiet },
    ])),
  ];
}

customElements.define("yaml-editor", YamlEditor);

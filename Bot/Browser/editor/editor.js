// The editor's page: the text with what is wrong in it, the drawing of the survey, and the phone, each following the text.
// Everything here has a way without it: the text is a field of a form, and each button posts it.
import "./yaml-editor.js";
import "./survey-map.js";
import { followPhone } from "./phone.js";

const form = document.getElementById("editor");
if (form) {
  const editor = form.querySelector("yaml-editor");
  const map = form.querySelector("survey-map");
  editor.addEventListener("checked", (event) => map?.draw(event.detail.graph));
  map?.addEventListener("chosen", (event) => editor.goTo(event.detail.line));
  form.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]")?.dataset.line;
    if (line) {
      event.preventDefault();
      editor.goTo(Number(line));
    }
  });
  // With the text checked while it is written, the button for it only stands in the way.
  document.getElementById("check").hidden = true;
  followPhone(form, (at) => map?.highlight(at));
}

// What the rows of a condition say is put into the field of its text, which counts it.
"use strict";

document.addEventListener("htmx:after:swap", () => {
  const rows = document.getElementById("rows");
  const field = document.getElementById("condition");
  const fresh = rows?.dataset.from === "rows";
  if (fresh) {
    rows.dataset.from = "text"; // Once: what is typed after it counts.
  }

  if (fresh && field && rows.dataset.condition !== field.value) {
    field.value = rows.dataset.condition;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

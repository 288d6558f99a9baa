// Keeps a campaign's progress up to date. Without this file the page says how it was when it was opened, with a link to look again.
"use strict";

const watch = document.getElementById("watch");
const address = watch?.dataset.progress;

// As the page draws them: the unit of a number is smaller.
const write = (place, text) => {
  const [number, unit] = text.split(/ (.*)/);
  if (unit && place.matches(".figure-number")) {
    const small = document.createElement("small");
    small.textContent = unit;
    place.replaceChildren(`${number} `, small);
  } else {
    place.textContent = text;
  }
};

const show = ({ percent, texts }) => {
  for (const [id, text] of Object.entries(texts)) {
    const place = document.getElementById(id);
    if (place && place.textContent !== text) {
      write(place, text);
    }
  }

  document.querySelector("#bar .fill")?.setAttribute("width", `${percent}%`);
};

// The server draws the page anew, and htmx puts it in place without taking the focus away.
const drawAnew = () => htmx.trigger(watch, "changed");

if (address) {
  const events = new EventSource(address);
  events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  events.addEventListener("changed", drawAnew);
  events.addEventListener("over", () => {
    events.close();
    drawAnew();
  });

  // After an answer that is no stream (too many watch) the browser does not try again: look now and then instead.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) {
      setInterval(() => {
        if (watch.dataset.progress && !document.hidden) {
          drawAnew();
        }
      }, 5000);
    }
  });
}

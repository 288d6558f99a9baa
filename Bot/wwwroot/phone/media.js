// Films and sounds, played by the browser's own players from the addresses that messages give.
import { h, icon } from "./dom.js";

/** An address that may be loaded; undefined for anything else. */
export const address = (value) => (/^(https?:|data:image\/|\/)/.test(value ?? "") ? value : undefined);

/** ended() is called when the film was seen to its end; where it cannot be played and that matters, a button says so. */
export function film(source, { poster, tracked, ended = () => {}, fill = false } = {}) {
  const element = h("video.film", { src: source, poster, playsinline: true, preload: poster ? "none" : "metadata", onended: ended });
  if (fill) element.classList.add("film-fill");
  // The player's own controls cover much of so small a picture: they come with the first tap.
  const start = h("button.fx-play", { type: "button", "aria-label": "動画を再生", onclick: (event) => { event.stopPropagation(); start.remove(); element.controls = true; element.play().catch(() => {}); } }, icon("play", 34));
  const frame = h("div.film-frame", {}, element, start);
  element.addEventListener("error", () => frame.replaceChildren(h("div.film-missing", {}, icon("play", 30), h("span", {}, "この動画は再生できません"),
    tracked && h("button.film-seen", { type: "button", onclick: (event) => { event.target.remove(); ended(); } }, "見終わったことにする"))));
  return frame;
}

export function sound(source, duration) {
  const seconds = Math.round((duration ?? 0) / 1000);
  const words = h("small", {}, `音声 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  const player = h("audio", { src: source, controls: true, preload: "none" });
  player.addEventListener("error", () => player.replaceWith(h("span.sound-missing", {}, icon("play", 18), "再生できません")));
  return [player, words];
}

/** How long a recording is, in milliseconds; 0 where the browser cannot tell. */
export function durationOf(file) {
  return new Promise((tell) => {
    const player = document.createElement(file.type.startsWith("video/") ? "video" : "audio");
    const done = () => { URL.revokeObjectURL(player.src); tell(Number.isFinite(player.duration) ? Math.round(player.duration * 1000) : 0); };
    player.preload = "metadata";
    player.onloadedmetadata = done;
    player.onerror = done;
    player.src = URL.createObjectURL(file);
  });
}

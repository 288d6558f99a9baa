import { h, icon } from "./dom.js";

const place = document.querySelector(".toasts");

export function toast(text, kind = "") {
  const element = h(`div.toast${kind ? `.toast-${kind}` : ""}`, {}, kind === "ring" && icon("bell", 18), text);
  place.append(element);
  while (place.childElementCount > 3) place.firstElementChild.remove();
  setTimeout(() => element.remove(), kind === "failed" ? 7000 : 4000);
}

export const failed = (problem) => toast(problem.message, "failed");

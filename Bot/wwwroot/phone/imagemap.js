// Draws an imagemap: the picture, its areas to tap, and the film on it.
import { h, icon } from "./dom.js";
import { address, film } from "./media.js";

export function imagemap(object, { tap, open }) {
  const width = object.baseSize?.width || 1040;
  const height = object.baseSize?.height || 1040;
  const source = address(object.baseUrl);
  const frame = h("div.map", { role: "group", "aria-label": object.altText ?? "イメージマップ", style: { "aspect-ratio": `${width} / ${height}` } });
  // Without its picture the areas show where they are, so that they can be tried all the same.
  const lost = () => { frame.classList.add("is-lost"); return h("span.map-lost", {}, icon("photo", 26), object.altText ?? ""); };
  frame.append(source ? h("img", { src: `${source}/1040`, alt: "", onerror: (event) => event.target.replaceWith(lost()) }) : lost());
  const place = (element, area) => {
    const share = (value, whole) => `${((value ?? 0) / whole) * 100}%`;
    Object.assign(element.style, { left: share(area?.x, width), top: share(area?.y, height), width: share(area?.width, width), height: share(area?.height, height) });
    frame.append(element);
  };
  (object.actions ?? []).forEach((action, i) => {
    const words = action.label ?? action.text ?? action.linkUri ?? "コピー";
    place(h("button.map-area", { type: "button", title: words, "aria-label": words, onclick: () => tap(`actions[${i}]`, action) }, h("span", {}, words)), action.area);
  });
  if (object.video) {
    const { externalLink: link } = object.video;
    const player = h("div.map-film", {}, film(address(object.video.originalContentUrl), {
      poster: address(object.video.previewImageUrl),
      fill: true,
      ended: () => link && player.append(h("button.map-link", { type: "button", onclick: () => open(link.linkUri) }, link.label)),
    }));
    place(player, object.video.area);
  }
  return frame;
}

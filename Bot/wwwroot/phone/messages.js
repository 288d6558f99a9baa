// Draws one of LINE's message objects as it stands in a chat. Used by the phone, and by anything that previews messages.
import { h, icon } from "./dom.js";
import { flex } from "./flex.js";
import { sticker } from "./sticker.js";

const address = (value) => (/^(https?:|data:image\/|\/)/.test(value ?? "") ? value : undefined);

/** tap(path, action) is called with the place of what was tapped; picture(message) gives the address of a friend's own picture. */
export function message(object, tap = () => {}, picture = () => undefined) {
  const draw = kinds[object?.type];
  return draw ? draw(object, tap, picture) : h("div.bubble.bubble-unknown", {}, `（${object?.type ?? "不明"}）`);
}

const kinds = {
  text: (object) => h("div.bubble", {}, linked(object.text ?? "")),
  textV2: (object) => h("div.bubble", {}, linked(object.text ?? "")),
  unsent: () => h("div.bubble.bubble-gone", {}, "送信を取り消しました"),
  sticker: (object) => h("div.sticker", { role: "img", "aria-label": "スタンプ" }, sticker(object.stickerId, 118), h("small", {}, `${object.packageId} / ${object.stickerId}`)),
  image: (object, tap, picture) => shown(address(object.previewImageUrl) ?? address(object.originalContentUrl) ?? picture(object)),
  video: (object) => h("div.video", {}, shown(address(object.previewImageUrl)), h("span.fx-play", {}, icon("play", 32))),
  audio: (object) => h("div.bubble.bubble-audio", {}, icon("play", 18), `音声 ${Math.round((object.duration ?? 0) / 1000)} 秒`),
  location: (object) => h("div.place", {}, h("div.place-map", {}, icon("pin", 30)), h("div.place-words", {}, h("strong", {}, object.title ?? "位置情報"), object.address ?? `${object.latitude}, ${object.longitude}`)),
  flex: (object, tap) => h("div.fx", {}, flex(object.contents, "contents", tap)),
  template: (object, tap) => template(object.template ?? {}, tap),
  imagemap: (object) => h("div.bubble.bubble-unknown", {}, object.altText ?? "イメージマップ"),
};

function template(object, tap) {
  switch (object.type) {
    case "confirm":
      return h("div.card.card-confirm", {}, h("p.card-text", {}, object.text ?? ""), h("div.card-pair", {}, actions(object.actions, "template", tap)));
    case "buttons":
      return card(object, "template", tap, object);
    case "carousel":
      return h("div.cards", { tabindex: 0 }, (object.columns ?? []).map((column, i) => card(column, `template.columns[${i}]`, tap, object)));
    case "image_carousel":
      return h("div.cards", { tabindex: 0 }, (object.columns ?? []).map((column, i) => h("button.card.card-picture", { type: "button", onclick: () => tap(`template.columns[${i}].action`, column.action) },
        h("img", { src: address(column.imageUrl), alt: "" }), column.action?.label && h("span", {}, column.action.label))));
    default:
      return h("div.bubble.bubble-unknown", {}, `（${object.type ?? "テンプレート"}）`);
  }
}

function card(object, path, tap, whole) {
  const body = h("div.card-body", {}, object.title && h("strong.card-title", {}, object.title), h("p.card-text", {}, object.text ?? ""));
  const source = address(object.thumbnailImageUrl);
  const element = h("div.card", {},
    source && h(`div.card-image.card-${whole.imageAspectRatio === "square" ? "square" : "wide"}`, {}, h("img", { src: source, alt: "", style: { "object-fit": whole.imageSize === "contain" ? "contain" : "cover" } })),
    body, h("div.card-actions", {}, actions(object.actions, path, tap)));
  if (object.defaultAction) {
    body.classList.add("fx-tappable");
    body.addEventListener("click", () => tap(`${path}.defaultAction`, object.defaultAction));
  }
  return element;
}

const actions = (list, path, tap) => (list ?? []).map((action, i) =>
  h("button.card-action", { type: "button", onclick: () => tap(`${path}.actions[${i}]`, action) }, action.label ?? action.text ?? ""));

const shown = (source) => h("div.photo", {}, source
  ? h("img", { src: source, alt: "写真", loading: "lazy", onerror: (e) => e.target.replaceWith(h("span.fx-missing", {}, icon("photo", 32))) })
  : h("span.fx-missing", {}, icon("photo", 32)));

// Addresses in a text can be opened, as in LINE.
function linked(text) {
  return text.split(/(https?:\/\/[^\s\u3000-\u30ff\u4e00-\u9fff]+)/).map((part, i) =>
    i % 2 === 1 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part);
}

// Draws one of LINE's message objects as it stands in a chat. Used by the phone, and by anything that previews messages.
import { h, icon } from "./dom.js";
import { coupon } from "./coupon.js";
import { flex } from "./flex.js";
import { imagemap } from "./imagemap.js";
import { address, film, sound } from "./media.js";
import { sticker } from "./sticker.js";

/**
 * What the chat does: tap(path, action) with the place of what was tapped; content(message), the address of what a friend
 * sent; watched(), when a video was seen to its end; open(uri); visited(uri), when an address in a text was opened; coupon(id), a promise of LINE's coupon; openCoupon(id).
 */
const nothing = { tap: () => {}, content: () => undefined, watched: () => {}, open: () => {}, visited: () => {}, coupon: () => undefined, openCoupon: () => {} };

export function message(object, chat = nothing) {
  const draw = kinds[object?.type];
  return draw ? draw(object, { ...nothing, ...chat }) : h("div.bubble.bubble-unknown", {}, `（${object?.type ?? "不明"}）`);
}

const kinds = {
  text: (object, chat) => counted(h("div.bubble", {}, withEmojis(object.text ?? "", object.emojis)), chat),
  textV2: (object, chat) => counted(h("div.bubble", {}, substituted(object.text ?? "", object.substitution ?? {})), chat),
  unsent: () => h("div.bubble.bubble-gone", {}, "送信を取り消しました"),
  sticker: (object) => h("div.sticker", { role: "img", "aria-label": "スタンプ" }, sticker(object.stickerId, 118), h("small", {}, `${object.packageId} / ${object.stickerId}`)),
  image: (object, chat) => shown(address(object.previewImageUrl) ?? address(object.originalContentUrl) ?? chat.content(object)),
  video: (object, chat) => h("div.video", {}, film(address(object.originalContentUrl) ?? chat.content(object), { poster: address(object.previewImageUrl), tracked: object.trackingId, ended: chat.watched })),
  audio: (object, chat) => h("div.bubble.bubble-audio", {}, sound(address(object.originalContentUrl) ?? chat.content(object), object.duration)),
  location: (object) => h("div.place", {}, h("div.place-map", { role: "img", "aria-label": "地図" }, icon("pin", 34)), h("div.place-words", {}, h("strong", {}, object.title || "位置情報"), object.address && h("span", {}, object.address), h("small", {}, `${degrees(object.latitude)}, ${degrees(object.longitude)}`))),
  coupon: (object, chat) => coupon(object, chat),
  flex: (object, chat) => h("div.fx", {}, flex(object.contents, "contents", chat)),
  template: (object, { tap }) => template(object.template ?? {}, tap),
  imagemap: (object, chat) => imagemap(object, chat),
};

const degrees = (value) => (typeof value === "number" ? value.toFixed(5) : "");

function template(object, tap) {
  switch (object.type) {
    case "confirm":
      return h("div.card.card-confirm", {}, h("p.card-text", {}, object.text ?? ""), h("div.card-pair", {}, actions(object.actions, "template", tap)));
    case "buttons":
      return card(object, "template", tap, object);
    case "carousel":
      return h("div.cards", { tabindex: 0 }, (object.columns ?? []).map((column, i) => card(column, `template.columns[${i}]`, tap, object)));
    case "image_carousel":
      return h("div.cards", { tabindex: 0 }, (object.columns ?? []).map((column, i) => h("button.card.card-picture", { type: "button", "aria-label": column.action?.label ?? `画像 ${i + 1}`, onclick: () => tap(`template.columns[${i}].action`, column.action) },
        picture(address(column.imageUrl)), column.action?.label && h("span.card-label", {}, column.action.label))));
    default:
      return h("div.bubble.bubble-unknown", {}, `（${object.type ?? "テンプレート"}）`);
  }
}

function card(object, path, tap, whole) {
  const body = h("div.card-body", {}, object.title && h("strong.card-title", {}, object.title), h("p.card-text", {}, object.text ?? ""));
  const source = address(object.thumbnailImageUrl);
  const image = source && h(`div.card-image.card-${whole.imageAspectRatio === "square" ? "square" : "wide"}`, { style: { "background-color": /^#[0-9a-fA-F]{6,8}$/.test(object.imageBackgroundColor ?? "") ? object.imageBackgroundColor : undefined } }, picture(source, whole.imageSize === "contain" ? "contain" : "cover"));
  const element = h("div.card", {}, image, body, h("div.card-actions", {}, actions(object.actions, path, tap)));
  if (object.defaultAction) {
    for (const part of [image, body].filter(Boolean)) {
      part.classList.add("fx-tappable");
      part.addEventListener("click", () => tap(`${path}.defaultAction`, object.defaultAction));
    }
  }
  return element;
}

const actions = (list, path, tap) => (list ?? []).map((action, i) =>
  h("button.card-action", { type: "button", onclick: () => tap(`${path}.actions[${i}]`, action) }, action.label ?? action.text ?? ""));

const missing = () => h("span.fx-missing", {}, icon("photo", 32));

const picture = (source, fit = "cover") => (source
  ? h("img", { src: source, alt: "", loading: "lazy", style: { "object-fit": fit }, onerror: (e) => e.target.replaceWith(missing()) })
  : missing());

const shown = (source) => h("div.photo", {}, source ? h("img", { src: source, alt: "写真", loading: "lazy", onerror: (e) => e.target.replaceWith(missing()) }) : missing());

// LINE's emojis are its artists' work too: the same bear stands in for them, small.
const emoji = (object) => h("span.emoji", { role: "img", "aria-label": "絵文字" }, sticker(object?.emojiId ?? "", 20));

function withEmojis(text, emojis) {
  const parts = [];
  let from = 0;
  for (const one of [...(emojis ?? [])].sort((a, b) => a.index - b.index)) {
    if (text[one.index] !== "$" || one.index < from) continue;
    parts.push(...linked(text.slice(from, one.index)), emoji(one));
    from = one.index + 1;
  }
  return [...parts, ...linked(text.slice(from))];
}

function substituted(text, substitution) {
  return text.split(/(\{\{|\}\}|\{[0-9A-Za-z_]+\})/).flatMap((part, i) => {
    if (i % 2 === 0) return linked(part);
    if (part === "{{" || part === "}}") return [part[0]];
    const value = substitution[part.slice(1, -1)];
    if (value?.type === "emoji") return [emoji(value)];
    return [h("b.mention", {}, value?.mentionee?.type === "all" ? "@All" : "@友だち")];
  });
}

// LINE counts who opens an address in a text.
function counted(bubble, chat) {
  for (const link of bubble.querySelectorAll("a")) link.addEventListener("click", () => chat.visited(link.getAttribute("href")));
  return bubble;
}

// Addresses in a text can be opened, as in LINE.
function linked(text) {
  return text.split(/(https?:\/\/[^\s\u3000-\u30ff\u4e00-\u9fff]+)/).map((part, i) =>
    i % 2 === 1 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part);
}

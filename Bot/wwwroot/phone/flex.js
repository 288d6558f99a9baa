// Draws Flex Messages: LINE's JSON to elements. Sizes are those LINE's own app uses.
import { h, icon } from "./dom.js";
import { address, film } from "./media.js";

const spacings = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const fonts = { xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px" };
const pictures = { xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%" };
const borders = { none: "0", light: ".5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const radii = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const sides = { start: "flex-start", end: "flex-end", center: "center", top: "flex-start", bottom: "flex-end" };

const length = (value, keywords) => keywords[value] ?? (/^-?[\d.]+(px|%)$/.test(value ?? "") ? value : undefined);
const colour = (value) => (/^#[0-9a-fA-F]{3,8}$/.test(value ?? "") ? value : undefined);
const ratio = (value) => (/^[\d.]+:[\d.]+$/.test(value ?? "") ? value.replace(":", " / ") : "1 / 1");

/** container: a bubble or carousel; tap(path, action) is called with the place of what was tapped. */
export function flex(container, path, { tap }) {
  if (container?.type === "carousel") {
    return h("div.fx-carousel", { tabindex: 0 }, (container.contents ?? []).map((bubble, i) => drawBubble(bubble, `${path}.contents[${i}]`, tap)));
  }
  return drawBubble(container ?? {}, path, tap);
}

function drawBubble(bubble, path, tap) {
  const element = h(`div.fx-bubble.fx-${/^[a-z]+$/.test(bubble.size ?? "") ? bubble.size : "mega"}`, { dir: bubble.direction === "rtl" ? "rtl" : "ltr" });
  for (const name of ["header", "hero", "body", "footer"]) {
    if (!bubble[name]) continue;
    const style = bubble.styles?.[name] ?? {};
    if (style.separator && element.childElementCount > 0) element.append(h("hr.fx-rule", { style: { "border-color": colour(style.separatorColor) } }));
    element.append(h(`div.fx-${name}`, { style: { "background-color": colour(style.backgroundColor) } }, draw(bubble[name], `${path}.${name}`, tap, "vertical")));
  }
  if (bubble.body && bubble.footer) element.classList.add("fx-has-footer");
  return tappable(element, bubble.action, `${path}.action`, tap);
}

function draw(part, path, tap, layout) {
  const element = (kinds[part?.type] ?? (() => null))(part, path, tap, layout);
  if (!element) return null;
  place(element, part, layout);
  return ["button", "video"].includes(part.type) ? element : tappable(element, part.action, `${path}.action`, tap);
}

const kinds = { box, text, button, image, icon: glyph, separator, filler, spacer: filler, video };

// What every part can say about its place.
function place(element, part, layout) {
  const horizontal = layout !== "vertical";
  const grows = part.type === "filler" ? 1 : ["icon", "separator"].includes(part.type) ? 0 : horizontal ? 1 : 0;
  const flexes = part.flex ?? (part.width && horizontal ? 0 : grows);
  element.style.flex = flexes > 0 ? `${flexes} 1 0` : "0 0 auto";
  if (flexes > 0) element.style[horizontal ? "minWidth" : "minHeight"] = horizontal ? "0" : "min-content";
  if (part.position === "absolute") element.style.position = "absolute";
  const offsets = { offsetTop: "top", offsetBottom: "bottom", offsetStart: "insetInlineStart", offsetEnd: "insetInlineEnd" };
  for (const [name, side] of Object.entries(offsets)) {
    const value = length(part[name], spacings);
    if (value !== undefined) element.style[side] = value;
  }
  if (part.gravity && layout === "horizontal") element.style.alignSelf = sides[part.gravity] ?? "";
}

function box(part, path, tap) {
  const layout = part.layout ?? "vertical";
  const element = h(`div.fx-box.fx-${["vertical", "horizontal", "baseline"].includes(layout) ? layout : "vertical"}`, {
    style: {
      "background-color": colour(part.backgroundColor),
      background: gradient(part.background),
      "border-width": length(part.borderWidth, borders),
      "border-color": colour(part.borderColor),
      "border-radius": length(part.cornerRadius, radii),
      "justify-content": part.justifyContent,
      "align-items": part.alignItems,
      width: length(part.width, {}), height: length(part.height, {}),
      "max-width": length(part.maxWidth, {}), "max-height": length(part.maxHeight, {}),
      padding: length(part.paddingAll, spacings),
    },
  });
  if (part.cornerRadius) element.style.overflow = "hidden";
  for (const [name, side] of Object.entries({ paddingTop: "padding-top", paddingBottom: "padding-bottom", paddingStart: "padding-inline-start", paddingEnd: "padding-inline-end" })) {
    const value = length(part[name], spacings);
    if (value !== undefined) element.style.setProperty(side, value);
  }
  let first = true;
  (part.contents ?? []).forEach((child, i) => {
    const drawn = draw(child, `${path}.contents[${i}]`, tap, layout);
    if (!drawn) return;
    const gap = length(child.margin ?? (first ? "none" : part.spacing), spacings);
    if (gap && child.position !== "absolute") drawn.style.setProperty(layout === "vertical" ? "margin-top" : "margin-inline-start", gap);
    if (child.position !== "absolute") first = false;
    element.append(drawn);
  });
  return element;
}

function text(part) {
  const element = h("div.fx-text", { style: words(part) });
  if (part.wrap) element.classList.add("fx-wrap");
  if (part.align) element.style.textAlign = part.align;
  if (part.lineSpacing && length(part.lineSpacing, {})) element.style.lineHeight = `calc(1.4em + ${length(part.lineSpacing, {})})`;
  if (part.maxLines > 0) {
    element.classList.add("fx-lines");
    element.style.setProperty("-webkit-line-clamp", String(part.maxLines));
  }
  if (part.adjustMode === "shrink-to-fit" && !part.wrap) shrink(element);
  element.append(...(part.contents?.length ? part.contents.map((span) => h("span", { style: words(span) }, span.text ?? "")) : [part.text ?? ""]));
  return element;
}

const words = (part) => ({
  color: colour(part.color),
  "font-size": length(part.size, fonts),
  "font-weight": part.weight === "bold" ? "700" : part.weight === "regular" ? "400" : undefined,
  "font-style": ["italic", "normal"].includes(part.style) ? part.style : undefined,
  "text-decoration": ["underline", "line-through"].includes(part.decoration) ? part.decoration : undefined,
});

function button(part, path, tap) {
  const style = ["primary", "secondary"].includes(part.style) ? part.style : "link";
  const element = h(`button.fx-button.fx-${style}`, { type: "button", onclick: () => tap(`${path}.action`, part.action) }, part.action?.label ?? "");
  if (part.height === "sm") element.classList.add("fx-low");
  if (part.adjustMode === "shrink-to-fit") shrink(element);
  const paint = colour(part.color);
  if (paint) element.style.setProperty(style === "link" ? "color" : "background-color", paint);
  return element;
}

// Letters get smaller, to half their size at most, until the words fit; known once the element has its place.
function shrink(element) {
  requestAnimationFrame(() => {
    const full = parseFloat(getComputedStyle(element).fontSize);
    for (let size = full; size > full / 2 && element.scrollWidth > element.clientWidth; size -= 0.5) element.style.fontSize = `${size}px`;
  });
}

function image(part) {
  const size = length(part.size ?? "md", pictures) ?? "100px";
  const frame = h("div.fx-frame", { style: { width: size, "aspect-ratio": ratio(part.aspectRatio), "background-color": colour(part.backgroundColor) } });
  const source = address(part.url);
  if (source) frame.append(h("img", { src: source, alt: "", loading: "lazy", style: { "object-fit": part.aspectMode === "cover" ? "cover" : "contain" }, onerror: (e) => e.target.replaceWith(h("span.fx-missing", {}, icon("photo"))) }));
  return h("div.fx-image", { style: { "justify-content": sides[part.align] ?? "center" } }, frame);
}

function video(part, path, tap) {
  return h("div.fx-film", {}, h("div.fx-frame", { style: { width: "100%", "aspect-ratio": ratio(part.aspectRatio) } }, film(address(part.url), { poster: address(part.previewUrl), fill: true })),
    part.action?.label && h("button.fx-link.fx-button.fx-low", { type: "button", onclick: () => tap(`${path}.action`, part.action) }, part.action.label));
}

function glyph(part) {
  const size = length(part.size ?? "md", fonts) ?? "16px";
  return h("span.fx-icon", { style: { height: size, "aspect-ratio": ratio(part.aspectRatio) } }, address(part.url) && h("img", { src: part.url, alt: "" }));
}

function separator(part, path, tap, layout) {
  return h(`div.fx-separator.fx-${layout === "vertical" ? "across" : "down"}`, { style: { "border-color": colour(part.color) } });
}

function filler() {
  return h("div.fx-filler", {});
}

function gradient(background) {
  if (background?.type !== "linearGradient" || !/^[\d.]+deg$/.test(background.angle ?? "")) return undefined;
  const [from, to, middle] = [background.startColor, background.endColor, background.centerColor].map(colour);
  if (!from || !to) return undefined;
  const between = middle ? `, ${middle} ${/^[\d.]+%$/.test(background.centerPosition ?? "") ? background.centerPosition : "50%"}` : "";
  return `linear-gradient(${background.angle}, ${from} 0%${between}, ${to} 100%)`;
}

function tappable(element, action, path, tap) {
  if (!action) return element;
  element.classList.add("fx-tappable");
  element.setAttribute("role", "button");
  element.tabIndex = 0;
  if (action.label) element.setAttribute("aria-label", action.label);
  element.addEventListener("click", (event) => { event.stopPropagation(); tap(path, action); });
  element.addEventListener("keydown", (event) => { if (event.key === "Enter") tap(path, action); });
  return element;
}

// LINE's stickers are its artists' work and cannot be fetched: a bear of ours stands in for each, with a mood of its own.
const space = "http://www.w3.org/2000/svg";
const eyes = ["M38 50v4M62 50v4", "M34 53q4-5 8 0M58 53q4-5 8 0", "M35 49l6 5-6 5M65 49l-6 5 6 5", "M36 51h7M57 51h7"];
const mouths = ["M43 68q7 7 14 0", "M42 66q8 12 16 0z", "M44 70h12", "M45 71q5-6 10 0"];
const furs = ["#b98555", "#f3f0ea", "#8d6b4f", "#e7b45c"];

export function sticker(id, size) {
  const number = Number(String(id).replace(/\D/g, "").slice(-6)) || 0;
  const fur = furs[number % 4];
  const svg = make("svg", { viewBox: "0 0 100 100", width: size, height: size, "aria-hidden": "true" });
  const round = { fill: "none", stroke: "#3b2a1f", "stroke-width": 3.4, "stroke-linecap": "round", "stroke-linejoin": "round" };
  svg.append(
    make("circle", { cx: 24, cy: 28, r: 14, fill: fur, stroke: "#3b2a1f", "stroke-width": 3 }),
    make("circle", { cx: 76, cy: 28, r: 14, fill: fur, stroke: "#3b2a1f", "stroke-width": 3 }),
    make("ellipse", { cx: 50, cy: 55, rx: 40, ry: 37, fill: fur, stroke: "#3b2a1f", "stroke-width": 3 }),
    make("ellipse", { cx: 50, cy: 66, rx: 18, ry: 14, fill: "#fff6ea" }),
    make("path", { d: eyes[(number >> 1) % 4], ...round }),
    make("ellipse", { cx: 50, cy: 61, rx: 4.5, ry: 3.2, fill: "#3b2a1f" }),
    make("path", { d: mouths[number % 3 === 0 ? 0 : (number >> 2) % 4], ...round, fill: (number >> 2) % 4 === 1 ? "#e2725b" : "none" }),
    make("circle", { cx: 24, cy: 62, r: 5, fill: "#f2907c", opacity: 0.55 }),
    make("circle", { cx: 76, cy: 62, r: 5, fill: "#f2907c", opacity: 0.55 }));
  return svg;
}

function make(name, attributes) {
  const element = document.createElementNS(space, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

// The survey's states and ways as a drawing that follows the text. A node leads to its line; the one where the phone is is marked.
import dagre from "@dagrejs/dagre";

const NodeWidth = 176;
const LineHeight = 18;
const LettersInLine = 11;
const MostNodes = 120;
const svgNs = "http://www.w3.org/2000/svg";

class SurveyMap extends HTMLElement {
  #graph = null;
  #at = null;
  #drawing = null;
  #words = JSON.parse(this.dataset.words);

  connectedCallback() {
    this.draw(JSON.parse(this.dataset.graph || "null"));
  }

  /** Draws a survey; one with errors has no graph, and the last that had stays, faded. */
  draw(graph) {
    this.classList.toggle("stale", !graph);
    if (!graph || JSON.stringify(graph) === JSON.stringify(this.#graph) || graph.nodes.length > MostNodes) {
      return;
    }

    this.#graph = graph;
    const drawing = this.#render(graph);
    this.#drawing ? this.#drawing.replaceWith(drawing) : this.prepend(drawing);
    this.#drawing = drawing;
    this.highlight(this.#at);
  }

  highlight(at) {
    this.#at = at;
    for (const node of this.querySelectorAll(".node")) {
      node.classList.toggle("here", node.dataset.id === at);
      at === node.dataset.id ? node.setAttribute("aria-current", "step") : node.removeAttribute("aria-current");
    }
  }

  #render(graph) {
    const layout = new dagre.graphlib.Graph({ multigraph: true });
    layout.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 44, marginx: 12, marginy: 12 });
    layout.setDefaultEdgeLabel(() => ({}));
    const lines = new Map(graph.nodes.map((node) => [node.id, this.#linesOf(node)]));
    graph.nodes.forEach((node) => layout.setNode(node.id, { width: NodeWidth, height: lines.get(node.id).length * LineHeight + 18 }));
    graph.ways.forEach((way, i) => {
      const label = way.label ? shorten(way.label.replaceAll("\n", " "), 26) : "";
      layout.setEdge(way.from, way.to, { label, full: way.label, width: [...label].reduce((sum, letter) => sum + (letter.codePointAt(0) < 256 ? 7 : 12.5), 0), height: label ? 16 : 0, labelpos: "c" }, `${i}`);
    });
    dagre.layout(layout);

    const { width, height } = layout.graph();
    const svg = make("svg", { viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, width: Math.ceil(width), height: Math.ceil(height), role: "group", "aria-label": this.#words.title, class: "map" });
    const arrow = make("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" });
    arrow.append(make("path", { d: "M0 0 8 4 0 8z", class: "arrow" }));
    svg.append(make("defs", {}, arrow));
    layout.edges().forEach((edge) => svg.append(this.#way(layout.edge(edge))));
    graph.nodes.forEach((node) => svg.append(this.#node(node, layout.node(node.id), lines.get(node.id))));
    const around = document.createElement("div");
    around.className = "map-around";
    around.append(svg);
    return around;
  }

  #way(edge) {
    const group = make("g", { class: "way" });
    const [first, ...rest] = edge.points;
    group.append(make("path", { d: `M${first.x} ${first.y}${rest.map((point) => `L${point.x} ${point.y}`).join("")}`, "marker-end": "url(#arrow)" }));
    if (edge.label) {
      const text = make("text", { x: edge.x, y: edge.y + 4, "text-anchor": "middle" });
      text.textContent = edge.label;
      text.append(Object.assign(make("title"), { textContent: edge.full }));
      group.append(text);
    }

    return group;
  }

  #node(node, place, lines) {
    const group = make("g", { class: `node ${node.kind}`, transform: `translate(${place.x - place.width / 2} ${place.y - place.height / 2})`, "data-id": node.id });
    group.append(make("rect", { width: place.width, height: place.height, rx: node.kind === "question" ? 8 : place.height / 2 }));
    lines.forEach((line, i) => {
      const text = make("text", { x: place.width / 2, y: 22 + i * LineHeight, "text-anchor": "middle" });
      text.textContent = line;
      group.append(text);
    });
    if (node.line) {
      group.setAttribute("tabindex", "0");
      group.setAttribute("role", "link");
      group.setAttribute("aria-label", `${node.text} (${this.#words.line.replace("{0}", node.line)})`);
      const choose = () => this.dispatchEvent(new CustomEvent("chosen", { detail: { line: node.line } }));
      group.addEventListener("click", choose);
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          choose();
        }
      });
    }

    return group;
  }

  #linesOf(node) {
    if (node.kind !== "question") {
      return [this.#words[node.id] ?? node.id];
    }

    const letters = [...shorten(node.text.replaceAll(/\s+/g, " ").trim(), 2 * LettersInLine)];
    return letters.length > LettersInLine ? [letters.slice(0, LettersInLine).join(""), letters.slice(LettersInLine).join("")] : [letters.join("")];
  }
}

function shorten(text, most) {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

function make(name, attributes = {}, ...inside) {
  const element = document.createElementNS(svgNs, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }

  element.append(...inside);
  return element;
}

customElements.define("survey-map", SurveyMap);

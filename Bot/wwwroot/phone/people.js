// Everyone's phones: the list at the side and the wall.
import { h, icon, fill } from "./dom.js";
import * as api from "./api.js";
import * as time from "./time.js";
import { failed, toast } from "./toast.js";

const side = document.querySelector(".people");
const wall = document.querySelector(".wall");
const people = new Map();
const rows = new Map();
let total = 0;
let friends = 0;
let asked = 0;
let selected = null;
let choose = () => {};
let rung = new Set();
let rungTimer;

const list = h("div.people-list", { role: "listbox", "aria-label": "人" });
const grid = h("div.wall-grid");
const count = h("p.people-count");
const wallCount = h("p.people-count");
const search = h("input.field", { type: "search", placeholder: "名前で探す", "aria-label": "名前で探す", oninput: () => load() });

export function start(onChoose) {
  choose = onChoose;
  const name = h("input.field", { placeholder: "名前（例：山田 花子）", maxlength: 20, required: true, "aria-label": "名前" });
  const add = h("form.add", {
    hidden: true,
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        const person = await api.addPerson(name.value);
        name.value = "";
        add.hidden = true;
        await load();
        choose(people.get(person.id) ?? person);
      } catch (problem) { failed(problem); }
    },
  }, name, h("button.button.button-main", {}, "追加"));
  const opener = h("button.button", { type: "button", onclick: () => { add.hidden = !add.hidden; if (!add.hidden) name.focus(); } }, icon("addPerson", 18), "人を増やす");
  fill(side, h("div.side-head", {}, h("h2", {}, "人"), opener), add, search, count, list);
  fill(wall, h("div.wall-head", {}, h("h2", {}, "みんなの画面"), wallCount), grid);
}

export async function load() {
  const ask = ++asked;
  const found = await api.people(search.value);
  if (ask === asked) show(found);
  return [...people.values()];
}

function show(found) {
  ({ total, friends } = found);
  people.clear();
  for (const person of found.users) people.set(person.id, person);
  const shown = found.users.map(row);
  fill(list, shown.map((pair) => pair.side));
  fill(grid, shown.map((pair) => pair.wall));
  search.hidden = total <= 12 && !search.value;
  const more = total > people.size ? `・表示は${people.size}人` : "";
  count.textContent = wallCount.textContent = `${total.toLocaleString()}人（友だち ${friends.toLocaleString()}人）${more}`;
}

/** Takes in what happened; rings the phones that a push, multicast or broadcast reached. */
export function tell(news) {
  const rings = news.type === "sent" && news.via !== "reply" && !news.silent;
  for (const id of news.users ?? []) {
    if (rings) rung.add(id);
    const person = people.get(id);
    if (!person) continue;
    if (news.person) Object.assign(person, news.person, { last: news.person.last ?? person.last });
    else {
      person.last = news.last ?? person.last;
      if (news.type === "sent") person.unread += news.entries.length;
    }
    if (id === selected && document.visibilityState === "visible") person.unread = 0;
    update(person);
    if (rings) ring(id);
  }
  if (rings) announce();
  if (news.type === "person" && news.person) recount();
}

export function select(id) {
  selected = id;
  const person = people.get(id);
  if (person) { person.unread = 0; update(person); }
  for (const [key, pair] of rows) {
    pair.side.setAttribute("aria-selected", key === id);
    pair.wall.classList.toggle("is-selected", key === id);
  }
}

// Who was shown before keeps their row: a phone that rings goes on ringing when the list is loaded anew.
function row({ id }) {
  if (!rows.has(id)) rows.set(id, { side: h("button.person", { type: "button", role: "option", onclick: () => choose(people.get(id)) }), wall: h("button.mini", { type: "button", onclick: () => choose(people.get(id), true) }) });
  update(people.get(id));
  const pair = rows.get(id);
  pair.side.setAttribute("aria-selected", id === selected);
  return pair;
}

function update(person) {
  const pair = rows.get(person.id);
  if (!pair) return;
  const badge = () => person.unread > 0 && h("span.badge", { "aria-label": `未読${person.unread}件` }, person.unread > 99 ? "99+" : `${person.unread}`);
  const face = (size) => h("img.face", { src: api.portrait(person.id), alt: "", width: size, height: size, loading: "lazy" });
  const standing = { stranger: "友だちではありません", blocked: "ブロック中" }[person.standing];
  const words = person.last ? `${person.last.via === "friend" ? "自分：" : ""}${person.last.text}` : person.statusMessage ?? "";
  pair.side.classList.toggle("is-away", person.standing !== "friend");
  fill(pair.side, face(44), h("span.person-words", {},
    h("span.person-top", {}, h("strong", {}, person.name), person.last && h("time", {}, time.brief(person.last.at))),
    h("span.person-last", {}, person.last ? words : standing ?? words), person.last && standing && h("span.person-standing", {}, standing)), badge());
  pair.wall.classList.toggle("is-away", person.standing !== "friend");
  fill(pair.wall, h("span.mini-screen", {},
    h("span.mini-top", {}, time.clock(time.now())),
    person.last
      ? h(`span.mini-bubble${person.last.via === "friend" ? ".is-own" : person.last.via === "note" ? ".is-note" : ""}`, {}, person.last.text)
      : h("span.mini-bubble.is-note", {}, standing ?? "まだ何も届いていません")),
    h("span.mini-name", {}, face(20), h("span", {}, person.name)), badge());
}

function ring(id) {
  for (const element of Object.values(rows.get(id) ?? {})) {
    element.classList.remove("is-ringing");
    void element.offsetWidth; // starts the movement anew
    element.classList.add("is-ringing");
    setTimeout(() => element.classList.remove("is-ringing"), 2600);
  }
}

// A campaign reaches many in a breath: say once how many.
function announce() {
  clearTimeout(rungTimer);
  rungTimer = setTimeout(() => {
    toast(`${rung.size.toLocaleString()}台の電話が鳴りました`, "ring");
    rung = new Set();
  }, 700);
}

let recounting;
function recount() {
  clearTimeout(recounting);
  recounting = setTimeout(load, 250);
}

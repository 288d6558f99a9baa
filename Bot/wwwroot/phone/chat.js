// The phone: one person's screen.
import { h, icon, fill } from "./dom.js";
import { message } from "./messages.js";
import { sticker } from "./sticker.js";
import { durationOf } from "./media.js";
import { couponPage } from "./coupon.js";
import * as api from "./api.js";
import * as time from "./time.js";
import { toast, failed } from "./toast.js";

const stage = document.querySelector(".stage");
const stickers = [["446", "1988"], ["446", "1989"], ["446", "1990"], ["446", "1991"], ["789", "10855"], ["789", "10858"]];

let account = { name: "公式アカウント" };
let person = null;
let entries = [];
let quickReplies = [];
let loadingTimer;
let watched = new Set(); // Videos seen to their end since the chat was opened: LINE tells of each once.
const parts = {};

export const setAccount = (channel) => { account = channel; if (parts.title) parts.title.textContent = channel.name; };
export const shownPerson = () => person;

/** Shows this person's phone. */
export async function open(next) {
  const same = person?.id === next.id;
  person = next;
  if (!same) frame();
  watched = new Set();
  const screen = await api.chat(person.id);
  if (screen.user.id !== person.id) return;
  person = screen.user;
  entries = screen.entries;
  quickReplies = screen.quickReplies;
  redraw();
  api.act(person.id, "read");
}

/** Something happened on this phone. */
export function tell(news) {
  if (news.person) person = news.person;
  if (news.type === "changed") {
    for (const entry of news.entries) entries = entries.map((old) => (old.id === entry.id ? entry : old));
    redraw();
    return;
  }
  if (news.entries) {
    const known = new Set(entries.map((entry) => entry.seq));
    const fresh = news.entries.filter((entry) => !known.has(entry.seq));
    const low = atBottom();
    for (const entry of fresh) parts.list.append(...drawn(entry, entries.at(-1)));
    entries.push(...fresh);
    quickReplies = news.quickReplies ?? ofLast();
    if (fresh.length > 0) parts.frame.classList.remove("is-empty");
    if (news.type === "sent") api.act(person.id, "read");
    controls();
    if (low || fresh.some((entry) => entry.via === "friend")) toBottom(true);
    return;
  }
  controls();
}

function ofLast() {
  const last = entries.at(-1);
  if (!last || last.via === "friend" || last.via === "note") return [];
  return (last.message.quickReply?.items ?? []).map((item, i) => ({ messageId: last.id, action: `quickReply.items[${i}].action`, label: item.action?.label ?? "" }));
}

function frame() {
  const input = h("textarea", { rows: 1, placeholder: "メッセージを入力", "aria-label": "メッセージ", maxlength: 5000 });
  input.addEventListener("input", () => grow(input));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); say(); }
  });
  const file = h("input", { type: "file", hidden: true });
  file.addEventListener("change", () => { if (file.files[0]) upload(file.dataset.kind, file.files[0]); file.value = ""; });
  Object.assign(parts, {
    input, file,
    clock: h("span.bar-clock", {}),
    title: h("strong.chat-title", {}, account.name),
    list: h("div.chat-list", { role: "log", "aria-label": "トーク" }),
    offer: h("div.chat-offer"),
    loading: h("div.row.from-bot.is-loading", { hidden: true }, avatar(), h("div.column", {}, h("div.bubble.dots", { role: "img", "aria-label": "入力中" }, h("i"), h("i"), h("i")))),
    quick: h("div.quick", { role: "group", "aria-label": "クイックリプライ" }),
    bar: h("form.keyboard", { onsubmit: (event) => { event.preventDefault(); say(); } }),
    sheet: h("div.sheet", { hidden: true }),
  });
  parts.scroll = h("div.chat-scroll", { tabindex: 0 }, parts.list, parts.loading);
  parts.menu = h("button.chat-icon", { type: "button", "aria-label": "メニュー", onclick: menu }, icon("menu"));
  parts.frame = h("div.phone", {},
    h("div.phone-bar", { "aria-hidden": "true" }, parts.clock, h("span.bar-island"), h("span.bar-signal", {}, h("i"), h("i"), h("i"), h("b"))),
    h("div.chat-head", {},
      h("span.chat-mark", { "aria-hidden": "true" }, icon("back")),
      h("span.chat-shield", { title: "公式アカウント" }, "★"), parts.title, h("span.chat-space"), parts.menu),
    parts.offer, parts.scroll, parts.quick, parts.bar, file, parts.sheet, h("div.phone-home", { "aria-hidden": "true" }, h("i")));
  const owner = h("p.owner", {}, h("img", { src: api.portrait(person.id), alt: "", width: 22, height: 22 }), `${person.name} さんの電話`);
  fill(stage, h("div.holder", {}, owner, parts.frame));
  tick();
}

function redraw() {
  let previous = null;
  fill(parts.list, entries.flatMap((entry) => { const rows = drawn(entry, previous); previous = entry; return rows; }));
  parts.frame.classList.toggle("is-empty", entries.length === 0);
  controls();
  toBottom(false);
}

function controls() {
  const blocked = person.standing === "blocked";
  const stranger = person.standing === "stranger";
  fill(parts.offer, stranger && h("div.offer", {},
    entries.length === 0 && [avatar("big"), h("strong", {}, account.name), h("p", {}, "友だちに追加すると、お知らせやクーポンが届きます。")],
    h("button.offer-add", { type: "button", onclick: () => attempt(api.act(person.id, "follow")) }, icon("addPerson", 18), "友だち追加")));
  parts.frame.classList.toggle("is-stranger", stranger);
  fill(parts.quick, blocked ? [] : quickReplies.map((reply) => h("button.quick-reply", { type: "button", onclick: () => tap(reply.messageId, reply.action) }, quickImage(reply), reply.label)));
  parts.quick.hidden = blocked || quickReplies.length === 0;
  if (blocked && parts.bar.dataset.mode !== "blocked") {
    parts.bar.dataset.mode = "blocked";
    fill(parts.bar, h("div.blocked", {}, icon("block", 18), h("span", {}, "ブロックしています"), h("button", { type: "button", onclick: () => attempt(api.act(person.id, "unblock")) }, "ブロック解除")));
  } else if (!blocked && parts.bar.dataset.mode !== "open") {
    parts.bar.dataset.mode = "open";
    fill(parts.bar,
      h("button.chat-icon", { type: "button", "aria-label": "写真・動画・位置情報など", onclick: attach }, icon("plus")),
      parts.input,
      h("button.chat-icon", { type: "button", "aria-label": "スタンプ", onclick: chooseSticker }, icon("smile")),
      h("button.chat-icon.chat-send", { type: "submit", "aria-label": "送信" }, icon("send")));
  }
  showLoading();
}

function showLoading() {
  clearTimeout(loadingTimer);
  const left = person.loadingUntil ? new Date(person.loadingUntil) - time.now() : 0;
  parts.loading.hidden = left <= 0;
  if (left > 0) {
    loadingTimer = setTimeout(showLoading, Math.min(left, 60_000));
    toBottom(true);
  }
}

// One entry as rows: a day's heading where a day begins, then the bubble with its time.
function drawn(entry, previous) {
  const rows = [];
  if (!previous || time.dayKey(previous.at) !== time.dayKey(entry.at)) rows.push(h("div.day", {}, h("span", {}, time.day(entry.at))));
  if (entry.via === "note") {
    rows.push(h("div.note", {}, notes[entry.message.type] ?? entry.message.type));
    return rows;
  }
  const own = entry.via === "friend";
  const first = !previous || previous.via === "note" || (previous.via === "friend") !== own || rows.length > 0 || sender(previous) !== sender(entry);
  const bubble = message(entry.message, {
    tap: (path, action) => tap(entry.id, path, action),
    content: () => api.content(entry.id),
    watched: () => seen(entry),
    open: opened,
    visited: (url) => entry.via !== "friend" && api.act(person.id, "open", { messageId: entry.id, url }).catch(() => {}),
    coupon: (id) => api.coupon(person.id, id).catch(() => null),
    openCoupon: showCoupon,
  });
  const stamp = h("span.stamp", {}, own && h("span", {}, entry.edited ? "編集済み" : "既読"), h("time", { datetime: entry.at, title: time.full(entry.at) }, time.clock(entry.at)));
  const wide = ["flex", "template", "imagemap"].includes(entry.message.type);
  const line = h(`div.line${wide ? ".is-wide" : ""}`, {}, bubble, stamp);
  rows.push(h(`div.row.from-${own ? "friend" : "bot"}${first ? ".is-first" : ""}`, { dataset: { id: entry.id } },
    !own && (first ? avatar("", entry.message.sender?.iconUrl) : h("span.avatar-space")),
    h("div.column", {}, !own && first && h("span.speaker", {}, sender(entry)), line),
    own && !entry.unsent && h("button.own-menu", { type: "button", "aria-label": "このメッセージの操作", onclick: () => ownMenu(entry) }, icon("more", 16))));
  return rows;
}

const notes = { followed: "友だちに追加しました", unblocked: "ブロックを解除しました", blocked: "ブロックしました。もう何も届きません" };
const sender = (entry) => entry.message.sender?.name ?? account.name;
const avatar = (size = "", url = null) => h(`img.avatar${size ? ".avatar-big" : ""}`, { src: /^https?:/.test(url ?? "") ? url : "/phone/icon.svg", alt: "" });

function quickImage(reply) {
  const entry = entries.find((one) => one.id === reply.messageId);
  const url = entry?.message.quickReply?.items?.[Number(reply.action.match(/\[(\d+)\]/)?.[1])]?.imageUrl;
  return /^https?:/.test(url ?? "") && h("img", { src: url, alt: "", width: 20, height: 20 });
}

// Acts

async function attempt(promise) {
  try {
    const done = await promise;
    if (done?.copied) { await navigator.clipboard?.writeText(done.copied).catch(() => {}); toast(`コピーしました：${done.copied}`); }
    if (done?.open) opened(done.open);
    return done;
  } catch (problem) {
    failed(problem);
    return null;
  }
}

function opened(what) {
  if (what === "camera" || what === "cameraRoll") { record("image"); return; }
  if (what === "richmenuswitch") return;
  sheet("リンクを開きます",
    h("p.sheet-url", {}, what),
    /^https?:/.test(what) && h("a.sheet-main", { href: what, target: "_blank", rel: "noopener noreferrer", onclick: close }, icon("open", 18), "ブラウザーで開く"));
}

function say() {
  const text = parts.input.value.trim();
  if (!text) return;
  parts.input.value = "";
  grow(parts.input);
  attempt(api.act(person.id, "message", { text }));
}

async function tap(messageId, path, action) {
  action ??= find(entries.find((entry) => entry.id === messageId)?.message, path);
  if (action?.type === "datetimepicker") return pick(messageId, path, action);
  if (action?.type === "camera" || action?.type === "cameraRoll") return record("image");
  if (action?.type === "location") return choosePlace();
  await attempt(api.act(person.id, "tap", { messageId, action: path }));
  if (action?.inputOption === "openKeyboard") {
    parts.input.value = action.fillInText ?? "";
    parts.input.focus();
  }
}

const find = (root, path) => path.match(/[^.[\]]+/g).reduce((here, step) => here?.[step], root);

function pick(messageId, path, action) {
  const kind = { date: "date", time: "time", datetime: "datetime-local" }[action.mode] ?? "date";
  const clean = (value) => value?.replace("t", "T");
  const input = h("input.sheet-input", { type: kind, required: true, "aria-label": action.label ?? "日時" });
  if (action.min) input.min = clean(action.min);
  if (action.max) input.max = clean(action.max);
  const today = time.dayKey(time.now());
  input.value = clean(action.initial) ?? { date: today, time: "12:00", datetime: `${today}T12:00` }[action.mode] ?? today;
  sheet(action.label ?? "日付を選ぶ", h("form.sheet-form", {
    onsubmit: (event) => {
      event.preventDefault();
      close();
      attempt(api.act(person.id, "tap", { messageId, action: path, value: input.value }));
    },
  }, input, h("button.sheet-main", {}, "送信")));
  input.focus();
}

function seen(entry) {
  if (entry.via === "friend" || watched.has(entry.id)) return;
  watched.add(entry.id);
  attempt(api.act(person.id, "watched", { messageId: entry.id }));
}

function attach() {
  const tile = (name, label, act) => h("button.sheet-tile", { type: "button", onclick: () => { close(); act(); } }, icon(name, 26), label);
  sheet("送るもの", h("div.sheet-grid", {},
    tile("photo", "写真", () => record("image")),
    tile("film", "動画", () => record("video")),
    tile("sound", "音声", () => record("audio")),
    tile("pin", "位置情報", choosePlace),
    tile("smile", "スタンプ", chooseSticker)));
}

const recordings = {
  image: { title: "写真", icon: "photo", accept: "image/png,image/jpeg", sample: "見本の写真（カレー）" },
  video: { title: "動画", icon: "film", accept: "video/*", sample: "見本の動画（2秒）" },
  audio: { title: "音声", icon: "sound", accept: "audio/*", sample: "見本の音声（チャイム）" },
};

function record(kind) {
  const { title, icon: shape, accept, sample } = recordings[kind];
  const item = (label, act) => h("button.sheet-item", { type: "button", onclick: () => { close(); act(); } }, icon(shape), label);
  sheet(title,
    item("ファイルから選ぶ", () => { parts.file.accept = accept; parts.file.dataset.kind = kind; parts.file.click(); }),
    item(sample, () => attempt(api.media(person.id, kind, null))));
}

async function upload(kind, file) {
  await attempt(api.media(person.id, kind, file, kind === "image" ? 0 : await durationOf(file)));
}

const places = [
  { title: "東京駅", address: "東京都千代田区丸の内1-9-1", latitude: 35.681236, longitude: 139.767125 },
  { title: "大阪城公園", address: "大阪府大阪市中央区大阪城", latitude: 34.687315, longitude: 135.526201 },
  { title: "博多駅", address: "福岡県福岡市博多区博多駅中央街1-1", latitude: 33.589728, longitude: 130.420727 },
];

function choosePlace() {
  const field = (name, label, type, value, more) => h("label.sheet-field", {}, label, h("input.sheet-input", { name, type, value: String(value), required: true, ...more }));
  const form = h("form.sheet-form", {
    onsubmit: (event) => {
      event.preventDefault();
      const given = Object.fromEntries(new FormData(form));
      close();
      attempt(api.act(person.id, "location", { ...given, latitude: Number(given.latitude), longitude: Number(given.longitude) }));
    },
  });
  const show = (place) => fill(form,
    field("title", "名前", "text", place.title, { maxlength: "100" }), field("address", "住所", "text", place.address, { maxlength: "100" }),
    h("div.sheet-pair", {}, field("latitude", "緯度", "number", place.latitude, { min: "-90", max: "90", step: "any" }), field("longitude", "経度", "number", place.longitude, { min: "-180", max: "180", step: "any" })),
    h("button.sheet-main", {}, icon("pin", 18), "この場所を送る"));
  show(places[0]);
  sheet("位置情報", h("div.sheet-chips", {}, places.map((place) => h("button.sheet-chip", { type: "button", onclick: () => show(place) }, place.title))), form);
}

function chooseSticker() {
  sheet("スタンプ", h("div.sheet-grid", {}, stickers.map(([packageId, stickerId]) =>
    h("button", { type: "button", "aria-label": `スタンプ ${stickerId}`, onclick: () => { close(); attempt(api.act(person.id, "sticker", { packageId, stickerId })); } }, sticker(stickerId, 76)))));
}

async function showCoupon(id, changed = () => {}) {
  const owner = person.id;
  const found = await attempt(api.coupon(owner, id));
  if (!found) return;
  sheet("クーポン", couponPage(found, { acquire: () => attempt(api.coupon(owner, id, "acquire")), use: () => attempt(api.coupon(owner, id, "use")) }, changed));
}

async function listCoupons() {
  const found = await attempt(api.coupons(person.id));
  if (!found) return;
  sheet("クーポン", found.length === 0 && h("p.coupon-words", {}, "いま使えるクーポンはありません。"),
    ...found.map((one) => h("button.sheet-item", { type: "button", onclick: () => showCoupon(one.couponId) }, icon("ticket"), one.title)));
}

function menu() {
  const item = (name, label, act) => h("button.sheet-item", { type: "button", onclick: () => { close(); attempt(api.act(person.id, act)); } }, icon(name), label);
  sheet(account.name,
    person.standing === "friend" && item("block", "ブロックする", "block"),
    person.standing === "blocked" && item("addPerson", "ブロックを解除する", "unblock"),
    person.standing === "stranger" && item("addPerson", "友だちに追加する", "follow"),
    person.standing !== "blocked" && h("button.sheet-item", { type: "button", onclick: () => { close(); attempt(api.act(person.id, "beacon", {})); } }, icon("beacon"), "店のビーコンに近づく"),
    person.standing !== "blocked" && h("button.sheet-item", { type: "button", onclick: listCoupons }, icon("ticket"), "クーポン"),
    h("p.sheet-id", {}, "この人のユーザーID", h("code", {}, person.id)));
}

function ownMenu(entry) {
  sheet("このメッセージ",
    entry.message.type === "text" && h("button.sheet-item", { type: "button", onclick: () => edit(entry) }, "編集する"),
    h("button.sheet-item", { type: "button", onclick: () => { close(); attempt(api.act(person.id, "unsend", { messageId: entry.id })); } }, "送信を取り消す"));
}

function edit(entry) {
  const input = h("input.sheet-input", { value: entry.message.text, maxlength: 5000, required: true, "aria-label": "新しい文" });
  sheet("メッセージの編集", h("form.sheet-form", {
    onsubmit: (event) => { event.preventDefault(); close(); attempt(api.act(person.id, "edit", { messageId: entry.id, text: input.value })); },
  }, input, h("button.sheet-main", {}, "変更")));
  input.focus();
}

function sheet(title, ...content) {
  fill(parts.sheet, h("div.sheet-card", { role: "dialog", "aria-label": title }, h("p.sheet-title", {}, title), content, h("button.sheet-item.sheet-close", { type: "button", onclick: close }, "閉じる")));
  parts.sheet.hidden = false;
  parts.sheet.onclick = (event) => { if (event.target === parts.sheet) close(); };
  parts.sheet.onkeydown = (event) => { if (event.key === "Escape") close(); };
  parts.sheet.querySelector("button, input")?.focus();
}

function close() { parts.sheet.hidden = true; }

function grow(input) {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 110)}px`;
}

const atBottom = () => parts.scroll.scrollHeight - parts.scroll.scrollTop - parts.scroll.clientHeight < 80;
const toBottom = (smooth) => requestAnimationFrame(() => parts.scroll.scrollTo({ top: parts.scroll.scrollHeight, behavior: smooth ? "smooth" : "instant" }));

/** The clock on the phone's own bar. */
export function tick() {
  if (parts.clock) parts.clock.textContent = time.clock(time.now());
}

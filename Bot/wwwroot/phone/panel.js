// Behind the scenes: the clock, how LINE is doing, and every call both ways.
import { h, fill } from "./dom.js";
import * as api from "./api.js";
import * as time from "./time.js";
import { failed, toast } from "./toast.js";

const panel = document.querySelector(".panel");
const most = 200;
const clockFace = h("p.clock-face");
const clockNote = h("p.clock-note");
const faults = h("div.faults");
const usage = h("div.usage");
const log = h("div.log", { role: "log", "aria-label": "通信の記録" });
let filter = "all";
let settings = null;
let onSettings = () => {};

export function start(whenSettings) {
  onSettings = whenSettings;
  const jump = (label, clock) => h("button.button", { type: "button", onclick: () => change({ clock: typeof clock === "function" ? clock() : clock }) }, label);
  const moment = h("input.field", { type: "datetime-local", "aria-label": "日時を指定" });
  fill(panel,
    section("時計", clockFace, clockNote, h("div.buttons", {},
      jump("1時間後", { advanceSeconds: 3600 }),
      jump("明日9時", () => ({ setTo: time.tomorrowAt(9).toISOString() })),
      jump("7日後", { advanceSeconds: 7 * 86400 }),
      jump("30日後", { advanceSeconds: 30 * 86400 }),
      jump("今に戻す", { reset: true })),
      h("form.inline", { onsubmit: (event) => { event.preventDefault(); if (moment.value) change({ clock: { setTo: `${moment.value}:00+09:00` } }); } }, moment, h("button.button", {}, "この日時にする"))),
    folded("LINE の調子", "止まる、遅い、二度届く。困った LINE を試します。", usage, faults),
    section("通信の記録", h("div.buttons", { role: "group", "aria-label": "しぼり込み" },
      [["all", "すべて"], ["webhook", "LINE → ボット"], ["api", "ボット → LINE"], ["bad", "うまくいかなかったもの"]].map(([value, label]) =>
        h("button.chip", { type: "button", "aria-pressed": value === filter, onclick: (event) => pick(event.currentTarget, value) }, label))), log));
  tick();
}

export async function load() {
  await loadSettings();
  const calls = await api.log();
  fill(log, calls.reverse().map(call));
  hint();
}

export async function loadSettings() {
  settings = await api.settings();
  time.setOffset(settings.clock.offsetSeconds);
  onSettings(settings);
  draw();
  tick();
}

export function addCall(entry) {
  log.querySelector(".hint")?.remove();
  log.prepend(call(entry));
  while (log.childElementCount > most) log.lastElementChild.remove();
}

export function tick() {
  clockFace.textContent = time.full(time.now());
  const ahead = settings?.clock.offsetSeconds ?? 0;
  clockNote.textContent = Math.abs(ahead) < 1 ? "実際の時刻のとおりです" : `実際より ${ahead > 0 ? "" : "前に "}${distance(Math.abs(ahead))}${ahead > 0 ? "進んでいます" : "戻っています"}`;
  panel.classList.toggle("is-shifted", Math.abs(ahead) >= 1);
}

function distance(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return [days && `${days}日`, hours && `${hours}時間`, !days && minutes && `${minutes}分`].filter(Boolean).join(" ") || "1分未満";
}

async function change(patch) {
  try {
    await api.change(patch);
    await loadSettings();
  } catch (problem) { failed(problem); }
}

const section = (title, ...content) => h("section.block", {}, h("h2", {}, title), content);
const folded = (title, about, ...content) => h("details.block", {}, h("summary", {}, h("h2", {}, title), h("small", {}, about)), content);

const standing = [[null, "ふつう"], ["serverError", "500 エラー（受け付けない）"], ["serverErrorAfterAccepting", "500 エラー（実は送った）"], ["timeoutAfterAccepting", "応答なし（実は送った）"],
  ["rateLimit", "429 送りすぎ"], ["monthlyLimit", "429 今月の上限"], ["unauthorized", "401 トークン無効"]];
const endpoints = [["*", "どれでも"], ["reply", "返信"], ["push", "プッシュ"], ["multicast", "マルチキャスト"], ["broadcast", "一斉配信"], ["narrowcast", "ナローキャスト"]];

function draw() {
  if (faults.contains(document.activeElement) && document.activeElement.tagName === "INPUT") return;
  const { webhook } = settings;
  fill(usage, h("p", {}, "今月の配信数 ", h("strong", {}, settings.quotaUsed.toLocaleString()), " 通", settings.monthlyLimit ? ` / ${settings.monthlyLimit.toLocaleString()} 通` : "（上限なし）"),
    h("p", {}, "Webhook ", h("code", {}, settings.webhookUrl ?? "未設定"), h("button.button", {
      type: "button",
      onclick: async () => { try { const answer = await api.verify(); toast(answer.success ? "ボットは正しく応答しました" : `応答がありません：${answer.detail || answer.status}`, answer.success ? "" : "failed"); } catch (problem) { failed(problem); } },
    }, "検証")));
  const endpoint = choice("対象", endpoints, "*", () => {});
  const fault = choice("起きること", standing.slice(1), "serverError", () => {});
  const times = h("input.field", { type: "number", min: 1, max: 1000, value: "1", "aria-label": "回数" });
  fill(faults,
    choice("メッセージ送信", standing, settings.fail ?? null, (value) => change({ fail: value })),
    number("応答の遅れ（ミリ秒）", settings.latencyMs, (value) => change({ latencyMs: value })),
    number("今月の上限（0 は無制限）", settings.monthlyLimit, (value) => change({ monthlyLimit: value })),
    check("LINE の速度制限を守らせる", settings.rateLimits, (value) => change({ rateLimits: value })),
    check("絞り込み配信の最低人数を守らせる", settings.narrowcastMinimums, (value) => change({ narrowcastMinimums: value })),
    check("20人に満たない統計を伏せさせる", settings.insightMinimums, (value) => change({ insightMinimums: value })),
    h("h3", {}, "次の呼び出しだけ"),
    h("form.inline", {
      onsubmit: (event) => {
        event.preventDefault();
        change({ next: [...settings.next, { endpoint: endpoint.value(), fault: fault.value(), count: Number(times.value) }] });
      },
    }, endpoint, fault, times, h("button.button", {}, "仕掛ける")),
    settings.next.length > 0 && h("ul.planned", {}, settings.next.map((planned, i) => h("li", {}, `${label(endpoints, planned.endpoint)}：${label(standing, planned.fault)} × ${planned.count}`,
      h("button.button", { type: "button", onclick: () => change({ next: settings.next.filter((_, j) => j !== i) }) }, "やめる")))),
    h("h3", {}, "Webhook の届き方"),
    check("失敗したら再送する", webhook.redelivery, (value) => change({ webhook: { redelivery: value } })),
    check("順番を入れかえる", webhook.shuffle, (value) => change({ webhook: { shuffle: value } })),
    number("同じものを余分に送る回数", webhook.duplicates, (value) => change({ webhook: { duplicates: value } })),
    number("まとめて送る間隔（ミリ秒）", webhook.batchWindowMs, (value) => change({ webhook: { batchWindowMs: value } })),
    h("button.button.button-loss", { type: "button", onclick: wipe }, "人とトークをすべて消して、はじめから"));
  faults.closest("details").classList.toggle("is-troubled", Boolean(settings.fail || settings.next.length || settings.latencyMs || webhook.shuffle || webhook.duplicates));
}

async function wipe(event) {
  const button = event.currentTarget;
  if (button.dataset.sure !== "yes") {
    button.dataset.sure = "yes";
    button.textContent = "本当に消します（元に戻せません）";
    return;
  }
  try { await api.reset(); } catch (problem) { failed(problem); }
}

const label = (options, value) => options.find(([key]) => key === value)?.[1] ?? value;

function choice(text, options, value, chosen) {
  const select = h("select.field", { "aria-label": text, onchange: () => chosen(options[select.selectedIndex][0]) }, options.map(([key, name]) => h("option", { selected: key === value }, name)));
  const element = h("label.setting", {}, h("span", {}, text), select);
  element.value = () => options[select.selectedIndex][0];
  return element;
}

const number = (text, value, changed) => h("label.setting", {}, h("span", {}, text),
  h("input.field", { type: "number", min: 0, value: `${value}`, onchange: (event) => changed(Math.max(0, Math.trunc(Number(event.target.value)) || 0)) }));

const check = (text, value, changed) => h("label.setting.setting-check", {}, h("input", { type: "checkbox", checked: value, onchange: (event) => changed(event.target.checked) }), h("span", {}, text));

// The log

const names = {
  "message/reply": "返信", "message/push": "プッシュ", "message/multicast": "マルチキャスト", "message/broadcast": "一斉配信", "message/narrowcast": "ナローキャスト",
  "message/quota": "配信数の上限", "message/quota/consumption": "配信数", "chat/loading/start": "入力中の表示", "chat/markAsRead": "既読", info: "アカウント情報",
  profile: "プロフィール", "followers/ids": "友だちの一覧", "channel/webhook/endpoint": "Webhook の設定", "channel/webhook/test": "Webhook の検証", "/oauth2/v3/token": "アクセストークン",
  coupon: "クーポン", audienceGroup: "オーディエンス", "insight/followers": "統計：友だちの数", "insight/message/delivery": "統計：配信数",
  "insight/message/event": "統計：メッセージの反応", "insight/message/event/aggregation": "統計：ユニットの反応", "insight/demographic": "統計：友だちの属性",
  "message/aggregation/info": "ユニットの数", "message/aggregation/list": "ユニットの一覧", "message/progress/narrowcast": "ナローキャストの進み具合", user: "連携トークン",
  "/oauth2/v2.1/authorize": "ログイン画面", "/oauth2/v2.1/verify": "IDトークンの確認", "/v2/profile": "ログインした人", "/friendship/v1/status": "友だちかどうか",
};

const kinds = { follow: "友だち追加", unfollow: "ブロック", message: "メッセージ", postback: "ポストバック", unsend: "送信取消", messageEdited: "編集", videoPlayComplete: "動画を最後まで再生", beacon: "ビーコン", accountLink: "アカウント連携" };

function nameOf(entry) {
  if (entry.direction === "webhook") {
    const types = entry.events ?? [];
    const first = types.length === 0 ? "検証" : kinds[types[0]] ?? types[0];
    return `${first}${types.length > 1 ? ` ほか${types.length - 1}件` : ""}`;
  }
  const path = entry.path.replace(/^\/v2\/bot\//, "").replace(/\?.*$/, "");
  return names[path] ?? names[path.split("/")[0]] ?? path;
}

const isBad = (entry) => entry.status === 0 || entry.status >= 400;

function call(entry) {
  const body = h("div.call-body", { hidden: true });
  const head = h("button.call-head", {
    type: "button", "aria-expanded": "false",
    onclick: async () => {
      body.hidden = !body.hidden;
      head.setAttribute("aria-expanded", String(!body.hidden));
      if (!body.hidden && body.childElementCount === 0) {
        try { fill(body, bodies(entry, await api.logEntry(entry.seq))); } catch { fill(body, h("p", {}, "この記録はもう残っていません。")); }
      }
    },
  },
  h(`span.arrow.arrow-${entry.direction}`, { "aria-label": entry.direction === "api" ? "ボットからLINEへ" : "LINEからボットへ" }, entry.direction === "api" ? "→" : "←"),
  h("span.call-name", {}, nameOf(entry), entry.note && h("small", {}, entry.note)),
  h(`span.status${isBad(entry) ? ".is-bad" : ""}`, {}, entry.status || "—"),
  h("span.call-ms", {}, `${entry.milliseconds < 10 ? entry.milliseconds.toFixed(1) : Math.round(entry.milliseconds)} ms`),
  h("time", { datetime: entry.at }, time.seconds(entry.at)));
  return h(`div.call.call-${entry.direction}${isBad(entry) ? ".call-bad" : ""}`, {}, head, body);
}

const bodies = (entry, full) => [
  h("p.call-path", {}, `${entry.method} ${entry.path}`, entry.requestId && h("code", {}, entry.requestId)),
  full.request && [h("h4", {}, entry.direction === "api" ? "ボットが送ったもの" : "LINE が送ったもの"), h("pre", { tabindex: 0 }, full.request)],
  full.response && [h("h4", {}, entry.direction === "api" ? "LINE の答え" : "ボットの答え"), h("pre", { tabindex: 0 }, full.response)],
].flat(2);

function pick(button, value) {
  filter = value;
  for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button));
  log.dataset.filter = value;
}

function hint() {
  if (log.childElementCount === 0) log.append(h("p.hint", {}, "電話で話しかけると、LINE とボットのやりとりがここに並びます。"));
}

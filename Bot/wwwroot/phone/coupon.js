// LINE's own coupons: the message in the chat, and the page it opens. What people do with them LINE tells nobody; the
// simulator counts it.
import { h, icon } from "./dom.js";
import { address } from "./media.js";

/** The message. find() gives the coupon as this person sees it; without one (in a preview) only the id is known. */
export function coupon(object, { coupon: find, openCoupon }) {
  const image = h("div.card-image.card-wide", { hidden: true });
  const body = h("div.card-body", {}, h("small", {}, "クーポン"), h("strong.card-title", {}, "LINEのクーポン"), h("p.card-text", {}, object.couponId ?? ""));
  const button = h("button.card-action", { type: "button", onclick: () => openCoupon(object.couponId, refresh) }, "クーポンを見る");
  const refresh = () => find(object.couponId)?.then((found) => {
    if (!found) return;
    const source = address(found.imageUrl);
    image.hidden = !source;
    image.replaceChildren(...(source ? [picture(source)] : []));
    body.replaceChildren(
      h("small", {}, found.probability ? "抽選クーポン" : "クーポン"),
      h("strong.card-title", {}, found.title),
      found.reward ? h("p.coupon-reward", {}, found.reward) : "",
      h("p.card-text", {}, period(found)));
    button.textContent = found.probability && found.won === undefined ? "抽選に参加する" : "クーポンを見る";
  });
  refresh();
  return h("div.card.card-coupon", {}, image, body, h("div.card-actions", {}, button));
}

/** The coupon's page: acts are { acquire, use }, each a promise of the coupon as it is then; changed() is told after each. */
export function couponPage(found, acts, changed) {
  const page = h("div.coupon-page");
  const draw = (now) => page.replaceChildren(...parts(now, async (act) => { const next = await act(); if (next) { draw(next); changed(); } }, acts).filter(Boolean));
  draw(found);
  return page;
}

function parts(found, then, acts) {
  const image = address(found.imageUrl);
  const barcode = address(found.barcodeImageUrl);
  const usable = found.won && found.state === "running" && !(found.mostUses && found.uses >= found.mostUses);
  return [
    image && h("div.coupon-image", {}, picture(image)),
    h("strong.coupon-title", {}, found.title),
    found.reward && h("p.coupon-reward", {}, found.reward),
    h("p.coupon-period", {}, period(found)),
    h("p.coupon-state", { role: "status" }, standing(found)),
    usable && found.couponCode && h("p.coupon-code", {}, h("small", {}, "クーポンコード"), h("code", {}, found.couponCode)),
    usable && barcode && h("div.coupon-barcode", {}, picture(barcode)),
    found.won === undefined && found.state === "running" && !found.allTaken
      && h("button.sheet-main", { type: "button", onclick: () => then(acts.acquire) }, found.probability ? "抽選に参加する" : "クーポンを取得する"),
    usable && h("button.sheet-main", { type: "button", onclick: () => then(acts.use) }, found.mostUses ? "使用済みにする" : "使う"),
    found.usageCondition && h("p.coupon-words", {}, h("b", {}, "利用条件"), found.usageCondition),
    found.description && h("p.coupon-words", {}, found.description),
    h("p.coupon-words.coupon-id", {}, h("small", {}, found.isPublic ? "公開" : "届いた人だけ", " · ", found.couponId)),
  ];
}

function standing(found) {
  if (found.state === "closed") return "このクーポンの配布は終了しました";
  if (found.won === false) return "残念、はずれでした";
  if (found.won && found.mostUses && found.uses >= found.mostUses) return `使用済み（${moment(found.lastUsedAt, found)}）`;
  if (found.state === "expired") return "有効期限が切れました";
  if (found.state === "upcoming") return `${moment(found.startsAt, found)} から使えます`;
  if (found.won) return [found.probability ? "当たりました！" : "取得済み", found.uses > 0 && `・${found.uses}回使いました`].filter(Boolean).join("");
  if (found.allTaken) return "定員に達したため、終了しました";
  return found.probability ? `当たる確率 ${found.probability}％` : "";
}

// By the clock the coupon was made for, wherever the phone is.
const moment = (at, found) => new Intl.DateTimeFormat("ja-JP", { timeZone: found.timeZone, dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

function period(found) {
  const zone = found.timeZone === "Asia/Tokyo" ? "" : `（${found.timeZone}）`;
  return `${moment(found.endsAt, found)} まで${zone}`;
}

const picture = (source) => h("img", { src: source, alt: "", loading: "lazy", onerror: (e) => e.target.replaceWith(h("span.fx-missing", {}, icon("photo", 32))) });

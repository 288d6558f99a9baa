// Times as the shop reads them: Japan's.
const zone = "Asia/Tokyo";
const formats = {
  clock: new Intl.DateTimeFormat("ja-JP", { timeZone: zone, hour: "numeric", minute: "2-digit" }),
  seconds: new Intl.DateTimeFormat("ja-JP", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  day: new Intl.DateTimeFormat("ja-JP", { timeZone: zone, month: "numeric", day: "numeric", weekday: "short" }),
  full: new Intl.DateTimeFormat("ja-JP", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit" }),
  key: new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }),
};

let offset = 0;
export const setOffset = (seconds) => { offset = seconds * 1000; };
export const now = () => new Date(Date.now() + offset);

export const clock = (time) => formats.clock.format(new Date(time));
export const seconds = (time) => formats.seconds.format(new Date(time));
export const full = (time) => formats.full.format(new Date(time));
export const dayKey = (time) => formats.key.format(new Date(time));
export const day = (time) => (dayKey(time) === dayKey(now()) ? "今日" : formats.day.format(new Date(time)));

/** For lists: the time today, the date before. */
export const brief = (time) => (dayKey(time) === dayKey(now()) ? clock(time) : formats.day.format(new Date(time)).replace(/\(.+\)/, ""));

/** Tomorrow at this hour in Japan, as an instant. */
export function tomorrowAt(hour) {
  const tomorrow = dayKey(new Date(now().getTime() + 86_400_000));
  return new Date(`${tomorrow}T${String(hour).padStart(2, "0")}:00:00+09:00`);
}

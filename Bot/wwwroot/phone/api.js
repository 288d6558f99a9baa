// The simulator's own routes.
async function call(method, path, body, headers = {}) {
  const raw = body instanceof Blob;
  const answer = await fetch(path, {
    method,
    headers: body === undefined || raw ? headers : { "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
  });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Error(Object.values(problem.errors ?? {}).flat()[0] ?? problem.detail ?? `${answer.status}`);
}

const user = (id, act) => `/sim/users/${encodeURIComponent(id)}/${act}`;

export const people = (q) => call("GET", `/sim/users?limit=200&q=${encodeURIComponent(q ?? "")}`);
export const addPerson = (name) => call("POST", "/sim/users", { name });
export const chat = (id) => call("GET", user(id, "chat"));
export const act = (id, what, body) => call("POST", user(id, what), body);
export const coupons = (id) => call("GET", user(id, "coupons"));
export const coupon = (id, couponId, what) => call(what ? "POST" : "GET", user(id, `coupons/${encodeURIComponent(couponId)}${what ? `/${what}` : ""}`));
/** kind: image, video or audio; without a file a sample is sent. */
export const media = (id, kind, file, duration = 0) =>
  call("POST", `${user(id, kind)}?duration=${duration}`, file ?? new Blob([]), file ? { "Content-Type": file.type } : {});
export const settings = () => call("GET", "/sim/settings");
export const change = (patch) => call("PUT", "/sim/settings", patch);
export const log = () => call("GET", "/sim/log?limit=200");
export const logEntry = (seq) => call("GET", `/sim/log/${seq}`);
export const verify = () => call("POST", "/sim/verify");
export const reset = () => call("POST", "/sim/reset");
export const portrait = (id) => user(id, "picture");
export const content = (messageId) => `/sim/content/${encodeURIComponent(messageId)}`;

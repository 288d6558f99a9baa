// Calls every route the simulator serves through LINE's own SDK, and stops at the first surprise.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as line from "@line/bot-sdk";

const { BASE, CHANNEL_ID, CHANNEL_SECRET, TOKEN, USER, PICTURE, WEBHOOK, REPLY_TOKEN, SIGNED_BODY, SIGNATURE } = process.env;
const { MessagingApiClient, MessagingApiBlobClient } = line.messagingApi;
const { ChannelAccessTokenClient } = line.channelAccessToken;

const api = new MessagingApiClient({ channelAccessToken: TOKEN, baseURL: BASE });
const blobs = new MessagingApiBlobClient({ channelAccessToken: TOKEN, baseURL: BASE });
const tokens = new ChannelAccessTokenClient({ baseURL: BASE });
const text = (words) => [{ type: "text", text: words }];

const refused = async (status, call) => {
  const problem = await call().then(() => assert.fail(`expected ${status}`), (error) => error);
  assert.ok(problem instanceof line.HTTPFetchError, `${problem}`);
  assert.equal(problem.status, status);
  assert.ok(problem.headers.get("x-line-request-id"));
  return JSON.parse(problem.body);
};

// Webhook
assert.ok(line.validateSignature(Buffer.from(SIGNED_BODY, "base64"), CHANNEL_SECRET, SIGNATURE));

// Messages
const replied = await api.replyMessage({ replyToken: REPLY_TOKEN, messages: text("SDKの返信") });
assert.match(replied.sentMessages[0].id, /^\d{18,}$/);
assert.ok(replied.sentMessages[0].quoteToken);
assert.equal((await refused(400, () => api.replyMessage({ replyToken: REPLY_TOKEN, messages: text("もう一度") }))).message, "Invalid reply token");

const key = randomUUID();
const pushed = await api.pushMessage({ to: USER, messages: text("SDKのプッシュ") }, key);
const again = await refused(409, () => api.pushMessage({ to: USER, messages: text("SDKのプッシュ") }, key));
assert.deepEqual(again.sentMessages, pushed.sentMessages);

await api.multicast({ to: [USER], messages: text("SDKのマルチキャスト") }, randomUUID());
const broadcast = await api.broadcastWithHttpInfo({ messages: text("SDKのブロードキャスト") }, randomUUID());
const BROADCAST = broadcast.httpResponse.headers.get("x-line-request-id");
const narrowcast = await api.narrowcastWithHttpInfo({ messages: text("SDKのナローキャスト"), limit: { max: 1 } }, randomUUID());
assert.equal((await api.getNarrowcastProgress(narrowcast.httpResponse.headers.get("x-line-request-id"))).phase, "waiting");
await refused(403, () => api.narrowcast({ messages: text("だめ"), filter: { demographic: { type: "gender", oneOf: ["female"] } } }));
await refused(404, () => api.getNarrowcastProgress(randomUUID()));

for (const validate of ["validateReply", "validatePush", "validateMulticast", "validateBroadcast", "validateNarrowcast"]) {
  await api[validate]({ messages: text("よし") });
  assert.equal((await refused(400, () => api[validate]({ messages: text("") }))).details[0].property, "messages[0].text");
}

assert.equal((await api.getMessageQuota()).type, "limited");
assert.equal((await api.getMessageQuotaConsumption()).totalUsage, 3);
assert.equal((await api.getNumberOfSentReplyMessages("20200101")).status, "ready");
assert.equal((await api.getNumberOfSentPushMessages("20200101")).status, "ready");
assert.equal((await api.getNumberOfSentMulticastMessages("20200101")).status, "ready");
assert.equal((await api.getNumberOfSentBroadcastMessages("20200101")).status, "ready");
await refused(400, () => api.getNumberOfSentPushMessages("yesterday"));

// Content
const content = await blobs.getMessageContent(PICTURE);
const chunks = [];
for await (const chunk of content) {
  chunks.push(chunk);
}
assert.equal(Buffer.concat(chunks).subarray(1, 4).toString(), "PNG");
await blobs.getMessageContentPreview(PICTURE);
assert.equal((await blobs.getMessageContentTranscodingByMessageId(PICTURE)).status, "succeeded");

// Coupons
const sample = {
  title: "SDKのクーポン", startTimestamp: 0, endTimestamp: 4102444800, timezone: "ASIA_TOKYO", visibility: "UNLISTED", maxUseCountPerTicket: 1,
  acquisitionCondition: { type: "normal" }, reward: { type: "discount", priceInfo: { type: "percentage", percentage: 10 } },
};
const { couponId } = await api.createCoupon(sample);
assert.equal((await refused(400, () => api.createCoupon({ title: "だめ" }))).message, "The request body has 7 error(s)");
assert.equal((await api.getCouponDetail(couponId)).status, "RUNNING");
assert.deepEqual((await api.listCoupon(["RUNNING", "CLOSED"], undefined, 20)).items, [{ couponId, title: "SDKのクーポン" }]);
await api.validatePush({ messages: [{ type: "coupon", couponId }] });
await api.closeCoupon(couponId);
await refused(410, () => api.closeCoupon(couponId));
await refused(404, () => api.getCouponDetail("01JYNW8JMQVFBNWF1APF8Z3FS7"));

// Audiences
const audiences = new line.manageAudience.ManageAudienceClient({ channelAccessToken: TOKEN, baseURL: BASE });
const files = new line.manageAudience.ManageAudienceBlobClient({ channelAccessToken: TOKEN, baseURL: BASE });
const { audienceGroupId } = await audiences.createAudienceGroup({ description: "SDKの人", audiences: [{ id: USER }] });
await audiences.addAudienceToAudienceGroup({ audienceGroupId, audiences: [{ id: USER }] });
await audiences.updateAudienceGroupDescription(audienceGroupId, { description: "SDKの友だち" });
assert.equal((await audiences.getAudienceData(audienceGroupId)).audienceGroup.status, "IN_PROGRESS");
assert.equal((await audiences.getAudienceGroups(1, "sdk", "IN_PROGRESS", 40)).audienceGroups[0].description, "SDKの友だち");
const byFile = await files.createAudienceForUploadingUserIds(new Blob([USER], { type: "text/plain" }), "ファイル");
await files.addUserIdsToAudience(new Blob([USER], { type: "text/plain" }), byFile.audienceGroupId);
await audiences.createImpBasedAudienceGroup({ description: "見た人", requestId: BROADCAST });
await audiences.createClickBasedAudienceGroup({ description: "開いた人", requestId: BROADCAST });
await audiences.deleteAudienceGroup(audienceGroupId);
assert.equal((await refused(400, () => audiences.getAudienceData(audienceGroupId))).details[0].message, "AUDIENCE_GROUP_NOT_FOUND");
assert.equal((await refused(400, () => audiences.createAudienceGroup({ description: "だめ", audiences: [{ id: "U1" }] }))).details[0].message, "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT");

// Insight
const insight = new line.insight.InsightClient({ channelAccessToken: TOKEN, baseURL: BASE });
assert.equal((await insight.getNumberOfFollowers("20200101")).status, "ready");
assert.equal((await insight.getNumberOfMessageDeliveries("20200101")).status, "ready");
assert.deepEqual((await insight.getMessageEvent(BROADCAST)).overview.uniqueImpression, null);
assert.equal((await insight.getFriendsDemographics()).available, false);
await api.pushMessage({ to: USER, messages: text("SDKの単位"), customAggregationUnits: ["sdk_unit"] });
assert.deepEqual((await insight.getStatisticsPerUnit("sdk_unit", "20200101", "20200131")).messages, []);
assert.equal((await api.getAggregationUnitUsage()).numOfCustomAggregationUnits, 1);
assert.deepEqual((await api.getAggregationUnitNameList("100")).customAggregationUnits, ["sdk_unit"]);

// Account link
assert.match((await api.issueLinkToken(USER)).linkToken, /^[A-Za-z0-9]{32}$/);
await refused(404, () => api.issueLinkToken(`U${"0".repeat(32)}`));

// People and the account
assert.equal((await api.getProfile(USER)).displayName, "渡辺 さくら");
await refused(404, () => api.getProfile(`U${"0".repeat(32)}`));
assert.deepEqual((await api.getFollowers()).userIds, [USER]);
assert.equal((await api.getBotInfo()).chatMode, "bot");
await api.showLoadingAnimation({ chatId: USER, loadingSeconds: 5 });
await api.markMessagesAsReadByToken?.({ markAsReadToken: "any" });

// Webhook address
await api.setWebhookEndpoint({ endpoint: WEBHOOK });
assert.equal((await api.getWebhookEndpoint()).endpoint, WEBHOOK);
assert.equal((await api.testWebhookEndpoint({})).success, true);

// Tokens
const stateless = await tokens.issueStatelessChannelToken("client_credentials", undefined, undefined, CHANNEL_ID, CHANNEL_SECRET);
assert.equal(stateless.expires_in, 900);
await new MessagingApiClient({ channelAccessToken: stateless.access_token, baseURL: BASE }).getBotInfo();
const short = await tokens.issueChannelToken("client_credentials", CHANNEL_ID, CHANNEL_SECRET);
assert.equal((await tokens.verifyChannelToken(short.access_token)).client_id, CHANNEL_ID);
await tokens.revokeChannelToken(short.access_token);
await refused(400, () => tokens.verifyChannelToken(short.access_token));
const jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const keyed = await tokens.issueChannelTokenByJWT("client_credentials", jwt, "a.b.c");
assert.deepEqual((await tokens.getsAllValidChannelAccessTokenKeyIds(jwt, "a.b.c")).kids, [keyed.key_id]);
await tokens.verifyChannelTokenByJWT(keyed.access_token);
await tokens.revokeChannelTokenByJWT(CHANNEL_ID, CHANNEL_SECRET, keyed.access_token);
await refused(401, () => new MessagingApiClient({ channelAccessToken: keyed.access_token, baseURL: BASE }).getBotInfo());

console.log("ok");

// SCRAM-SHA-256 (RFC 7677) for one user in the database "admin".
import crypto from "node:crypto";
import { Refusal } from "./errors.mjs";
import { Binary } from "./bson.mjs";

const iterations = 15000;
const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();
const hmac = (key, bytes) => crypto.createHmac("sha256", key).update(bytes).digest();
const payload = (text) => new Binary(Buffer.from(text));

export class Scram {
  salt = crypto.randomBytes(28);
  conversations = 0;

  constructor(user, password) {
    this.user = user;
    this.salted = crypto.pbkdf2Sync(password, this.salt, iterations, 32, "sha256");
  }

  start({ mechanism, payload: sent }, connection) {
    if (mechanism !== "SCRAM-SHA-256") {
      throw new Refusal(334, `Received authentication for mechanism ${mechanism} which is not enabled`);
    }
    const bare = Buffer.from(sent.buffer).toString().slice(3);
    const [, user, nonce] = /^n=([^,]*),r=(.*)$/.exec(bare) ?? [];
    const both = nonce + crypto.randomBytes(18).toString("base64");
    const first = `r=${both},s=${this.salt.toString("base64")},i=${iterations}`;
    connection.scram = { bare, first, both, user: user?.replace(/=2C/g, ",").replace(/=3D/g, "=") };
    return { conversationId: ++this.conversations, done: false, payload: payload(first) };
  }

  continue({ conversationId, payload: sent }, connection, database) {
    const { bare, first, both, user } = connection.scram ?? {};
    const message = Buffer.from(sent.buffer).toString();
    if (message === "") {
      return { conversationId, done: true, payload: payload("") };
    }
    const [, withoutProof, proof] = /^(c=biws,r=[^,]*),p=(.*)$/.exec(message) ?? [];
    const said = `${bare},${first},${withoutProof}`;
    const clientKey = hmac(this.salted, "Client Key");
    const signature = hmac(sha256(clientKey), said);
    const expected = clientKey.map((byte, i) => byte ^ signature[i]);
    const right = user === this.user && database === "admin" && withoutProof?.endsWith(both) && expected.equals(Buffer.from(proof, "base64"));
    if (!right) {
      throw new Refusal(18, "Authentication failed.");
    }
    connection.user = user;
    return { conversationId, done: connection.skipsEmptyExchange ?? false, payload: payload(`v=${hmac(hmac(this.salted, "Server Key"), said).toString("base64")}`) };
  }
}

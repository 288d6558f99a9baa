// A stand-in for mongod for tests: MongoDB's wire protocol over an engine in memory. Not a database.
import fs from "node:fs";
import net from "node:net";
import readline from "node:readline";
import tls from "node:tls";
import { parseArgs } from "node:util";
import { encode, plain } from "./bson.mjs";
import { Commands } from "./commands.mjs";
import { Connection } from "./connection.mjs";
import { Journal } from "./journal.mjs";

const text = (value) => ({ type: "string", default: value });
const { values } = parseArgs({
  options: {
    host: text("127.0.0.1"),
    port: text("0"),
    set: text("rs0"), // "none": a standalone server
    wire: text("25"), // 25 is MongoDB 8.0
    user: text(undefined),
    password: text(undefined),
    "read-only": { type: "boolean", default: false },
    "tls-key": text(undefined),
    "tls-cert": text(undefined),
    latency: text("0"), // milliseconds before each command
    data: text(undefined),
    oplog: text("200000"), // so many changes can be resumed from
    "no-change-streams": { type: "boolean", default: false },
    "transaction-seconds": text("60"),
    "ttl-seconds": text("1"),
  },
});

const options = {
  host: values.host, port: Number(values.port), set: values.set, wire: Number(values.wire), user: values.user, password: values.password,
  readOnly: values["read-only"], latency: Number(values.latency), oplog: Number(values.oplog), noChangeStreams: values["no-change-streams"],
  transactionSeconds: Number(values["transaction-seconds"]),
};
const commands = new Commands(options);
if (values.data) {
  new Journal(values.data).open(commands.store, commands.sessions);
}
setInterval(() => commands.store.expireDocuments(), Number(values["ttl-seconds"]) * 1000).unref();

const serve = (socket) => new Connection(socket, commands);
const server = values["tls-key"]
  ? tls.createServer({ key: fs.readFileSync(values["tls-key"]), cert: fs.readFileSync(values["tls-cert"]) }, serve)
  : net.createServer(serve);
server.on("tlsClientError", () => {});
server.listen(options.port, options.host, () => {
  options.port = server.address().port;
  console.log(`listening on ${options.host}:${options.port}`);
});

// Each line of the standard input is a command in JSON, answered by a line; its end is the end of the stand-in, so that none outlives its tests.
const own = { number: 0, user: "stdin" };
readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const answer = await commands.answer(encode({ ...JSON.parse(line), $db: "admin" }), {}, own);
  console.log(JSON.stringify(plain(answer)));
}).on("close", () => process.exit(0));

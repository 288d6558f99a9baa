// Checks the stand-in with MongoDB's official driver: a line for each thing, exit code 1 if one is wrong.
// node check.mjs [part of a name]; with MONGODB_URI, what needs no stand-in runs against that server: it says whether we know MongoDB.
import { changeStreams, changeStreamsOfStandIn } from "./checks/changeStreams.mjs";
import { documents } from "./checks/documents.mjs";
import { failures } from "./checks/failures.mjs";
import { failed, StandIn } from "./checks/harness.mjs";
import { indexes } from "./checks/indexes.mjs";
import { restarts } from "./checks/restarts.mjs";
import { security } from "./checks/security.mjs";
import { transactions } from "./checks/transactions.mjs";

const given = process.env.MONGODB_URI;
const standIn = given ? undefined : await StandIn.start();
const uri = given ?? standIn.uri();
for (const group of [documents, indexes, transactions, changeStreams]) {
  await group(uri);
}
await standIn?.kill();
if (!given) {
  for (const group of [changeStreamsOfStandIn, failures, security, restarts]) {
    await group();
  }
}
process.exitCode = failed() > 0 ? 1 : 0;

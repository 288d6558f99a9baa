// Checks the stand-in with MongoDB's official driver: a line for each thing, exit code 1 if one is wrong.
// node check.mjs [part of a name]; with MONGODB_URI, what needs no stand-in runs against that server: it says whether we know MongoDB.
import { documents } from "./checks/documents.mjs";
import { failures, StandIn } from "./checks/harness.mjs";

const given = process.env.MONGODB_URI;
const standIn = given ? undefined : await StandIn.start();
const uri = given ?? standIn.uri();
await documents(uri);
await standIn?.kill();
process.exitCode = failures() > 0 ? 1 : 0;

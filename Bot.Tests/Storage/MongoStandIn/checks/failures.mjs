import assert from "node:assert/strict";
import { Long, UUID } from "bson";
import { check, refusal, StandIn, withDatabase } from "./harness.mjs";

export async function failures() {
  const standIn = await StandIn.start();
  const within = (name, run) => check(`failures: ${name}`, () => withDatabase(standIn.uri(), async (database, client) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: 0, n: 0 });
    try {
      await run({ collection, client, database });
    } finally {
      await standIn.failCommand("off");
    }
  }));

  for (const after of [false, true]) {
    const when = after ? "after" : "before";
    await within(`a write whose connection is cut ${when} it was done, and which the driver repeats, is done once`, async ({ collection }) => {
      const cut = (...failCommands) => standIn.failCommand({ times: 1 }, { failCommands, closeConnection: true, after });
      await cut("insert");
      await collection.insertMany([{ _id: 1, n: 0 }, { _id: 2, n: 0 }]);
      await cut("update");
      assert.equal((await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } })).modifiedCount, 1);
      await cut("update");
      assert.deepEqual((await collection.updateOne({ _id: 3 }, { $inc: { n: 1 } }, { upsert: true })).upsertedId, 3);
      await cut("findAndModify");
      assert.deepEqual(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: "after" }), { _id: 1, n: 2 });
      await cut("delete");
      assert.equal((await collection.deleteOne({ _id: 2 })).deletedCount, 1);
      await cut("update");
      const bulk = await collection.bulkWrite([{ updateOne: { filter: { _id: 1 }, update: { $inc: { n: 1 } } } }, { updateOne: { filter: { _id: 3 }, update: { $inc: { n: 1 } } } }]);
      assert.equal(bulk.modifiedCount, 2);
      assert.deepEqual(await collection.find().sort({ _id: 1 }).toArray(), [{ _id: 0, n: 0 }, { _id: 1, n: 3 }, { _id: 3, n: 2 }]);
    });
    await within(`a commit whose connection is cut ${when} it was done is done once`, async ({ collection, client }) => {
      const session = client.startSession();
      session.startTransaction();
      await collection.updateOne({ _id: 0 }, { $inc: { n: 1 } }, { session });
      await standIn.failCommand({ times: 1 }, { failCommands: ["commitTransaction"], closeConnection: true, after });
      await session.commitTransaction();
      assert.equal((await collection.findOne()).n, 1);
      await session.endSession();
    });
  }
  await within("a statement of a transaction whose connection is cut makes the driver begin again", async ({ collection, client }) => {
    await standIn.failCommand({ times: 2 }, { failCommands: ["update"], closeConnection: true });
    let tries = 0;
    await client.withSession((session) => session.withTransaction(async () => {
      tries++;
      await collection.updateOne({ _id: 0 }, { $inc: { n: 1 } }, { session });
    }));
    assert.deepEqual([tries, (await collection.findOne()).n], [3, 1]);
  });
  await within("not primary: repeated once by the driver, with the label that says so; twice is told", async ({ collection }) => {
    for (const errorCode of [10107, 11602, 189, 91]) {
      await standIn.failCommand({ times: 1 }, { failCommands: ["insert"], errorCode });
      await collection.insertOne({ _id: errorCode });
      await standIn.failCommand({ times: 2 }, { failCommands: ["insert"], errorCode });
      const problem = await refusal(collection.insertOne({ _id: -errorCode }));
      assert.deepEqual([problem.code, problem.hasErrorLabel("RetryableWriteError")], [errorCode, true]);
    }
  });
  await within("a full disk is told at once, also in a transaction", async ({ collection, client }) => {
    await standIn.failCommand("alwaysOn", { failCommands: ["insert"], errorCode: 14031 });
    assert.equal((await refusal(collection.insertOne({}))).codeName, "OutOfDiskSpace");
    const session = client.startSession();
    session.startTransaction();
    const problem = await refusal(collection.insertOne({}, { session }));
    assert.deepEqual([problem.code, problem.hasErrorLabel("TransientTransactionError")], [14031, false]);
    await session.endSession();
  });
  await within("labels can be given; skip lets so many pass; a point without effect on others", async ({ collection, database }) => {
    await standIn.failCommand({ skip: 2 }, { failCommands: ["count"], errorCode: 2, errorLabels: ["Own"] });
    await collection.estimatedDocumentCount();
    await collection.estimatedDocumentCount();
    assert.ok((await refusal(collection.estimatedDocumentCount())).hasErrorLabel("Own"));
    await database.command({ ping: 1 });
  });
  await within("a commit that is not confirmed by enough members is repeated", async ({ collection, client }) => {
    await standIn.failCommand({ times: 2 }, { failCommands: ["commitTransaction"], writeConcernError: { code: 64, errmsg: "waiting for replication timed out" } });
    let commits = 0;
    client.on("commandStarted", ({ commandName }) => (commits += commandName === "commitTransaction" ? 1 : 0));
    await client.withSession((session) => session.withTransaction(async () => {
      await collection.updateOne({ _id: 0 }, { $inc: { n: 1 } }, { session });
    }));
    assert.equal((await collection.findOne()).n, 1);
  });
  await within("an error after the deed leaves the deed", async ({ collection }) => {
    await standIn.failCommand({ times: 1 }, { failCommands: ["insert"], errorCode: 8, after: true });
    assert.equal((await refusal(collection.insertOne({ _id: 5 }))).code, 8);
    assert.ok(await collection.findOne({ _id: 5 }));
  });
  await within("a blocked command keeps its caller waiting and nobody else", async ({ collection }) => {
    await standIn.failCommand({ times: 1 }, { failCommands: ["insert"], blockConnection: true, blockTimeMS: 400 });
    const begun = performance.now();
    const slow = collection.insertOne({}).then(() => performance.now() - begun);
    await collection.findOne();
    assert.ok((await slow) >= 390);
  });
  await within("what the stand-in was asked can be counted", async ({ collection }) => {
    const count = async () => (await standIn.run({ serverStatus: 1 })).metrics.commands.find?.total ?? 0;
    const before = await count();
    await collection.findOne();
    await collection.findOne();
    assert.equal((await count()) - before, 2);
  });
  await standIn.kill();

  await check("failures: a transaction nobody ends is given up, and who waited for it goes on", async () => {
    const short = await StandIn.start("--transaction-seconds", "1");
    await withDatabase(short.uri(), async (database, client) => {
      const collection = database.collection("c");
      await collection.insertOne({ _id: 1, n: 0 });
      const session = client.startSession();
      session.startTransaction();
      await collection.updateOne({ _id: 1 }, { $set: { n: 5 } }, { session });
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
      assert.equal((await collection.findOne()).n, 1);
      const problem = await refusal(session.commitTransaction());
      assert.deepEqual([problem.code, problem.hasErrorLabel("TransientTransactionError")], [251, true]);
      await session.endSession();
    });
    await short.kill();
  });
  await check("failures: with maxTimeMS a write does not wait longer for a transaction", async () => {
    const own = await StandIn.start();
    await withDatabase(own.uri(), async (database, client) => {
      await database.collection("c").insertOne({ _id: 1 });
      const session = client.startSession();
      session.startTransaction();
      await database.collection("c").updateOne({ _id: 1 }, { $set: { n: 5 } }, { session });
      const waiting = database.command({ update: "c", updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }], maxTimeMS: 100 });
      assert.equal((await refusal(waiting)).code, 50);
      await session.abortTransaction();
      await session.endSession();
    });
    await own.kill();
  });
  await check("failures: a number of a transaction that is over or was never begun", async () => {
    const own = await StandIn.start();
    const lsid = { id: new UUID() };
    const send = (command, number, $db = "x") => own.wire({ ...command, $db, lsid, txnNumber: Long.fromNumber(number) });
    const insert = (_id, number) => send({ insert: "c", documents: [{ _id }] }, number);
    const within = { autocommit: false, startTransaction: true };
    assert.equal((await insert(1, 5)).n, 1);
    assert.equal((await insert(1, 5)).n, 1, "the same number: the same answer");
    assert.equal((await insert(2, 4)).code, 225);
    assert.equal((await send({ find: "c", autocommit: false }, 6)).code, 251);
    assert.equal((await send({ insert: "c", documents: [{ _id: 6 }], ...within }, 6)).ok, 1);
    assert.equal((await send({ insert: "c", documents: [{ _id: 7 }], ...within }, 7)).ok, 1, "a newer one gives the older one up");
    assert.equal((await send({ commitTransaction: 1, autocommit: false }, 6, "admin")).code, 225);
    assert.equal((await send({ commitTransaction: 1, autocommit: false }, 7)).code, 13);
    assert.equal((await send({ commitTransaction: 1, autocommit: false }, 7, "admin")).ok, 1);
    assert.equal((await send({ abortTransaction: 1, autocommit: false }, 7, "admin")).code, 256);
    assert.equal((await send({ count: "c", ...within }, 8)).code, 263);
    assert.equal((await send({ insert: "c", documents: [{ _id: 9 }], writeConcern: { w: 1 }, ...within }, 9)).code, 72);
    assert.deepEqual((await own.wire({ find: "c", $db: "x" })).cursor.firstBatch, [{ _id: 1 }, { _id: 7 }]);
    await own.kill();
  });
}

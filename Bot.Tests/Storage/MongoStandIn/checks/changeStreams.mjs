import assert from "node:assert/strict";
import { check, refusal, StandIn, until, withDatabase } from "./harness.mjs";

/** The next so many events. */
async function take(stream, count) {
  const events = [];
  while (events.length < count) {
    events.push(await stream.next());
  }
  return events;
}

const told = ({ operationType, documentKey }) => [operationType, documentKey._id];

/** Seconds and ordinal from a resume token. */
const timeOf = ({ _data }) => [parseInt(_data.slice(2, 10), 16), parseInt(_data.slice(10, 18), 16)];

export async function changeStreams(uri) {
  const within = (name, run) => check(`change streams: ${name}`, () => withDatabase(uri, async (database, client) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: 0 });
    await run({ database, client, collection });
  }));
  // The driver opens a stream when it is first asked for something.
  const opened = async (watched, pipeline = [], options = {}) => {
    const stream = watched.watch(pipeline, { maxAwaitTimeMS: 100, ...options });
    assert.equal(await stream.tryNext(), null);
    return stream;
  };

  await within("tell what was written, one after the other", async ({ collection }) => {
    const stream = await opened(collection);
    await collection.insertOne({ _id: 1, a: 1 });
    await collection.updateOne({ _id: 1 }, { $set: { "b.c": 2 }, $unset: { a: "" } });
    await collection.replaceOne({ _id: 1 }, { d: 1 });
    await collection.deleteOne({ _id: 1 });
    const [inserted, updated, replaced, deleted] = await take(stream, 4);
    assert.deepEqual([inserted, updated, replaced, deleted].map(told), [["insert", 1], ["update", 1], ["replace", 1], ["delete", 1]]);
    assert.deepEqual([inserted.fullDocument, updated.fullDocument, replaced.fullDocument], [{ _id: 1, a: 1 }, undefined, { _id: 1, d: 1 }]);
    assert.deepEqual(updated.updateDescription.updatedFields, { "b.c": 2 });
    assert.deepEqual(updated.updateDescription.removedFields, ["a"]);
    assert.deepEqual(inserted.ns, { db: collection.dbName, coll: "c" });
    assert.ok(inserted.clusterTime.lessThan(deleted.clusterTime));
    assert.deepEqual(timeOf(inserted._id), [inserted.clusterTime.t, inserted.clusterTime.i]);
    assert.ok(inserted._id._data < updated._id._data && updated._id._data < deleted._id._data);
    await stream.close();
  });
  await within("tell of a transaction when it is committed, all at one time, in its order", async ({ client, collection }) => {
    const stream = await opened(collection);
    const session = client.startSession();
    session.startTransaction();
    await collection.insertMany([{ _id: 1 }, { _id: 2 }], { session });
    await collection.updateOne({ _id: 1 }, { $set: { a: 1 } }, { session });
    await collection.deleteOne({ _id: 0 }, { session });
    await collection.insertOne({ _id: "outside" });
    const [outside] = await take(stream, 1);
    assert.equal(outside.documentKey._id, "outside");
    await session.commitTransaction();
    const events = await take(stream, 4);
    assert.deepEqual(events.map(told), [["insert", 1], ["insert", 2], ["update", 1], ["delete", 0]]);
    assert.ok(events.every(({ clusterTime }) => clusterTime.equals(session.operationTime)), "the commit's time");
    assert.ok(events.every(({ _id }, i) => i === 0 || _id._data > events[i - 1]._id._data));
    for (const [i, { _id }] of events.entries()) {
      const resumed = collection.watch([], { resumeAfter: _id });
      await collection.insertOne({ _id: `end ${i}` });
      const rest = await take(resumed, 4 - i);
      assert.deepEqual(rest.slice(0, 3 - i).map(told), events.slice(i + 1).map(told));
      await resumed.close();
    }
    await stream.close();
    await session.endSession();
  });
  await within("go on behind any token, also one without an event", async ({ collection, database }) => {
    const stream = await opened(collection);
    await database.collection("other").insertOne({ _id: 1 });
    assert.equal(await stream.tryNext(), null);
    const between = stream.resumeToken;
    await stream.close();
    await collection.insertMany([{ _id: 1 }, { _id: 2 }]);
    for (const name of ["resumeAfter", "startAfter"]) {
      const resumed = collection.watch([], { [name]: between });
      const events = await take(resumed, 2);
      assert.deepEqual(events.map(told), [["insert", 1], ["insert", 2]]);
      await resumed.close();
    }
    assert.ok(between._data.startsWith("82"));
  });
  await within("the token after a batch comes to the newest write although it concerns others", async ({ collection, database, client }) => {
    const stream = await opened(collection);
    const session = client.startSession();
    await database.collection("other").insertOne({ _id: 1 }, { session });
    const written = session.operationTime;
    await until(async () => {
      await stream.tryNext();
      const [t, i] = timeOf(stream.resumeToken);
      return t > written.t || (t === written.t && i >= written.i);
    });
    await stream.close();
    await session.endSession();
  });
  await within("start at a time", async ({ collection, client }) => {
    const session = client.startSession();
    await collection.insertOne({ _id: 1 }, { session });
    const time = session.operationTime;
    await collection.insertOne({ _id: 2 });
    const stream = collection.watch([], { startAtOperationTime: time });
    assert.deepEqual((await take(stream, 2)).map(told), [["insert", 1], ["insert", 2]]);
    await stream.close();
    await session.endSession();
  });
  await within("follow a whole database, filtered and cut", async ({ collection, database }) => {
    const stream = await opened(database, [{ $match: { "ns.coll": { $in: ["c", "d"] }, operationType: { $ne: "delete" } } }, { $project: { documentKey: 1, ns: 1, operationType: 1 } }]);
    await database.collection("e").insertOne({ _id: 1 });
    await collection.insertOne({ _id: 2 });
    await collection.deleteOne({ _id: 2 });
    await database.collection("d").insertOne({ _id: 3 });
    const events = await take(stream, 2);
    assert.deepEqual(events.map(({ ns, documentKey, fullDocument }) => [ns.coll, documentKey._id, fullDocument]), [["c", 2, undefined], ["d", 3, undefined]]);
    await stream.close();
  });
  await within("look the newest document up where asked to", async ({ collection }) => {
    const stream = await opened(collection, [], { fullDocument: "updateLookup" });
    await collection.updateOne({ _id: 0 }, { $set: { a: 1 } });
    assert.deepEqual((await take(stream, 1))[0].fullDocument, { _id: 0, a: 1 });
    await collection.updateOne({ _id: 0 }, { $set: { a: 2 } });
    await collection.deleteOne({ _id: 0 });
    const [updated] = await take(stream, 1);
    assert.ok(updated.fullDocument === null || updated.fullDocument.a === 2);
    await stream.close();
  });
  await within("answer as soon as something happens", async ({ collection, client }) => {
    const session = client.startSession();
    await collection.insertOne({ _id: 1 }, { session });
    const stream = collection.watch([], { maxAwaitTimeMS: 600_000, startAtOperationTime: session.operationTime });
    await stream.next();
    const next = stream.next();
    await collection.insertOne({ _id: 5 });
    assert.deepEqual(told(await next), ["insert", 5]);
    await stream.close();
    await session.endSession();
  });
  await within("end when the collection is dropped", async ({ collection }) => {
    const stream = await opened(collection);
    await collection.drop();
    const events = await take(stream, 2);
    assert.deepEqual(events.map(({ operationType }) => operationType), ["drop", "invalidate"]);
    await stream.close();
  });
}

export async function changeStreamsOfStandIn() {
  await check("change streams: a token whose place is gone is refused with 286", async () => {
    const standIn = await StandIn.start("--oplog", "20");
    await withDatabase(standIn.uri(), async (database) => {
      const collection = database.collection("c");
      const stream = collection.watch([], { maxAwaitTimeMS: 50 });
      await stream.tryNext();
      await collection.insertOne({ _id: "first" });
      const { _id } = await stream.next();
      await stream.close();
      await collection.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id })));
      assert.equal((await refusal(collection.watch([], { resumeAfter: _id }).next())).code, 286);
    });
    await standIn.kill();
  });
  for (const option of [["--no-change-streams"], ["--set", "none"]]) {
    await check(`change streams: refused with ${option.join(" ")}`, async () => {
      const standIn = await StandIn.start(...option);
      const uri = option[0] === "--set" ? `mongodb://127.0.0.1:${standIn.port}/?directConnection=true` : standIn.uri();
      await withDatabase(uri, async (database) => {
        assert.equal((await refusal(database.collection("c").watch().next())).code, 40573);
      });
      await standIn.kill();
    });
  }
}

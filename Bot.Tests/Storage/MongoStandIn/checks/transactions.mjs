import assert from "node:assert/strict";
import { Long } from "bson";
import { check, refusal, withDatabase } from "./harness.mjs";

/** A session with its transaction begun, and calls within it. */
function transaction(client) {
  const session = client.startSession();
  session.startTransaction();
  return session;
}

const labelled = async (promise) => {
  const problem = await refusal(promise);
  return [problem.code, problem.hasErrorLabel("TransientTransactionError")];
};

export async function transactions(uri) {
  const within = (name, run) => check(`transactions: ${name}`, () => withDatabase(uri, async (database, client) => {
    const collection = database.collection("c");
    await collection.insertMany([{ _id: 1, n: 0 }, { _id: 2, n: 0 }]);
    await run({ database, client, collection });
  }));

  await within("nobody sees their writes before the commit, and they see themselves", async ({ client, collection }) => {
    const session = transaction(client);
    await collection.insertOne({ _id: 3 }, { session });
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    await collection.deleteOne({ _id: 2 }, { session });
    assert.deepEqual((await collection.find({}, { session }).sort({ _id: 1 }).toArray()), [{ _id: 1, n: 1 }, { _id: 3 }]);
    assert.deepEqual((await collection.find().sort({ _id: 1 }).toArray()), [{ _id: 1, n: 0 }, { _id: 2, n: 0 }]);
    assert.equal(await collection.countDocuments({}, { session }), 2);
    await session.commitTransaction();
    assert.deepEqual((await collection.find().sort({ _id: 1 }).toArray()), [{ _id: 1, n: 1 }, { _id: 3 }]);
    await session.endSession();
  });
  await within("they read the state of their start", async ({ client, collection }) => {
    await collection.createIndex({ n: 1 });
    const session = transaction(client);
    await collection.findOne({ _id: 1 }, { session });
    await collection.updateOne({ _id: 1 }, { $set: { n: 7 } });
    await collection.deleteOne({ _id: 2 });
    await collection.insertOne({ _id: 4, n: 0 });
    assert.deepEqual(await collection.find({ n: 0 }, { session }).sort({ _id: 1 }).toArray(), [{ _id: 1, n: 0 }, { _id: 2, n: 0 }]);
    assert.deepEqual(await collection.find({ n: { $gt: 0 } }, { session }).toArray(), []);
    assert.equal(await collection.countDocuments({ n: 0 }, { session }), 2);
    await session.commitTransaction();
    assert.equal(await collection.countDocuments({ n: 0 }), 1);
    await session.endSession();
  });
  await within("counted by an index while they are open, what they wrote is not there", async ({ client, collection }) => {
    await collection.createIndex({ n: 1 });
    await collection.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: 10 + i, n: i % 5 })));
    const [reader, writer] = [transaction(client), transaction(client)];
    await collection.findOne({}, { session: reader });
    await collection.updateMany({ n: 4 }, { $set: { n: 3 } }, { session: writer });
    await collection.deleteMany({ n: 2 }, { session: writer });
    await collection.insertOne({ n: 1 }, { session: writer });
    const counts = async (session) => {
      const counted = [];
      for (const filter of [{ n: 0 }, { n: 1 }, { n: 2 }, { n: { $gte: 3 } }, { n: { $in: [3, 4] } }, { n: { $gt: 3 } }]) {
        counted.push(await collection.countDocuments(filter, { session }));
      }
      return counted;
    };
    const [before, after] = [[12, 10, 10, 20, 20, 10], [12, 11, 0, 20, 20, 0]];
    assert.deepEqual([await counts(), await counts(writer), await counts(reader)], [before, after, before]);
    await writer.commitTransaction();
    assert.deepEqual([await counts(), await counts(reader)], [after, before]);
    await reader.commitTransaction();
    assert.deepEqual(await counts(), after);
    await Promise.all([reader.endSession(), writer.endSession()]);
  });
  await within("what is aborted has not been", async ({ client, collection }) => {
    const session = transaction(client);
    await collection.insertOne({ _id: 3 }, { session });
    await collection.updateMany({}, { $inc: { n: 1 } }, { session });
    await session.abortTransaction();
    assert.deepEqual((await collection.find().sort({ _id: 1 }).toArray()), [{ _id: 1, n: 0 }, { _id: 2, n: 0 }]);
    await collection.insertOne({ _id: 3, own: true });
    await session.endSession();
  });
  await within("of two that write a document the second is refused at once, and it is over", async ({ client, collection }) => {
    const [first, second] = [transaction(client), transaction(client)];
    await collection.updateOne({ _id: 2 }, { $inc: { n: 1 } }, { session: second });
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first });
    assert.deepEqual(await labelled(collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second })), [112, true]);
    assert.deepEqual(await labelled(collection.findOne({ _id: 1 }, { session: second })), [251, true]);
    await first.commitTransaction();
    assert.deepEqual(await collection.findOne({ _id: 2 }), { _id: 2, n: 0 });
    await Promise.all([first.endSession(), second.endSession()]);
  });
  await within("who writes what was committed after the start is refused", async ({ client, collection }) => {
    for (const write of [
      (session) => collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }),
      (session) => collection.deleteOne({ _id: 1 }, { session }),
      (session) => collection.insertOne({ _id: 9 }, { session }),
      (session) => collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { session }),
    ]) {
      const session = transaction(client);
      await collection.findOne({ _id: 2 }, { session });
      await collection.updateOne({ _id: 1 }, { $inc: { other: 1 } });
      await collection.deleteOne({ _id: 9 });
      await collection.insertOne({ _id: 9 });
      assert.deepEqual(await labelled(write(session)), [112, true]);
      await session.endSession();
    }
  });
  await within("a write outside waits for them", async ({ client, collection }) => {
    const session = transaction(client);
    await collection.updateOne({ _id: 1 }, { $inc: { n: 10 } }, { session });
    let done = false;
    const waiting = collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }).then(() => (done = true));
    await collection.updateOne({ _id: 2 }, { $inc: { n: 1 } });
    assert.equal(done, false);
    await session.commitTransaction();
    await waiting;
    assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, n: 11 });
    await session.endSession();
  });
  await within("a duplicate key ends them", async ({ client, collection }) => {
    await collection.createIndex({ key: 1 }, { unique: true, sparse: true });
    await collection.updateOne({ _id: 1 }, { $set: { key: "k" } });
    for (const document of [{ _id: 1 }, { _id: 5, key: "k" }]) {
      const session = transaction(client);
      await collection.insertOne({ _id: 4 }, { session });
      assert.deepEqual(await labelled(collection.insertOne(document, { session })), [11000, false]);
      assert.deepEqual(await labelled(session.commitTransaction()), [251, true]);
      assert.equal(await collection.findOne({ _id: 4 }), null);
      await session.endSession();
    }
  });
  await within("unique keys hold across open ones", async ({ client, collection }) => {
    await collection.createIndex({ key: 1 }, { unique: true, sparse: true });
    const [first, second] = [transaction(client), transaction(client)];
    await collection.findOne({}, { session: second });
    await collection.insertOne({ _id: 5, key: "k" }, { session: first });
    assert.deepEqual(await labelled(collection.insertOne({ _id: 6, key: "k" }, { session: second })), [112, true]);
    const waiting = refusal(collection.insertOne({ _id: 7, key: "k" }));
    await first.commitTransaction();
    assert.equal((await waiting).code, 11000);
    const third = transaction(client);
    await collection.updateOne({ _id: 5 }, { $unset: { key: "" } }, { session: third });
    await collection.insertOne({ _id: 8, key: "k" }, { session: third });
    await third.commitTransaction();
    assert.equal((await collection.findOne({ key: "k" }))._id, 8);
    await Promise.all([first, second, third].map((session) => session.endSession()));
  });
  await within("committing again says again that it was, aborting again is refused", async ({ client, collection }) => {
    const session = transaction(client);
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, n: 1 });
    for (const name of ["commitTransaction", "abortTransaction"]) {
      const never = client.db("admin").command({ [name]: 1, txnNumber: Long.fromNumber(99), autocommit: false });
      assert.deepEqual(await labelled(never), [251, true]);
    }
    await session.endSession();
  });
  await within("tried again as drivers do, no increment is lost", async ({ client, collection }) => {
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 15; i++) {
        await client.withSession((session) => session.withTransaction(async () => {
          const { n } = await collection.findOne({ _id: 1 }, { session });
          await collection.updateOne({ _id: 1 }, { $set: { n: n + 1 } }, { session });
          await collection.updateOne({ _id: 2 }, { $inc: { n: 1 } }, { session });
        }));
      }
    }));
    assert.deepEqual(await collection.find().sort({ _id: 1 }).toArray(), [{ _id: 1, n: 120 }, { _id: 2, n: 120 }]);
  });
  await within("collections and indexes come into being in them", async ({ client, database }) => {
    const session = transaction(client);
    await database.createCollection("made", { session });
    await database.collection("made").createIndex({ a: 1 }, { unique: true, session });
    await database.collection("implied").insertOne({ _id: 1 }, { session });
    await database.collection("made").insertOne({ _id: 1, a: 1 }, { session });
    const names = async () => (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();
    assert.deepEqual(await names(), ["c"]);
    await session.commitTransaction();
    assert.deepEqual(await names(), ["c", "implied", "made"]);
    assert.equal((await refusal(database.collection("made").insertOne({ a: 1 }))).code, 11000);
    session.startTransaction();
    await database.collection("given up").insertOne({ _id: 1 }, { session });
    await session.abortTransaction();
    assert.deepEqual(await names(), ["c", "implied", "made"]);
    await session.endSession();
  });
  await within("the answer to a commit says its time, and no later one is earlier", async ({ client, collection }) => {
    const times = [];
    for (let i = 0; i < 20; i++) {
      const session = transaction(client);
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
      await session.commitTransaction();
      times.push(session.operationTime);
      await session.endSession();
    }
    assert.ok(times.every((time, i) => i === 0 || time.greaterThan(times[i - 1])));
  });
  await within("a random crowd leaves sums and unique keys right", async ({ client, database }) => {
    const accounts = database.collection("accounts");
    await accounts.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id, n: 100 })));
    const seats = database.collection("seats");
    await seats.createIndex({ seat: 1 }, { unique: true });
    let taken = 0;
    await Promise.all(Array.from({ length: 6 }, async (_, worker) => {
      for (let i = 0; i < 25; i++) {
        const [from, to] = [(worker * 7 + i * 3) % 10, (worker + i * 7 + 1) % 10];
        await client.withSession((session) => session.withTransaction(async () => {
          await accounts.updateOne({ _id: from }, { $inc: { n: -1 } }, { session });
          await accounts.updateOne({ _id: to }, { $inc: { n: 1 } }, { session });
        }));
        await seats.insertOne({ seat: i }).then(() => taken++, (problem) => assert.equal(problem.code, 11000));
        const [{ sum }] = await accounts.aggregate([{ $group: { _id: null, sum: { $sum: "$n" } } }]).toArray();
        assert.equal(sum, 1000);
      }
    }));
    assert.deepEqual([taken, await seats.countDocuments()], [25, 25]);
  });
}

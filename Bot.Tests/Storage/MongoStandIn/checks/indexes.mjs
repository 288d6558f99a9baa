import assert from "node:assert/strict";
import { Decimal128, Long } from "bson";
import { check, refusal, until, withDatabase } from "./harness.mjs";

/** Random numbers that come again with the same seed. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const code = async (promise) => (await refusal(promise)).code;

export async function indexes(uri) {
  await check("indexes: with and without them the same is found, in the same order", () => withDatabase(uri, async (database) => {
    const draw = random(5);
    const value = (list = true) => [null, draw(5), draw(5) - 2.5, Long.fromNumber(draw(4)), Decimal128.fromString(`${draw(4)}.5`), `t${draw(4)}`, new Date(draw(5) * 1000), { x: draw(3) }, true, NaN, list ? [draw(4), draw(4)] : "x"][draw(11)];
    const documents = Array.from({ length: 400 }, (_, _id) => ({ _id, ...(draw(5) && { a: value() }), ...(draw(5) && { b: value(false) }), c: draw(3), d: [{ e: draw(4), f: draw(4) }, { e: draw(4) }].slice(draw(3)) }));
    const [plain, indexed] = [database.collection("plain"), database.collection("indexed")];
    await plain.insertMany(documents);
    await indexed.insertMany(documents.slice(0, 200));
    for (const key of [{ a: 1 }, { b: -1 }, { c: 1, a: 1 }, { c: 1, a: -1, b: 1 }, { "d.e": 1, "d.f": -1 }, { c: -1 }]) {
      await indexed.createIndex(key);
    }
    await indexed.createIndex({ b: 1, c: 1 }, { name: "open", partialFilterExpression: { c: 1 } });
    await indexed.createIndex({ a: 1, b: 1 }, { sparse: true, name: "sparse" });
    await indexed.insertMany(documents.slice(200));
    const condition = () => [value(), { $gt: value() }, { $gte: value(), $lt: value() }, { $lte: value() }, { $in: [value(), value()] }, { $ne: value() }, { $exists: draw(2) === 1 }, { $lt: value() }][draw(8)];
    for (let i = 0; i < 250; i++) {
      const filter = Object.fromEntries(["a", "b", "c", "d.e", "d.f"].filter(() => draw(3) === 0).map((name) => [name, name === "c" ? [draw(3), { $gte: draw(3) }, { $in: [0, 2] }][draw(3)] : condition()]));
      if (draw(4) === 0) {
        filter.d = { $elemMatch: { e: draw(4), f: { $gte: draw(4) } } };
      }
      const sort = [{ _id: 1 }, { c: 1, a: 1, _id: 1 }, { b: -1, _id: 1 }, { c: 1, a: -1, b: 1, _id: -1 }, { a: 1, c: -1, _id: 1 }][draw(5)];
      const limit = draw(2) * 20;
      const read = async (collection) => (await collection.find(filter).sort(sort).limit(limit).toArray()).map(({ _id }) => _id);
      assert.deepEqual(await read(indexed), await read(plain), `${i}: ${JSON.stringify({ filter, sort, limit })}`);
      assert.equal(await indexed.countDocuments(filter), await plain.countDocuments(filter), JSON.stringify(filter));
    }
  }));
  await check("indexes: what is due is read off the index, not searched for", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertMany(Array.from({ length: 2000 }, (_, i) => ({ _id: i, state: i % 4 === 0 ? "waiting" : "sent", dueAt: new Date(i * 1000) })));
    await collection.createIndex({ state: 1, dueAt: 1 });
    const { executionStats } = await collection.find({ state: "waiting", dueAt: { $lte: new Date(1_600_000) } }).sort({ dueAt: 1 }).limit(50).explain("executionStats");
    assert.deepEqual([executionStats.nReturned, executionStats.totalDocsExamined], [50, 50]);
  }));
  await check("indexes: unique over whatever types of number, compound, and null", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.createIndex({ a: 1, b: 1 }, { unique: true });
    await collection.insertOne({ a: 1, b: "x" });
    const duplicate = await refusal(collection.insertOne({ a: Long.fromNumber(1), b: "x" }));
    assert.equal(duplicate.code, 11000);
    assert.deepEqual([duplicate.keyPattern, duplicate.keyValue], [{ a: 1, b: 1 }, { a: 1, b: "x" }]);
    await collection.insertMany([{ a: 1, b: "y" }, { a: 1 }, {}]);
    assert.equal(await code(collection.insertOne({ a: 1, b: null })), 11000);
    assert.equal(await code(collection.insertOne({})), 11000);
    assert.equal(await code(collection.updateOne({ b: "y" }, { $set: { b: "x" } })), 11000);
    await collection.updateOne({ b: "x" }, { $set: { b: "z" } });
    await collection.updateOne({ b: "y" }, { $set: { b: "x" } });
    await collection.deleteOne({ b: "z" });
    await collection.insertOne({ a: 1, b: "z" });
  }));
  await check("indexes: a partial unique index minds only its documents, a sparse one only those with the field", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.createIndex({ friend: 1 }, { unique: true, partialFilterExpression: { state: "open" } });
    await collection.createIndex({ key: 1 }, { unique: true, sparse: true });
    await collection.insertMany([{ _id: 1, friend: "u", state: "open" }, { _id: 2, friend: "u", state: "done" }, { _id: 3, friend: "u", state: "done", key: "k" }]);
    assert.equal(await code(collection.insertOne({ friend: "u", state: "open" })), 11000);
    assert.equal(await code(collection.updateOne({ _id: 2 }, { $set: { state: "open" } })), 11000);
    assert.equal(await code(collection.insertOne({ key: "k" })), 11000);
    await collection.updateOne({ _id: 1 }, { $set: { state: "done" } });
    await collection.updateOne({ _id: 2 }, { $set: { state: "open" } });
    assert.equal(await collection.countDocuments({ friend: "u" }), 3);
    assert.equal(await collection.countDocuments({ friend: "u", state: "open" }), 1);
  }));
  await check("indexes: a unique index over an array holds for each item, but not within one document", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.createIndex({ "tags.name": 1 }, { unique: true });
    await collection.insertOne({ tags: [{ name: "a" }, { name: "b" }, { name: "a" }] });
    assert.equal(await code(collection.insertOne({ tags: [{ name: "c" }, { name: "b" }] })), 11000);
    await collection.insertOne({ tags: [{ name: "c" }] });
  }));
  await check("indexes: made again they are the same, and contradictions are refused", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    assert.equal(await collection.createIndex({ a: 1 }), "a_1");
    assert.equal(await collection.createIndex({ a: 1 }), "a_1");
    assert.equal(await code(collection.createIndex({ a: 1 }, { unique: true, name: "a_1" })), 86);
    assert.equal(await code(collection.createIndex({ b: 1 }, { name: "a_1" })), 86);
    assert.equal(await code(collection.createIndex({ a: 1 }, { name: "other" })), 85);
    assert.equal(await code(collection.createIndex({ a: 1 }, { name: "a_1", expireAfterSeconds: 5 })), 85);
    await collection.insertMany([{ _id: 1, d: 1 }, { _id: 2, d: 1 }]);
    assert.equal(await code(collection.createIndex({ d: 1 }, { unique: true })), 11000);
    await collection.createIndex({ d: 1, e: -1 }, { expireAfterSeconds: undefined, partialFilterExpression: { d: { $exists: true } } });
    const listed = await collection.listIndexes().toArray();
    assert.deepEqual(listed.map(({ name }) => name), ["_id_", "a_1", "d_1_e_-1"]);
    assert.deepEqual(listed[2].key, { d: 1, e: -1 });
    assert.deepEqual(listed[2].partialFilterExpression, { d: { $exists: true } });
    await collection.dropIndex("a_1");
    assert.equal(await code(collection.dropIndex("a_1")), 27);
    assert.equal(await code(database.collection("nowhere").listIndexes().toArray()), 26);
    assert.deepEqual((await database.listCollections().toArray()).map(({ name }) => name), ["c"]);
  }));
  await check("indexes: two arrays side by side cannot be indexed together", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.createIndex({ a: 1, b: 1 });
    await collection.insertOne({ a: [1, 2], b: 3 });
    assert.equal(await code(collection.insertOne({ a: [1], b: [2] })), 171);
  }));
  await check("indexes: documents expire", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const [now, hour] = [Date.now(), 3_600_000];
    await collection.insertMany([{ _id: 1, at: new Date(now - 2 * hour) }, { _id: 2, at: new Date(now) }, { _id: 3, at: "never" }, { _id: 4 }]);
    await until(async () => (await collection.countDocuments()) === 3, 150);
    assert.equal(await collection.findOne({ _id: 1 }), null);
  }));
}

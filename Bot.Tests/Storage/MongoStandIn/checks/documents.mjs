import assert from "node:assert/strict";
import { Binary, BSONRegExp, Code, Decimal128, deserialize, Double, Int32, Long, MaxKey, MinKey, ObjectId, serialize, Timestamp } from "bson";
import { check, refusal, withDatabase } from "./harness.mjs";

const date = (text) => new Date(text);
const decimal = (text) => Decimal128.fromString(text);

/** [documents, [[filter, the places of those it finds]…]]. */
const findings = {
  "numbers are equal whatever their type": [
    [{ v: new Int32(1) }, { v: Long.fromNumber(1) }, { v: new Double(1) }, { v: decimal("1.0") }, { v: "1" }, { v: true }],
    [[{ v: 1 }, [0, 1, 2, 3]], [{ v: decimal("1") }, [0, 1, 2, 3]], [{ v: { $gt: 0.5, $lt: 2 } }, [0, 1, 2, 3]], [{ v: "1" }, [4]], [{ v: true }, [5]]],
  ],
  "numbers beyond a double's precision are told apart": [
    [{ v: Long.fromString("9007199254740993") }, { v: Long.fromString("9007199254740992") }, { v: decimal("9007199254740993") }, { v: decimal("0.1") }, { v: 0.1 }, { v: Long.fromString("-9007199254740993") }],
    [
      [{ v: Long.fromString("9007199254740993") }, [0, 2]],
      [{ v: { $gt: 9007199254740992 } }, [0, 2]],
      [{ v: 0.1 }, [4]],
      [{ v: { $lt: 0.1 } }, [3, 5]],
      [{ v: { $gt: decimal("0.1"), $lt: 1 } }, [4]],
      [{ v: { $lt: -9007199254740992 } }, [5]],
    ],
  ],
  "conditions stay within a type": [
    [{ v: 5 }, { v: "5" }, { v: date("2024-01-01") }, { v: null }, {}, { v: [1, "9"] }, { v: { a: 1 } }, { v: true }, { v: NaN }],
    [
      [{ v: { $gt: 0 } }, [0, 5]],
      [{ v: { $lt: 100 } }, [0, 5]],
      [{ v: { $gte: "5" } }, [1, 5]],
      [{ v: { $lt: date("2025-01-01") } }, [2]],
      [{ v: { $lte: null } }, [3, 4]],
      [{ v: { $gt: {} } }, [6]],
      [{ v: { $lte: true } }, [7]],
      [{ v: NaN }, [8]],
      [{ v: { $lte: NaN } }, [8]],
    ],
  ],
  "null means null or missing": [
    [{ v: null }, {}, { v: 1 }, { v: [] }, { v: [null] }, { v: { w: null } }, { v: { w: 1 } }, { v: [{ w: 1 }, {}] }, { v: [{ w: 1 }] }],
    [
      [{ v: null }, [0, 1, 4]],
      [{ v: { $ne: null } }, [2, 3, 5, 6, 7, 8]],
      [{ v: { $exists: false } }, [1]],
      [{ v: { $exists: true } }, [0, 2, 3, 4, 5, 6, 7, 8]],
      [{ "v.w": null }, [0, 1, 2, 5, 7]],
      [{ "v.w": { $exists: false } }, [0, 1, 2, 3, 4]],
      [{ v: { $in: [null, 1] } }, [0, 1, 2, 4]],
      [{ v: { $nin: [null] } }, [2, 3, 5, 6, 7, 8]],
    ],
  ],
  "a path goes into arrays": [
    [{ v: [1, 5] }, { v: [{ w: 1 }, { w: 5 }] }, { v: [[1, 2], 3] }, { v: [] }, { v: [{ w: [1, 9] }] }, { v: { 0: "zero" } }],
    [
      [{ v: 5 }, [0]],
      [{ v: [1, 5] }, [0]],
      [{ v: { $gt: 4, $lt: 2 } }, [0]],
      [{ v: { $elemMatch: { $gt: 1, $lt: 5 } } }, [2]],
      [{ v: { $elemMatch: { $gt: 4, $lt: 6 } } }, [0]],
      [{ "v.w": 5 }, [1]],
      [{ "v.w": { $gt: 8 } }, [4]],
      [{ v: { $elemMatch: { w: 1 } } }, [1, 4]],
      [{ v: { $elemMatch: { w: { $gt: 4, $lt: 6 } } } }, [1, 4]],
      [{ "v.0": 1 }, [0, 2]],
      [{ "v.1.w": 5 }, [1]],
      [{ "v.0": "zero" }, [5]],
      [{ v: [1, 2] }, [2]],
      [{ v: { $size: 2 } }, [0, 1, 2]],
      [{ v: { $size: 0 } }, [3]],
      [{ v: [] }, [3]],
      [{ v: { $all: [1, 5] } }, [0]],
      [{ v: { $all: [{ $elemMatch: { w: 1 } }, { $elemMatch: { w: 5 } }] } }, [1]],
      [{ v: { $type: "array" } }, [0, 1, 2, 3, 4]],
    ],
  ],
  "conditions can be joined and turned round": [
    [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 1 }, { b: 3 }],
    [
      [{ $or: [{ a: 2 }, { b: 2 }] }, [1, 2]],
      [{ $nor: [{ a: 2 }, { b: 2 }] }, [0, 3]],
      [{ $and: [{ a: 1 }, { b: { $ne: 1 } }] }, [1]],
      [{ a: { $not: { $gt: 1 } } }, [0, 1, 3]],
      [{ a: { $ne: 1 } }, [2, 3]],
      [{ a: { $nin: [1] } }, [2, 3]],
      [{ $expr: { $eq: ["$a", "$b"] } }, [0]],
      [{ a: 1, $or: [{ b: 2 }, { b: 3 }] }, [1]],
      [{ a: { $in: [] } }, []],
      [{ b: { $mod: [2, 1] } }, [0, 2, 3]],
    ],
  ],
  "texts match by regular expression": [
    [{ v: "さくら" }, { v: "SAKURA" }, { v: ["x", "sakura"] }, { v: 5 }, { v: "a\nb" }],
    [
      [{ v: /^さ/ }, [0]],
      [{ v: /sakura/i }, [1, 2]],
      [{ v: { $regex: "^sak", $options: "i" } }, [1, 2]],
      [{ v: new BSONRegExp("^b", "m") }, [4]],
      [{ v: { $not: /sakura/i } }, [0, 3, 4]],
      [{ v: { $in: [/^さ/, 5] } }, [0, 3]],
    ],
  ],
  "a type can be asked for": [
    [{ v: new Int32(1) }, { v: Long.fromNumber(1) }, { v: new Double(1.5) }, { v: decimal("1") }, { v: "x" }, { v: date("2024-01-01") }, { v: new ObjectId() }, { v: new Binary(Buffer.from("b")) }, { v: null }],
    [
      [{ v: { $type: "int" } }, [0]],
      [{ v: { $type: "long" } }, [1]],
      [{ v: { $type: ["double", "decimal"] } }, [2, 3]],
      [{ v: { $type: "number" } }, [0, 1, 2, 3]],
      [{ v: { $type: 2 } }, [4]],
      [{ v: { $type: "date" } }, [5]],
      [{ v: { $type: "binData" } }, [7]],
      [{ v: { $type: "null" } }, [8]],
    ],
  ],
  "documents are equal field by field": [
    [{ v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }, { v: { a: 1 } }],
    [[{ v: { a: 1, b: 2 } }, [0]], [{ v: { a: Long.fromNumber(1) } }, [2]], [{ "v.a": 1 }, [0, 1, 2]], [{ v: { $gt: { a: 1 } } }, [0, 1]]],
  ],
};

/** [document, update, document afterwards]. */
const updates = {
  "$set makes what is missing on the way": [{ a: 1 }, { $set: { "b.c": 2, "d.0": 3 } }, { a: 1, b: { c: 2 }, d: { 0: 3 } }],
  "$set and $unset reach into arrays": [{ a: [1, { b: 2 }] }, { $set: { "a.1.b": 3, "a.3": 4 }, $unset: { "c.d": "" } }, { a: [1, { b: 3 }, null, 4] }],
  "$inc keeps the wider type": [
    { i: new Int32(1), l: Long.fromNumber(1), d: new Double(1), m: decimal("0.10"), big: new Int32(2147483647) },
    { $inc: { i: 1, l: new Int32(1), d: new Int32(1), m: decimal("0.2"), big: 1, fresh: Long.fromNumber(7) } },
    { i: new Int32(2), l: Long.fromNumber(2), d: new Double(2), m: decimal("0.30"), big: Long.fromNumber(2147483648), fresh: Long.fromNumber(7) },
  ],
  "$mul, $min, $max": [{ a: 3, b: 5, c: 5, d: "x" }, { $mul: { a: 2, z: 4 }, $min: { b: 4 }, $max: { c: 4, d: 9 } }, { a: 6, b: 4, c: 5, d: "x", z: 0 }],
  "$rename": [{ a: 1, b: { c: 2 } }, { $rename: { a: "b.d" } }, { b: { c: 2, d: 1 } }],
  "$push with $each, $position and $slice": [{ a: [1, 2] }, { $push: { a: { $each: [8, 9], $position: 0, $slice: 3 }, b: 1 } }, { a: [8, 9, 1], b: [1] }],
  "$push with $sort": [{ a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 3 }, { n: 1 }], $sort: { n: 1 } } } }, { a: [{ n: 1 }, { n: 2 }, { n: 3 }] }],
  "$addToSet, $pull, $pullAll, $pop": [
    { a: [1, 2], b: [1, 5, 9], c: [{ n: 1, m: 2 }, { n: 2 }], d: [1, 2, 1], e: [1, 2] },
    { $addToSet: { a: { $each: [2, 3] } }, $pull: { b: { $gt: 4 }, c: { n: 1 } }, $pullAll: { d: [1] }, $pop: { e: -1 } },
    { a: [1, 2, 3], b: [1], c: [{ n: 2 }], d: [2], e: [2] },
  ],
};

export async function documents(uri) {
  for (const [name, [given, asked]] of Object.entries(findings)) {
    await check(`filters: ${name}`, () => withDatabase(uri, async (database) => {
      const collection = database.collection("c");
      await collection.insertMany(given.map((document, _id) => ({ _id, ...document })));
      for (const [filter, expected] of asked) {
        const found = await collection.find(filter).sort({ _id: 1 }).project({ _id: 1 }).toArray();
        assert.deepEqual(found.map(({ _id }) => _id), expected, JSON.stringify(filter));
      }
    }));
  }
  for (const [name, [before, update, after]] of Object.entries(updates)) {
    await check(`updates: ${name}`, () => withDatabase(uri, async (database) => {
      const collection = database.collection("c", { promoteValues: false });
      await collection.insertOne({ _id: "x", ...before });
      await collection.updateOne({ _id: "x" }, update);
      const { _id, ...stored } = await collection.findOne();
      assert.deepEqual(deserialize(serialize(stored), { promoteValues: false }), deserialize(serialize(after), { promoteValues: false }));
    }));
  }
  await check("documents: every type comes back byte for byte, inserted and replaced", () => withDatabase(uri, async (database) => {
    const document = {
      _id: "types", int: new Int32(5), long: Long.fromNumber(5), double: new Double(5), negativeZero: new Double(-0), decimal: decimal("5.00"),
      big: Long.MAX_VALUE, date: date("2024-02-29T23:59:59.999Z"), before: date("1901-01-01"), binary: new Binary(Buffer.from([0, 255])),
      uuid: new Binary(Buffer.alloc(16, 7), 4), id: new ObjectId(), time: new Timestamp({ t: 5, i: 6 }), regex: new BSONRegExp("^a", "i"), none: null,
      yes: true, low: new MinKey(), high: new MaxKey(), code: new Code("f()"), text: "日本語 😀 \u0000 zero", list: [[], [new Int32(1), "x"]], inside: { "a.b": 1, $c: 2, "": 3 },
    };
    const bytes = Buffer.from(serialize(document));
    const raw = database.collection("c", { raw: true });
    const stored = async () => Buffer.from(await raw.findOne({ _id: "types" }));
    await database.collection("c").insertOne(document);
    assert.deepEqual(await stored(), bytes);
    const replaced = { ...document, int: Long.fromNumber(6), _version: Long.fromNumber(2) };
    await database.collection("c").replaceOne({ _id: "types", long: 5 }, replaced);
    assert.deepEqual(await stored(), Buffer.from(serialize(replaced)));
  }));
  await check("documents: an _id is put first, and made where there is none", () => withDatabase(uri, async (database) => {
    await database.command({ insert: "c", documents: [{ a: 1, _id: 5 }, { a: 2 }] });
    const [first, second] = await database.collection("c").find().sort({ a: 1 }).toArray();
    assert.deepEqual(Object.entries(first), [["_id", 5], ["a", 1]]);
    assert.equal(second._id._bsontype, "ObjectId");
  }));
  await check("documents: the order is MongoDB's across types, and texts are in the order of their UTF-8", () => withDatabase(uri, async (database) => {
    const ordered = [new MinKey(), null, NaN, -Infinity, Long.fromString("-9007199254740993"), -1.5, 0, new Int32(1), decimal("1.5"), Long.fromString("9007199254740993"), decimal("1E+400"),
      "", "A", "a", "aa", "あ", "\uffee", "😀", { a: 1 }, { a: 1, b: 0 }, { b: 0 }, new Binary(Buffer.from("b")), new Binary(Buffer.from("aa")), new ObjectId(), false, true,
      date("1969-01-01"), date("2024-01-01"), new Timestamp({ t: 1, i: 1 }), new BSONRegExp("a"), new MaxKey()];
    const shuffled = ordered.map((v, _id) => ({ _id, v })).sort((a, b) => (a._id * 7919) % 31 - (b._id * 7919) % 31);
    for (const name of ["plain", "indexed"]) {
      const collection = database.collection(name);
      await collection.insertMany(shuffled);
      if (name === "indexed") {
        await collection.createIndex({ v: 1 });
      }
      const places = async (direction) => (await collection.find().sort({ v: direction }).toArray()).map(({ _id }) => _id);
      assert.deepEqual(await places(1), [...ordered.keys()]);
      assert.deepEqual(await places(-1), [...ordered.keys()].reverse());
    }
  }));
  await check("documents: an array sorts by its smallest item, descending by its largest; several fields, skip and limit", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertMany([{ _id: 0, v: [5, 1] }, { _id: 1, v: 3 }, { _id: 2, v: [] }, { _id: 3 }, { _id: 4, v: 3, w: -1 }]);
    const sorted = async (sort, ...more) => (await more.reduce((cursor, [name, n]) => cursor[name](n), collection.find().sort(sort)).toArray()).map(({ _id }) => _id);
    assert.deepEqual(await sorted({ v: 1, w: 1, _id: 1 }), [2, 3, 0, 4, 1].sort((a, b) => [2, 3, 0, 1, 4].indexOf(a) - [2, 3, 0, 1, 4].indexOf(b)));
    assert.deepEqual(await sorted({ v: -1, _id: -1 }), [0, 4, 1, 3, 2]);
    assert.deepEqual(await sorted({ _id: -1 }, ["skip", 1], ["limit", 2]), [3, 2]);
  }));
  await check("documents: projections", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }, 6] });
    const shown = (projection) => collection.findOne({}, { projection });
    assert.deepEqual(await shown({ a: 1 }), { _id: 1, a: 1 });
    assert.deepEqual(await shown({ _id: 0, a: 1 }), { a: 1 });
    assert.deepEqual(await shown({ "b.c": 1, "e.f": 1 }), { _id: 1, b: { c: 2 }, e: [{ f: 4 }] });
    assert.deepEqual(await shown({ "b.c": 0, e: 0 }), { _id: 1, a: 1, b: { d: 3 } });
    assert.deepEqual(await shown({ "e.f": 0 }), { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ g: 5 }, 6] });
    assert.deepEqual(await shown({ _id: 0 }), { a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }, 6] });
    assert.deepEqual(await shown({ _id: 1 }), { _id: 1 });
    assert.deepEqual(await shown({ _id: 0, sum: { $add: ["$a", 1] } }), { sum: 2 });
  }));
  await check("writes: only what the filter names with its version is replaced", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: "a", _version: Long.fromNumber(1) });
    const late = await collection.replaceOne({ _id: "a", _version: 2 }, { _version: 3 });
    assert.deepEqual([late.matchedCount, late.modifiedCount], [0, 0]);
    const right = await collection.replaceOne({ _id: "a", _version: 1 }, { _version: 2 });
    assert.deepEqual([right.matchedCount, right.modifiedCount], [1, 1]);
    const same = await collection.replaceOne({ _id: "a" }, { _version: 2 });
    assert.deepEqual([same.matchedCount, same.modifiedCount], [1, 0]);
    assert.equal((await refusal(collection.replaceOne({ _id: "a" }, { _id: "b" }))).code, 66);
    assert.equal((await collection.deleteOne({ _id: "a", _version: 1 })).deletedCount, 0);
    assert.equal((await collection.deleteMany({})).deletedCount, 1);
  }));
  await check("writes: upserts take what the filter demands", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    const made = await collection.updateOne({ _id: 7, a: { $eq: 1 }, $and: [{ "b.c": 2 }], d: { $gt: 3 } }, { $set: { e: 4 }, $setOnInsert: { f: 5 } }, { upsert: true });
    assert.equal(made.upsertedId, 7);
    assert.deepEqual(await collection.findOne(), { _id: 7, a: 1, b: { c: 2 }, e: 4, f: 5 });
    const again = await collection.updateOne({ _id: 7 }, { $set: { e: 5 }, $setOnInsert: { f: 6 } }, { upsert: true });
    assert.deepEqual([again.upsertedCount, again.modifiedCount, (await collection.findOne()).f], [0, 1, 5]);
    const replaced = await collection.replaceOne({ _id: 8 }, { g: 1 }, { upsert: true });
    assert.equal(replaced.upsertedId, 8);
    assert.equal((await collection.updateOne({ g: 9 }, { $inc: { n: 1 } }, { upsert: true })).upsertedId._bsontype, "ObjectId");
  }));
  await check("writes: find and modify", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertMany([{ _id: 1, n: 2 }, { _id: 2, n: 1 }]);
    assert.deepEqual(await collection.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: 1 } }), { _id: 2, n: 1 });
    assert.deepEqual(await collection.findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } }, { returnDocument: "after", projection: { n: 1, _id: 0 } }), { n: 12 });
    assert.deepEqual(await collection.findOneAndReplace({ _id: 1 }, { m: 1 }, { returnDocument: "after" }), { _id: 1, m: 1 });
    assert.deepEqual(await collection.findOneAndDelete({ _id: 1 }), { _id: 1, m: 1 });
    assert.equal(await collection.findOneAndUpdate({ _id: 99 }, { $set: { a: 1 } }), null);
    assert.deepEqual(await collection.findOneAndUpdate({ _id: 99 }, { $set: { a: 1 } }, { upsert: true, returnDocument: "after" }), { _id: 99, a: 1 });
  }));
  await check("writes: a batch stops at its first refusal, or goes on when unordered", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: 2 });
    const batch = [1, 2, 3].map((_id) => ({ insertOne: { document: { _id } } }));
    const stopped = await refusal(collection.bulkWrite(batch));
    assert.deepEqual([stopped.code, stopped.writeErrors.length, stopped.writeErrors[0].index, stopped.insertedCount], [11000, 1, 1, 1]);
    await collection.deleteOne({ _id: 1 });
    const went = await refusal(collection.bulkWrite(batch, { ordered: false }));
    assert.deepEqual([went.writeErrors.length, went.insertedCount], [1, 2]);
    const mixed = await collection.bulkWrite([
      { updateMany: { filter: {}, update: { $set: { a: 1 } } } }, { deleteOne: { filter: { _id: 1 } } },
      { replaceOne: { filter: { _id: 5 }, replacement: { b: 1 }, upsert: true } }, { insertOne: { document: { _id: 6 } } },
    ]);
    assert.deepEqual([mixed.modifiedCount, mixed.deletedCount, mixed.upsertedIds, mixed.insertedCount], [3, 1, { 2: 5 }, 1]);
  }));
  await check("writes: refused with MongoDB's codes", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertOne({ _id: 1, text: "x", list: [1] });
    const code = async (promise) => (await refusal(promise)).code;
    assert.equal(await code(collection.insertOne({ _id: 1 })), 11000);
    assert.equal(await code(collection.insertOne({ _id: [1] })), 53);
    assert.equal(await code(collection.updateOne({ _id: 1 }, { $inc: { text: 1 } })), 14);
    assert.equal(await code(collection.updateOne({ _id: 1 }, { $nothing: { a: 1 } })), 9);
    assert.equal(await code(collection.updateOne({ _id: 1 }, { $set: { a: 1 }, $inc: { "a.b": 1 } })), 40);
    assert.equal(await code(database.command({ update: "c", updates: [{ q: { _id: 1 }, u: { a: 1, $b: 2 } }] }).then(({ writeErrors }) => Promise.reject(writeErrors[0]))), 52);
    assert.equal(await code(database.command({ nothingLikeThat: 1 })), 59);
    assert.equal(await code(collection.find({ a: { $unheard: 1 } }).toArray()), 2);
    assert.equal(await code(collection.insertOne({ _id: 2, text: "x".repeat(16 * 1024 * 1024) })), 10334);
    await collection.insertOne({ _id: 3, text: "x".repeat(16 * 1024 * 1024 - 100) });
  }));
  await check("reads: a cursor gives its batches, can be killed, and is gone afterwards", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertMany(Array.from({ length: 1050 }, (_, _id) => ({ _id })));
    const cursor = collection.find({ _id: { $gte: 50 } }, { batchSize: 100 }).sort({ _id: 1 });
    await cursor.next();
    await collection.deleteMany({ _id: { $gte: 1040 } });
    const rest = await cursor.toArray();
    assert.ok(rest.length >= 989 && rest.length <= 999, `${rest.length}`);
    assert.ok(rest.every(({ _id }, i) => _id === 51 + i));
    const { cursor: open } = await database.command({ find: "c", batchSize: 2 });
    assert.deepEqual((await database.command({ killCursors: "c", cursors: [Long.fromValue(open.id)] })).cursorsKilled.length, 1);
    assert.equal((await refusal(database.command({ getMore: Long.fromValue(open.id), collection: "c" }))).code, 43);
    const { cursor: single } = await database.command({ find: "c", batchSize: 2, singleBatch: true });
    assert.deepEqual([Number(single.id), single.firstBatch.length], [0, 2]);
  }));
  await check("reads: counting and grouping", () => withDatabase(uri, async (database) => {
    const collection = database.collection("c");
    await collection.insertMany(Array.from({ length: 30 }, (_, i) => ({ _id: i, state: ["open", "sent", "failed"][i % 3], n: i, tags: ["a", `t${i % 2}`] })));
    await collection.createIndex({ state: 1, n: 1 });
    assert.equal(await collection.countDocuments({ state: "sent", n: { $lt: 10 } }), 3);
    assert.equal(await collection.countDocuments({ state: { $in: ["sent", "open"] }, n: { $ne: 0 } }), 19);
    assert.equal(await collection.estimatedDocumentCount(), 30);
    assert.deepEqual(await collection.aggregate([{ $match: { n: { $lt: 3 } } }, { $count: "found" }]).toArray(), [{ found: 3 }]);
    assert.deepEqual(await collection.aggregate([{ $match: { n: -1 } }, { $count: "found" }]).toArray(), []);
    const groups = await collection.aggregate([{ $match: { n: { $gte: 3 } } }, { $group: { _id: "$state", count: { $sum: 1 }, most: { $max: "$n" } } }, { $sort: { _id: 1 } }]).toArray();
    assert.deepEqual(groups, [{ _id: "failed", count: 9, most: 29 }, { _id: "open", count: 9, most: 27 }, { _id: "sent", count: 9, most: 28 }]);
    const tags = await collection.aggregate([{ $unwind: "$tags" }, { $group: { _id: "$tags", count: { $sum: 1 } } }, { $sort: { count: -1, _id: 1 } }]).toArray();
    assert.deepEqual(tags, [{ _id: "a", count: 30 }, { _id: "t0", count: 15 }, { _id: "t1", count: 15 }]);
    assert.deepEqual(await collection.distinct("tags", { n: 1 }), ["a", "t1"]);
    assert.deepEqual(await collection.aggregate([{ $match: {} }, { $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }]).toArray(), [{ _id: 29, n: 29 }]);
  }));
}

import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Long, UUID } from "bson";
import { check, refusal, StandIn } from "./harness.mjs";

/** Runs with a stand-in that keeps its data in a file. */
async function withData(name, run) {
  await check(`restarts: ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
    const file = join(folder, "data");
    const standIn = await StandIn.start("--data", file);
    const client = standIn.client();
    try {
      await run({ standIn, client, collection: client.db("x").collection("c"), file });
    } finally {
      await client.close();
      await standIn.kill();
      rmSync(folder, { recursive: true });
    }
  });
}

export async function restarts() {
  await withData("killed while many write, it has all it acknowledged, and transactions whole", async ({ standIn, client, collection }) => {
    const [acknowledged, pairs] = [[], []];
    await collection.createIndex({ n: 1 }, { unique: true });
    await client.db("x").collection("pairs").createIndex({ n: 1 });
    let writing = true;
    const writers = Array.from({ length: 6 }, async (_, worker) => {
      for (let i = 0; writing; i++) {
        await collection.insertOne({ _id: `${worker}-${i}`, n: worker * 1_000_000 + i }).then(({ insertedId }) => acknowledged.push(insertedId), () => {});
        await client.withSession((session) => session.withTransaction(async () => {
          await client.db("x").collection("pairs").insertMany([{ n: `${worker}-${i}`, side: 0 }, { n: `${worker}-${i}`, side: 1 }], { session });
        })).then(() => pairs.push(`${worker}-${i}`), () => {});
      }
    });
    for (let round = 0; round < 4; round++) {
      const goal = acknowledged.length + 60;
      while (acknowledged.length < goal) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await standIn.restart();
    }
    writing = false;
    await Promise.all(writers);
    await standIn.restart();
    const stored = new Set((await collection.find().toArray()).map(({ _id }) => _id));
    assert.deepEqual(acknowledged.filter((id) => !stored.has(id)), []);
    const sides = await client.db("x").collection("pairs").find().toArray();
    const both = Map.groupBy ? Map.groupBy(sides, ({ n }) => n) : sides.reduce((map, side) => map.set(side.n, [...(map.get(side.n) ?? []), side]), new Map());
    assert.ok([...both.values()].every((pair) => pair.length === 2), "a transaction by halves, or twice");
    assert.deepEqual(pairs.filter((n) => !both.has(n)), []);
    assert.equal((await refusal(collection.insertOne({ n: (await collection.findOne()).n }))).code, 11000);
  });
  await withData("a record that was not finished is cut off", async ({ standIn, collection, file }) => {
    await collection.insertMany([{ _id: 1 }, { _id: 2 }]);
    await standIn.kill();
    const whole = readFileSync(file);
    appendFileSync(file, whole.subarray(0, 30));
    await standIn.spawn(standIn.port);
    assert.equal(await collection.countDocuments(), 2);
    await collection.insertOne({ _id: 3 });
    await standIn.kill();
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    await standIn.spawn(standIn.port);
    assert.equal(await collection.countDocuments(), 2);
  });
  await withData("a write and a commit repeated after it are known", async ({ standIn, client }) => {
    const collection = client.db("x").collection("c");
    const lsid = { id: new UUID() };
    const send = (command, number, more) => standIn.wire({ ...command, $db: "x", lsid, txnNumber: Long.fromNumber(number), ...more });
    const modify = { findAndModify: "c", query: { _id: 1 }, update: { $inc: { n: 1 } } };
    assert.equal((await send({ insert: "c", documents: [{ _id: 1 }, { _id: 2 }] }, 1)).n, 2);
    const first = await send(modify, 2);
    await standIn.restart();
    assert.deepEqual([first.value, (await send(modify, 2)).value], [{ _id: 1 }, { _id: 1 }]);
    assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, n: 1 });
    await send({ insert: "c", documents: [{ _id: 3 }] }, 3, { autocommit: false, startTransaction: true });
    const commit = () => send({ commitTransaction: 1 }, 3, { autocommit: false, $db: "admin" });
    assert.equal((await commit()).ok, 1);
    await standIn.restart();
    assert.equal((await commit()).ok, 1);
    assert.equal(await collection.countDocuments(), 3);
    await send({ insert: "c", documents: [{ _id: 4 }] }, 4, { autocommit: false, startTransaction: true });
    await standIn.restart();
    assert.deepEqual([(await send({ commitTransaction: 1 }, 4, { autocommit: false, $db: "admin" })).code, await collection.countDocuments()], [251, 3]);
  });
  await withData("a change stream goes on where it was, and indexes and drops are as before", async ({ standIn, client, collection }) => {
    const stream = collection.watch([], { maxAwaitTimeMS: 50 });
    await stream.tryNext();
    await collection.insertOne({ _id: 1, key: "k" });
    await collection.createIndex({ key: 1 }, { unique: true, name: "keys" });
    await client.db("x").collection("gone").insertOne({});
    await client.db("x").dropCollection("gone");
    await client.db("y").collection("gone").insertOne({});
    await client.db("y").dropDatabase();
    const { _id } = await stream.next();
    await stream.close();
    await collection.updateOne({ _id: 1 }, { $set: { a: 1 } });
    await standIn.restart();
    const resumed = collection.watch([], { resumeAfter: _id });
    assert.deepEqual((await resumed.next()).updateDescription.updatedFields, { a: 1 });
    await resumed.close();
    assert.deepEqual((await collection.indexes()).map(({ name }) => name), ["_id_", "keys"]);
    assert.deepEqual((await client.db("x").listCollections().toArray()).map(({ name }) => name), ["c"]);
    assert.deepEqual((await client.db("admin").admin().listDatabases()).databases.map(({ name }) => name), ["x"]);
  });
}

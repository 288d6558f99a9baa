import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Long, UUID } from "bson";
import { MongoClient } from "mongodb";
import { check, refusal, StandIn, withDatabase } from "./harness.mjs";

export async function security() {
  await check("security: SCRAM-SHA-256 lets the right password in and no other", async () => {
    const standIn = await StandIn.start("--user", "ボット, = me", "--password", "p@ss/word");
    const uri = (user, password) => standIn.uri("&authSource=admin").replace("://", `://${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);
    await withDatabase(uri("ボット, = me", "p@ss/word"), async (database) => {
      await database.collection("c").insertOne({ a: 1 });
      const { authInfo } = await database.command({ connectionStatus: 1, showPrivileges: true });
      assert.deepEqual(authInfo.authenticatedUsers, [{ user: "ボット, = me", db: "admin" }]);
      assert.ok(authInfo.authenticatedUserPrivileges.some(({ actions }) => actions.includes("insert")));
    });
    for (const [user, password] of [["ボット, = me", "wrong"], ["nobody", "p@ss/word"]]) {
      const client = new MongoClient(uri(user, password));
      assert.equal((await refusal(client.db("x").collection("c").findOne())).code, 18);
      await client.close();
    }
    const stranger = standIn.client();
    assert.equal((await refusal(stranger.db("x").collection("c").findOne())).code, 13);
    await stranger.close();
    await standIn.kill();
  });
  await check("security: a reader reads and is refused the rest", async () => {
    const standIn = await StandIn.start("--read-only", "--user", "reader", "--password", "x");
    const client = new MongoClient(standIn.uri("&authSource=admin").replace("://", "://reader:x@"));
    const collection = client.db("x").collection("c");
    assert.equal(await collection.findOne(), null);
    for (const write of [() => collection.insertOne({}), () => collection.createIndex({ a: 1 }), () => collection.deleteOne({}), () => client.db("x").dropDatabase()]) {
      const problem = await refusal(write());
      assert.equal(problem.code, 13);
      assert.match(problem.message, /^not authorized on x to execute command/);
    }
    const { authInfo } = await client.db("admin").command({ connectionStatus: 1, showPrivileges: true });
    assert.ok(authInfo.authenticatedUserPrivileges.every(({ actions }) => actions.includes("find") && !actions.includes("insert")));
    await client.close();
    await standIn.kill();
  });
  await check("security: TLS, for those who trust its certificate", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
    const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
      "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], { stdio: "ignore" });
    const standIn = await StandIn.start("--tls-key", key, "--tls-cert", certificate);
    await withDatabase(standIn.uri(`&tls=true&tlsCAFile=${encodeURIComponent(certificate)}`), async (database) => {
      await database.collection("c").insertOne({ a: 1 });
    });
    for (const more of ["&tls=true", ""]) {
      const client = new MongoClient(standIn.uri(more).replace("TimeoutMS=10000", "TimeoutMS=1500"));
      assert.equal((await refusal(client.db("x").command({ ping: 1 }))).name, "MongoServerSelectionError");
      await client.close();
    }
    await standIn.kill();
    rmSync(folder, { recursive: true });
  });
  await check("security: an old server is told by the driver", async () => {
    const standIn = await StandIn.start("--wire", "6");
    const client = new MongoClient(standIn.uri().replace("TimeoutMS=10000", "TimeoutMS=1500"));
    assert.match((await refusal(client.db("x").command({ ping: 1 }))).message, /wire version/i);
    await client.close();
    await standIn.kill();
  });
  await check("security: a standalone server knows no transactions", async () => {
    const standIn = await StandIn.start("--set", "none");
    const client = new MongoClient(`mongodb://127.0.0.1:${standIn.port}/?retryWrites=false`);
    await client.db("x").collection("c").insertOne({ _id: 1 });
    const transaction = { lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), autocommit: false, startTransaction: true };
    assert.equal((await refusal(client.db("x").command({ insert: "c", documents: [{}], ...transaction }))).code, 20);
    const { setName, msg } = await client.db("admin").command({ hello: 1 });
    assert.deepEqual([setName, msg], [undefined, undefined]);
    await client.close();
    await standIn.kill();
  });
}

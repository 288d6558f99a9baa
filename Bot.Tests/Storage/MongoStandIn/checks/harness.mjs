import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import net from "node:net";
import readline from "node:readline";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "bson";
import { MongoClient } from "mongodb";

const server = fileURLToPath(new URL("../server.mjs", import.meta.url));
const only = process.argv[2];
let wrong = 0;

/** One line for one thing that MongoDB does. */
export async function check(name, run) {
  if (only && !name.includes(only)) {
    return;
  }
  try {
    await run();
    console.log(`ok    ${name}`);
  } catch (problem) {
    wrong++;
    console.log(`FAIL  ${name}: ${problem?.stack ?? problem}`);
  }
}

export const failed = () => wrong;

/** A stand-in as a process of its own. */
export class StandIn {
  static async start(...options) {
    const standIn = new StandIn();
    standIn.options = options;
    await standIn.spawn(0);
    return standIn;
  }

  async spawn(port) {
    this.process = spawn("node", [server, "--port", String(port), ...this.options], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = readline.createInterface({ input: this.process.stdout });
    this.lines = lines[Symbol.asyncIterator]();
    const { value } = await this.lines.next();
    this.port = Number(/^listening on .*:(\d+)$/.exec(value)[1]);
  }

  /** For a client of a replica set of this one member. */
  uri(more = "") {
    return `mongodb://127.0.0.1:${this.port}/?replicaSet=rs0&serverSelectionTimeoutMS=10000${more}`;
  }

  client(more, options) {
    return new MongoClient(this.uri(more), options);
  }

  /** A command by the standard input, past every sign-in. */
  async run(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
    return JSON.parse((await this.lines.next()).value);
  }

  /** A command as it is, on a connection of its own: drivers put their own sessions and numbers in. */
  wire(command) {
    const document = serialize(command);
    const message = Buffer.alloc(21 + document.length);
    message.writeInt32LE(message.length, 0);
    message.writeInt32LE(2013, 12);
    message.set(document, 21);
    return new Promise((resolve, reject) => {
      const chunks = [];
      const socket = net.connect(this.port, "127.0.0.1", () => socket.write(message)).on("error", reject).on("data", (bytes) => {
        chunks.push(bytes);
        const answer = Buffer.concat(chunks);
        if (answer.length >= 4 && answer.length === answer.readInt32LE(0)) {
          socket.destroy();
          resolve(deserialize(answer.subarray(21)));
        }
      });
    });
  }

  failCommand(mode, data) {
    return this.run({ configureFailPoint: "failCommand", mode, data });
  }

  async kill() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGKILL");
      await gone;
    }
  }

  async restart() {
    await this.kill();
    await this.spawn(this.port);
  }
}

/** Runs with a client and a new database, which is dropped afterwards. */
export async function withDatabase(uri, run, options) {
  const client = new MongoClient(uri, options);
  const database = client.db(`check_${randomUUID().replaceAll("-", "")}`);
  try {
    await run(database, client);
    await database.dropDatabase();
  } finally {
    await client.close();
  }
}

/** The error something ends with. */
export async function refusal(promise) {
  return promise.then(
    () => {
      throw new Error("nothing was refused");
    },
    (problem) => problem,
  );
}

/** Waits for a condition, with patience for a busy machine. */
export async function until(condition, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; !(await condition()); ) {
    if (Date.now() > end) {
      throw new Error("it did not come about");
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

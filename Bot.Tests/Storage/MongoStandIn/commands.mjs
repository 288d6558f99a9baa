// From a command to its answer: who may, which transaction, which fail point, and what every answer carries.
import { administration } from "./administration.mjs";
import { Binary, encode, fields, Timestamp } from "./bson.mjs";
import { Cursors } from "./cursors.mjs";
import { definitions } from "./definitions.mjs";
import { Refusal, retryable, transient } from "./errors.mjs";
import { FailPoints } from "./failPoints.mjs";
import { reading } from "./reading.mjs";
import { Scram } from "./scram.mjs";
import { Sessions } from "./sessions.mjs";
import { Store } from "./store.mjs";
import { writing } from "./writing.mjs";

const commands = { ...administration, ...reading, ...writing, findandmodify: writing.findAndModify, ...definitions };
const beforeSigningIn = new Set(["hello", "ismaster", "isMaster", "saslStart", "saslContinue", "ping", "buildInfo", "buildinfo", "endSessions"]);
const changing = new Set([...Object.keys(writing), "findandmodify", "create", "createIndexes", "dropIndexes", "drop", "dropDatabase", "configureFailPoint"]);
const ending = new Set(["commitTransaction", "abortTransaction"]);
const inTransactions = new Set([...ending, ...Object.keys(writing), "findandmodify", "find", "getMore", "killCursors", "aggregate", "distinct", "create", "createIndexes"]);
const noKey = { hash: new Binary(Buffer.alloc(20)), keyId: 0n };

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sessionKeyOf = (lsid) => fields(lsid).id.buffer.toString("hex");

export class Commands {
  cursors = new Cursors();
  failPoints = new FailPoints();
  counts = new Map();

  constructor(options) {
    this.options = options;
    this.store = new Store({ oplog: options.oplog });
    this.sessions = new Sessions(this.store, options.transactionSeconds);
    this.scram = options.user && new Scram(options.user, options.password);
  }

  /** The answer's bytes, or undefined where the connection is to be cut instead. */
  async answer(command, sequences, connection) {
    const said = Object.assign(fields(command), sequences);
    const name = Object.keys(said)[0];
    const context = this.context(name, said, command, connection);
    if (said.$clusterTime) {
      this.store.clock.notBefore(fields(said.$clusterTime).clusterTime);
    }
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    const point = this.failPoints.meets(name, connection);
    if (this.options.latency) {
      await sleep(this.options.latency);
    }
    if (point?.blockTimeMS && point.blockConnection !== false) {
      await sleep(point.blockTimeMS);
    }
    if (point?.closeConnection && !point.after) {
      return undefined;
    }
    let result;
    try {
      if (point?.errorCode && !point.after) {
        throw failing(point);
      }
      result = await this.run(context);
      if (point?.errorCode) {
        throw failing(point);
      }
      result = { ...result, ok: 1, ...(point?.writeConcernError ? this.unconfirmed(point, context) : {}) };
    } catch (problem) {
      result = this.refuse(context, problem, point);
    }
    return point?.closeConnection ? undefined : encode({ ...result, ...this.times(context) });
  }

  context(name, said, command, connection) {
    const { store, cursors, sessions, failPoints, scram, options, counts } = this;
    const sessionKey = said.lsid && sessionKeyOf(said.lsid);
    return {
      name, fields: said, command, connection, database: said.$db ?? "test", sessionKey, sessionKeyOf,
      store, cursors, sessions, failPoints, scram, options, counts,
      inside: (document, name) => (fields(document)[name] ? fields(fields(document)[name]) : {}),
      until: (ended) => (said.maxTimeMS ? Promise.race([ended, tooLate(said.maxTimeMS)]) : ended),
    };
  }

  async run(context) {
    const { name, fields: said, connection, options } = context;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      throw new Refusal(59, `no such command: '${name}'`);
    }
    if (options.user && connection.user === undefined && !beforeSigningIn.has(name)) {
      throw new Refusal(13, `Command ${name} requires authentication`);
    }
    if (options.readOnly && changing.has(name) && name !== "configureFailPoint") {
      throw new Refusal(13, `not authorized on ${context.database} to execute command { ${name}: "${said[name]}" }`);
    }
    if (said.txnNumber !== undefined) {
      this.join(context);
    }
    return command(context);
  }

  /** Finds the session, and the transaction, a command with a number belongs to. */
  join(context) {
    const { name, fields: said, database } = context;
    if (this.options.set === "none") {
      throw new Refusal(20, "Transaction numbers are only allowed on a replica set member or mongos");
    }
    context.session = this.sessions.join(context.sessionKey, said);
    if (said.autocommit !== false) {
      return;
    }
    if (!inTransactions.has(name)) {
      throw new Refusal(263, `Cannot run '${name}' in a multi-document transaction.`);
    }
    if (ending.has(name)) {
      if (database !== "admin") {
        throw new Refusal(13, `${name} may only be run against the admin database.`);
      }
      return;
    }
    context.transaction = this.sessions.running(context.session);
    context.transaction.session ??= { txnNumber: BigInt(said.txnNumber), lsid: Buffer.from(said.lsid) };
    Object.assign(context.transaction, { usedAt: performance.now(), appName: context.connection.appName });
    if (said.writeConcern) {
      throw new Refusal(72, "writeConcern is not allowed within a multi-statement transaction");
    }
    if (said.readConcern && !said.startTransaction && Object.keys(fields(said.readConcern)).some((option) => option !== "afterClusterTime")) {
      throw new Refusal(72, "Only the first command in a transaction may specify a readConcern");
    }
  }

  refuse(context, problem, point) {
    const refusal = problem instanceof Refusal ? problem : new Refusal(2, problem.message);
    if (!(problem instanceof Refusal) && problem.name !== "MingoError") {
      console.error(problem);
    }
    this.abandon(context);
    const labels = point?.errorLabels ?? [...new Set([...refusal.labels, ...this.labels(context, refusal.code)])];
    return {
      ok: 0, errmsg: refusal.message, code: refusal.code, codeName: refusal.codeName, ...refusal.extra,
      ...(labels.length > 0 ? { errorLabels: labels } : {}),
    };
  }

  // A statement that fails ends its transaction.
  abandon({ transaction }) {
    if (transaction?.state === "open") {
      this.store.abort(transaction);
    }
  }

  // What the server tells drivers about repeating a write, or a whole transaction.
  labels({ name, fields: said }, code) {
    const inTransaction = said.autocommit === false && !ending.has(name);
    if (inTransaction && (retryable.has(code) || transient.has(code))) {
      return ["TransientTransactionError"];
    }
    return said.txnNumber !== undefined && !inTransaction && retryable.has(code) && this.options.wire >= 9 ? ["RetryableWriteError"] : [];
  }

  unconfirmed({ writeConcernError: error, errorLabels }, context) {
    const labels = errorLabels ?? error.errorLabels ?? this.labels(context, error.code);
    return { writeConcernError: { errmsg: "multiple errors reported", ...error }, ...(labels.length > 0 ? { errorLabels: labels } : {}) };
  }

  times({ wroteAt, failed, transaction }) {
    if (failed) {
      this.abandon({ transaction });
    }
    if (this.options.set === "none") {
      return {};
    }
    const now = this.store.clock.now;
    return { $clusterTime: { clusterTime: now, signature: noKey }, operationTime: wroteAt instanceof Timestamp ? wroteAt : now };
  }
}

const failing = ({ errorCode }) => new Refusal(errorCode, "Failing command via 'failCommand' failpoint");

const tooLate = async (milliseconds) => {
  await sleep(milliseconds);
  throw new Refusal(50, "operation exceeded time limit");
};

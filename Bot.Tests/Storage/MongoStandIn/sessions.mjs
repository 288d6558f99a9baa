// Sessions of clients: the open transaction of each, and what its newest retryable write answered.
import { Refusal } from "./errors.mjs";

const mostSessions = 20_000;
const noSuch = (number, why) => new Refusal(251, `Given transaction number ${number} does not match any in-progress transactions. ${why}`, { labels: ["TransientTransactionError"] });

class Session {
  number = -1;
  transaction = undefined; // of that number
  committedAt = undefined; // cluster time of its commit
  results = new Map(); // of retryable statements

  constructor(key) {
    this.key = key;
  }
}

export class Sessions {
  sessions = new Map();

  constructor(store, lifetimeSeconds) {
    this.store = store;
    this.lifetime = lifetimeSeconds * 1000;
    setInterval(() => this.expire(), 1000).unref();
  }

  get(key) {
    const session = this.sessions.get(key) ?? new Session(key);
    this.sessions.delete(key);
    this.sessions.set(key, session);
    if (this.sessions.size > mostSessions) {
      const [oldest] = this.sessions.values();
      if (oldest.transaction?.state !== "open") {
        this.sessions.delete(oldest.key);
      }
    }
    return session;
  }

  /** The session a command with a transaction number belongs to, its transaction begun where the command asks for that. */
  join(key, { txnNumber: number, autocommit, startTransaction }) {
    const session = this.get(key);
    if (number < session.number) {
      throw new Refusal(225, `Cannot start transaction ${number} on session because a newer transaction ${session.number} has already started`);
    }
    if (autocommit !== false) {
      this.renew(session, number);
    } else if (startTransaction) {
      if (number === session.number) {
        throw new Refusal(117, `Cannot start a transaction at given transaction number ${number}: a transaction with the same number is in state ${session.transaction?.state}`);
      }
      this.renew(session, number);
      session.transaction = this.store.begin(false);
      session.transaction.startedAt = performance.now();
    } else if (number !== session.number) {
      throw noSuch(number, `Active transaction number is ${session.number}`);
    }
    return session;
  }

  renew(session, number) {
    if (number > session.number) {
      if (session.transaction?.state === "open") {
        this.store.abort(session.transaction);
      }
      session.number = number;
      session.transaction = undefined;
      session.committedAt = undefined;
      session.results.clear();
    }
  }

  /** Of open transactions what $currentOp tells of idle sessions, as far as anybody here asks. */
  idle() {
    const micros = (since) => BigInt(Math.round((performance.now() - since) * 1000));
    return [...this.sessions.values()].filter(({ transaction }) => transaction?.state === "open" && transaction.session).map(({ transaction }) => ({
      type: "idleSession", desc: "inactive transaction", active: false, appName: transaction.appName, lsid: transaction.session.lsid,
      transaction: { timeOpenMicros: micros(transaction.startedAt), timeInactiveMicros: micros(transaction.usedAt) },
    }));
  }

  /** The session's transaction for a statement of it. */
  running(session) {
    if (session.transaction?.state === "open") {
      return session.transaction;
    }
    throw session.committedAt
      ? new Refusal(256, `Transaction with { txnNumber: ${session.number} } has been committed.`)
      : noSuch(session.number, `Transaction ${session.number} has been aborted.`);
  }

  /** Commits, or says again that it was committed: the cluster time of it. */
  commit(session) {
    if (session.committedAt === undefined) {
      const transaction = this.running(session);
      this.store.commit(transaction, { session: session.key, number: session.number });
      session.committedAt = transaction.time ?? this.store.clock.now;
    }
    return session.committedAt;
  }

  abort(session) {
    if (session.committedAt) {
      throw new Refusal(256, `Transaction ${session.number} has been committed.`);
    }
    this.store.abort(this.running(session));
  }

  end(key) {
    const session = this.sessions.get(key);
    if (session?.transaction?.state === "open") {
      this.store.abort(session.transaction);
    }
    this.sessions.delete(key);
  }

  expire() {
    const now = performance.now();
    for (const transaction of [...this.store.open].filter(({ startedAt }) => now - startedAt > this.lifetime)) {
      this.store.abort(transaction);
    }
  }

  /** What a journal tells of a session. */
  remember({ session: key, number, statement, result }, time) {
    const session = this.get(key);
    this.renew(session, number);
    if (statement === undefined) {
      session.committedAt = time;
    } else {
      session.results.set(statement, result);
    }
  }
}

import crypto from "node:crypto";
import { Binary, encode, idOf } from "./bson.mjs";
import { Clock } from "./clock.mjs";
import { Collection } from "./collection.mjs";
import { Busy, Refusal } from "./errors.mjs";
import { keyOf } from "./keys.mjs";
import { Oplog } from "./oplog.mjs";

/** Writes that are committed together: a transaction of a client's, or one statement outside transactions (which waits for others). */
export class Transaction {
  touched = new Map(); // record → collection
  changes = [];
  created = new Set();
  state = "open";

  constructor(snapshot, waits) {
    this.snapshot = snapshot;
    this.waits = waits;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
}

/** All databases, what is open on them, and the order of commits. */
export class Store {
  databases = new Map();
  clock = new Clock();
  commits = 0; // the number of the newest commit
  open = new Set(); // the transactions, the oldest first
  outdated = []; // versions to drop once nobody reads them: { collection, record, commit }
  journal = undefined;

  constructor({ oplog = 200_000 } = {}) {
    this.oplog = new Oplog(oplog, this.clock.now);
  }

  /** The collection, or undefined; with a transaction it is created where it is missing. */
  collection(database, name, creator) {
    const found = this.databases.get(database)?.get(name);
    if (found || !creator) {
      return found;
    }
    if (typeof name !== "string" || name === "" || name.includes("\0") || name.includes("$")) {
      throw new Refusal(73, `Invalid namespace specified '${database}.${name}'`);
    }
    const collection = this.create(database, name, newUuid());
    collection.creator = creator;
    creator.created.add(collection);
    return collection;
  }

  create(database, name, uuid) {
    if (!this.databases.has(database)) {
      this.databases.set(database, new Map());
    }
    const collection = new Collection(database, name, uuid);
    this.databases.get(database).set(name, collection);
    return collection;
  }

  begin(waits) {
    const transaction = new Transaction(this.commits, waits);
    if (!waits) {
      this.open.add(transaction); // a statement ends before anybody else's turn: nothing has to be kept for it
    }
    return transaction;
  }

  /** `done` is what a session has to remember of it: { session, number, statement, result } or { session, number }. */
  commit(transaction, done) {
    this.open.delete(transaction);
    transaction.state = "committed";
    if (transaction.changes.length > 0) {
      const time = this.clock.tick();
      const commit = ++this.commits;
      // A transaction's changes share their time; those of a statement that writes many documents do not.
      transaction.changes.forEach((change, place) => {
        change.time = transaction.waits && place > 0 ? this.clock.tick() : time;
        change.place = transaction.waits ? 0 : place;
      });
      transaction.time = transaction.changes.at(-1).time;
      this.settle(transaction, commit);
      transaction.created.forEach((collection) => delete collection.creator);
      this.journal?.commit(transaction.changes, done);
      this.oplog.append(transaction.changes);
    } else {
      this.forgetCreated(transaction);
    }
    this.sweep();
    transaction.end();
  }

  /** What an earlier run committed, from its journal. */
  replay(changes) {
    const transaction = this.begin(true);
    for (const { database, collection, uuid, key, bytes } of changes) {
      (this.collection(database, collection) ?? this.create(database, collection, uuid)).write(transaction, key, bytes ?? null);
    }
    this.settle(transaction, ++this.commits);
    changes.forEach(({ time }) => this.clock.notBefore(time));
    this.oplog.replay(changes);
  }

  settle(transaction, commit) {
    for (const [record, collection] of transaction.touched) {
      collection.commit(record, commit);
      if (this.open.size === 0) {
        collection.prune(record, commit);
      } else {
        this.outdated.push({ collection, record, commit });
      }
    }
  }

  abort(transaction) {
    this.open.delete(transaction);
    transaction.state = "aborted";
    for (const [record, collection] of transaction.touched) {
      collection.rollBack(record);
    }
    this.forgetCreated(transaction);
    this.sweep();
    transaction.end();
  }

  forgetCreated(transaction) {
    for (const collection of transaction.created) {
      delete collection.creator;
      if (collection.records.size === 0 && !collection.wanted) {
        this.databases.get(collection.database)?.delete(collection.name);
      }
    }
  }

  sweep() {
    const [oldest] = this.open;
    const readable = oldest?.snapshot ?? this.commits;
    let done = 0;
    while (done < this.outdated.length && this.outdated[done].commit <= readable) {
      const { collection, record } = this.outdated[done++];
      collection.prune(record, readable);
    }
    if (done > 0) {
      this.outdated.splice(0, done);
    }
  }

  /** What changes a collection as a whole waits for the transactions that wrote to it. */
  settled(collections) {
    for (const transaction of this.open) {
      for (const collection of transaction.touched.values()) {
        if (collections.includes(collection)) {
          throw new Busy(transaction);
        }
      }
    }
  }

  createIndex(collection, spec) {
    collection.createIndex(spec);
    this.journal?.definition({ kind: "index", database: collection.database, collection: collection.name, uuid: collection.uuid, spec });
  }

  dropIndex(collection, name) {
    collection.dropIndex(name);
    this.journal?.definition({ kind: "dropIndex", database: collection.database, collection: collection.name, name });
  }

  createCollection(database, name) {
    const collection = this.create(database, name, newUuid());
    this.journal?.definition({ kind: "create", database, collection: name, uuid: collection.uuid });
    return collection;
  }

  drop(database, names, whole = false) {
    const collections = this.databases.get(database) ?? new Map();
    this.settled(names.map((name) => collections.get(name)).filter(Boolean));
    for (const name of names.filter((name) => collections.delete(name))) {
      this.announce({ kind: "drop", database, collection: name });
    }
    if (whole) {
      this.databases.delete(database);
      this.announce({ kind: "dropDatabase", database });
    }
  }

  announce(change) {
    const announced = { ...change, time: this.clock.tick(), place: 0 };
    this.commits++;
    this.journal?.definition(announced);
    this.oplog.append([announced]);
  }

  /** Deletes what the indexes with expireAfterSeconds say is over. */
  expireDocuments() {
    for (const collection of [...this.databases.values()].flatMap((collections) => [...collections.values()])) {
      for (const index of collection.indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)) {
        this.expireBy(collection, index);
      }
    }
  }

  expireBy(collection, index) {
    const over = encode({ v: new Date(Date.now() - index.expireAfterSeconds * 1000) });
    const key = keyOf(over, over[4], 7);
    for (const { record } of [...index.entries.range(key[0], key)].filter(({ record }) => record.settled && record.newest?.bytes)) {
      const transaction = this.begin(true);
      const id = idOf(record.newest.bytes);
      collection.write(transaction, record.id, null);
      transaction.changes.push({ kind: "delete", database: collection.database, collection: collection.name, uuid: collection.uuid, key: record.id, id });
      this.commit(transaction);
    }
  }
}

const newUuid = () => new Binary(crypto.randomBytes(16), 4);

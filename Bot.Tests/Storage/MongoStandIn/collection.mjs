// Documents in versions: a transaction reads those of its start, and its own unfinished ones; everybody else the newest finished one.
import { encode, fields, idOf, plain } from "./bson.mjs";
import { Busy, Refusal, writeConflict } from "./errors.mjs";
import { keyOf } from "./keys.mjs";
import { Filter } from "./matching.mjs";
import { OrderedEntries } from "./orderedEntries.mjs";
import { indexKeys, parse, valueAt } from "./paths.mjs";

const none = [];

/** One state of a document: its bytes (null when deleted) and its keys in each index. */
class Version {
  constructor(bytes, keys, transaction) {
    this.bytes = bytes;
    this.keys = keys;
    this.transaction = transaction;
    this.commit = Infinity;
    this.older = undefined;
  }
}

/** All there is to one _id. */
class Record {
  newest = undefined;
  pending = undefined;

  constructor(id, number) {
    this.id = id;
    this.number = number;
  }

  get settled() {
    return this.pending === undefined && this.newest?.older === undefined;
  }

  *versions() {
    if (this.pending) {
      yield this.pending;
    }
    for (let version = this.newest; version; version = version.older) {
      yield version;
    }
  }

  /** What a transaction sees of it (undefined: somebody outside transactions). */
  seenBy(transaction) {
    if (transaction === undefined) {
      return this.newest;
    }
    if (this.pending?.transaction === transaction) {
      return this.pending;
    }
    let version = this.newest;
    while (version && version.commit > transaction.snapshot) {
      version = version.older;
    }
    return version;
  }
}

/** An index as createIndexes declared it. */
class Index {
  entries = new OrderedEntries();
  multiple = false;

  constructor(spec) {
    this.spec = spec;
    const said = fields(spec);
    this.name = said.name;
    this.fields = Object.entries(plain(said.key)).map(([name, direction]) => ({ name, path: parse(name), down: direction < 0 }));
    this.unique = Boolean(said.unique) || this.name === "_id_";
    this.sparse = Boolean(said.sparse);
    this.partial = said.partialFilterExpression && new Filter(said.partialFilterExpression);
    this.expireAfterSeconds = said.expireAfterSeconds;
  }

  keysOf(bytes) {
    if (this.partial && !this.partial.matches(bytes)) {
      return none;
    }
    const { keys, missing, multiple } = indexKeys(bytes, this.fields);
    if (this.sparse && missing) {
      return none;
    }
    this.multiple ||= multiple;
    return keys;
  }
}

/** The documents of one namespace and their indexes. */
export class Collection {
  records = new Map();
  indexes = [];
  unsettled = new Set(); // records of which not everybody sees the same version
  count = 0;
  numbers = 0;

  constructor(database, name, uuid) {
    this.database = database;
    this.name = name;
    this.uuid = uuid;
    this.indexes.push(new Index(encode({ v: 2, key: { _id: 1 }, name: "_id_" })));
  }

  get namespace() {
    return `${this.database}.${this.name}`;
  }

  /** Inserts or replaces: the record gets an unfinished version of the transaction. Null bytes delete. */
  write(transaction, id, bytes, inserting = false) {
    let record = this.records.get(id);
    if (record) {
      this.claim(record, transaction);
      if (inserting && (record.pending ?? record.newest)?.bytes) {
        throw this.duplicate(this.indexes[0], bytes);
      }
    }
    const keys = bytes ? this.indexes.map((index) => index.keysOf(bytes)) : none;
    if (bytes) {
      this.indexes.forEach((index, i) => index.unique && keys[i].forEach((key) => this.free(index, key, record, transaction, bytes)));
    }
    if (!record) {
      record = new Record(id, ++this.numbers);
      this.records.set(id, record);
    }
    const version = new Version(bytes, keys, transaction);
    const before = record.pending;
    this.enter(record, version);
    record.pending = version;
    if (before) {
      this.leave(record, before);
    } else {
      transaction.touched.set(record, this);
      this.unsettled.add(record);
    }
    return record;
  }

  // Another open transaction has it, or somebody wrote it after this transaction's start.
  claim(record, transaction) {
    if (record.pending && record.pending.transaction !== transaction) {
      throw transaction.waits ? new Busy(record.pending.transaction) : writeConflict();
    }
    if (!record.pending && record.newest?.commit > transaction.snapshot) {
      throw writeConflict();
    }
  }

  free(index, key, mine, transaction, bytes) {
    const i = this.indexes.indexOf(index);
    for (const { record } of index.entries.range(key, key + "\0")) {
      if (record === mine) {
        continue;
      }
      const { pending, newest } = record;
      const held = (newest?.keys[i] ?? none).includes(key);
      if (pending?.transaction === transaction) {
        if ((pending.keys[i] ?? none).includes(key)) {
          throw this.duplicate(index, bytes);
        }
      } else if (pending && (held || (pending.keys[i] ?? none).includes(key))) {
        throw transaction.waits ? new Busy(pending.transaction) : writeConflict();
      } else if (newest?.commit > transaction.snapshot) {
        throw writeConflict();
      } else if (held) {
        throw this.duplicate(index, bytes);
      }
    }
  }

  duplicate(index, bytes) {
    const value = Object.fromEntries(index.fields.map(({ name, path }) => [name, valueAt(bytes, path) ?? null]));
    const shown = Object.entries(plain(encode(value))).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ");
    return new Refusal(11000, `E11000 duplicate key error collection: ${this.namespace} index: ${index.name} dup key: { ${shown} }`, {
      keyPattern: fields(index.spec).key,
      keyValue: value,
    });
  }

  // An index holds the keys of every version that somebody may still see.
  enter(record, version) {
    version.keys.forEach((keys, i) => {
      for (const key of keys) {
        if (!has(record, i, key)) {
          this.indexes[i].entries.add(key, record);
        }
      }
    });
  }

  leave(record, version) {
    version.keys.forEach((keys, i) => {
      for (const key of keys) {
        if (!has(record, i, key)) {
          this.indexes[i].entries.remove(key, record);
        }
      }
    });
  }

  /** The unfinished version becomes the newest. Older ones stay for those who read an older state. */
  commit(record, commit) {
    const version = record.pending;
    this.count += (version.bytes ? 1 : 0) - (record.newest?.bytes ? 1 : 0);
    version.commit = commit;
    version.older = record.newest;
    record.newest = version;
    record.pending = undefined;
  }

  rollBack(record) {
    const version = record.pending;
    record.pending = undefined;
    this.leave(record, version);
    this.forget(record);
  }

  /** Drops the versions nobody can see any more, if the oldest reader reads the state of this commit. */
  prune(record, oldest) {
    let version = record.newest;
    while (version && version.commit > oldest) {
      version = version.older;
    }
    let gone = version?.older;
    if (version) {
      version.older = undefined;
    }
    for (; gone; gone = gone.older) {
      this.leave(record, gone);
    }
    this.forget(record);
  }

  forget(record) {
    if (record.settled) {
      this.unsettled.delete(record);
    }
    if (record.settled && !record.newest?.bytes && this.records.get(record.id) === record) {
      this.records.delete(record.id);
    }
  }

  /** Whether this index is still to be made; refuses one that contradicts another. */
  lacks(spec) {
    const { name } = fields(spec);
    const namesake = this.indexes.find((index) => index.name === name);
    const twin = this.indexes.find((index) => signature(index.spec) === signature(spec));
    if (namesake && signature(namesake.spec) !== signature(spec)) {
      throw new Refusal(86, `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. ${both(spec, namesake.spec)}`);
    }
    if (namesake && options(namesake.spec) !== options(spec)) {
      throw new Refusal(85, `An equivalent index already exists with the same name but different options. ${both(spec, namesake.spec)}`);
    }
    if (twin && twin !== namesake && twin.name !== "_id_") {
      throw new Refusal(85, `Index already exists with a different name: ${twin.name}`);
    }
    return twin === undefined;
  }

  /** Adds an index over what is there. */
  createIndex(spec) {
    const index = new Index(spec);
    const computed = [];
    const holders = new Map();
    for (const record of this.records.values()) {
      for (const version of record.versions()) {
        const keys = version.bytes ? index.keysOf(version.bytes) : none;
        for (const key of index.unique && version === record.newest ? keys : none) {
          if (holders.has(key)) {
            throw this.duplicate(index, version.bytes);
          }
          holders.set(key, record);
        }
        computed.push([record, version, keys]);
      }
    }
    const i = this.indexes.push(index) - 1;
    for (const [record, version, keys] of computed) {
      keys.filter((key) => !has(record, i, key)).forEach((key) => index.entries.add(key, record));
      version.keys = version.bytes ? [...version.keys, keys] : none;
    }
  }

  dropIndex(name) {
    const i = this.indexes.findIndex((index) => index.name === name);
    if (i < 0) {
      throw new Refusal(27, `index not found with name [${name}]`);
    }
    if (i === 0) {
      throw new Refusal(72, "cannot drop _id index");
    }
    this.indexes.splice(i, 1);
    for (const record of this.records.values()) {
      for (const version of record.versions()) {
        if (version.bytes) {
          version.keys.splice(i, 1);
        }
      }
    }
  }
}

function has(record, i, key) {
  if (record.pending?.keys[i]?.includes(key)) {
    return true;
  }
  for (let version = record.newest; version; version = version.older) {
    if (version.keys[i]?.includes(key)) {
      return true;
    }
  }
  return false;
}

/** What tells an index from others (since MongoDB 5.0). */
const signature = (spec) => {
  const { key, partialFilterExpression, unique = false, sparse = false } = plain(spec);
  return JSON.stringify([key, partialFilterExpression, Boolean(unique), Boolean(sparse)]);
};

const options = (spec) => {
  const { v, ns, background, name, key, unique, sparse, ...rest } = plain(spec);
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const both = (asked, existing) => `Requested index: ${JSON.stringify(plain(asked))}, existing index: ${JSON.stringify(plain(existing))}`;

export const idKeyOf = (document) => {
  const id = idOf(document);
  return keyOf(id.bytes, id.type, id.at);
};

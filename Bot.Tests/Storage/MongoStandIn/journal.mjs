// What was committed, one record after the other, so that a killed stand-in starts again with all it has acknowledged.
import fs from "node:fs";
import zlib from "node:zlib";
import { encode, fields, idOf } from "./bson.mjs";
import { keyOf } from "./keys.mjs";

export class Journal {
  constructor(path) {
    this.path = path;
  }

  /** Plays what the file holds into the store, cuts a record off that was not finished, and from then on writes behind it. */
  open(store, sessions) {
    const bytes = fs.existsSync(this.path) ? fs.readFileSync(this.path) : Buffer.alloc(0);
    let place = 0;
    for (let record = whole(bytes, place); record; record = whole(bytes, place)) {
      replay(store, sessions, fields(record));
      place += record.length + 4;
    }
    this.file = fs.openSync(this.path, "a");
    fs.ftruncateSync(this.file, place);
    store.journal = this;
  }

  commit(changes, done) {
    if (changes.length > 0 || done) {
      this.append({ changes: changes.map(({ key, ...change }) => change), done });
    }
  }

  definition(definition) {
    this.append({ definition });
  }

  // The kernel has it when this returns: a kill of the process loses nothing, a power cut might.
  append(object) {
    const record = encode(object);
    const checked = Buffer.alloc(record.length + 4);
    record.copy(checked);
    checked.writeUInt32LE(zlib.crc32(record), record.length);
    fs.writeSync(this.file, checked);
  }
}

function whole(bytes, place) {
  const left = bytes.length - place;
  const length = left >= 4 ? bytes.readInt32LE(place) : 0;
  if (length < 5 || left < length + 4) {
    return undefined;
  }
  const record = bytes.subarray(place, place + length);
  return zlib.crc32(record) === bytes.readUInt32LE(place + length) ? record : undefined;
}

function replay(store, sessions, { changes = [], done, definition }) {
  if (definition) {
    return define(store, fields(definition));
  }
  const events = changes.map((change) => eventOf(fields(change)));
  store.replay(events);
  if (done) {
    const { result, ...session } = fields(done);
    sessions.remember({ ...session, result: result && fields(result) }, store.clock.now);
  }
}

function eventOf({ id, bytes, description, session, ...change }) {
  const boxed = encode({ _id: id });
  const own = idOf(boxed);
  const key = keyOf(own.bytes, own.type, own.at);
  return { ...change, id: own, key, bytes: bytes && Buffer.from(bytes), description: description && Buffer.from(description), session: session && fields(session) };
}

function define(store, { kind, database, collection: name, uuid, spec, name: index, time, place }) {
  const collection = name && store.collection(database, name);
  switch (kind) {
    case "create":
      store.create(database, name, uuid);
      break;
    case "index":
      (collection ?? store.create(database, name, uuid)).createIndex(Buffer.from(spec));
      break;
    case "dropIndex":
      collection.dropIndex(index);
      break;
    default:
      kind === "drop" ? store.databases.get(database)?.delete(name) : store.databases.delete(database);
      store.clock.notBefore(time);
      store.oplog.replay([{ kind, database, collection: name, time, place }]);
  }
}

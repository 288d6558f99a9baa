import { encode, fields, Timestamp } from "./bson.mjs";
import { earlier } from "./clock.mjs";
import { Refusal } from "./errors.mjs";
import { Filter } from "./matching.mjs";
import { projection } from "./projection.mjs";

const hex = (number, digits) => number.toString(16).toUpperCase().padStart(digits, "0");

/**
 * A resume token as the server writes it: 82, seconds, ordinal, then whether it is an event's (2C0100) or just a time's (29), and the
 * event's place in its transaction. Tokens of one stream compare as texts in the order of what they stand for.
 */
const tokenOfTime = ({ t, i }) => `82${hex(t, 8)}${hex(i, 8)}2B042929296E1404`;

function tokenOf({ time, place, uuid }) {
  const number = place === 0 ? "29" : place < 64 ? `2B${hex(place << 1, 2)}` : `2C${hex(place << 1, 4)}`;
  return `82${hex(time.t, 8)}${hex(time.i, 8)}2B042C0100${number}6E5A1004${uuid ? uuid.toString("hex").toUpperCase() : "0".repeat(32)}04`;
}

function readToken(token) {
  const data = token && fields(token)._data;
  const [, t, i, kind, place] = /^82([0-9A-F]{8})([0-9A-F]{8})2B04(29|2C0100)(29|2B..|2C....)/i.exec(data ?? "") ?? [];
  if (t === undefined) {
    throw new Refusal(260, "Bad resume token: _data of missing or of wrong type");
  }
  const time = new Timestamp({ t: parseInt(t, 16), i: parseInt(i, 16) });
  return { time, place: kind === "29" ? -1 : place === "29" ? 0 : parseInt(place.slice(2), 16) >> 1 };
}

/** The answer to an aggregate that begins with $changeStream. */
export function changeStream(context, pipeline) {
  if (context.options.set === "none" || context.options.noChangeStreams) {
    throw new Refusal(40573, "The $changeStream stage is only supported on replica sets");
  }
  const { aggregate: name, cursor } = context.fields;
  const stream = new ChangeStream(context, typeof name === "string" ? name : undefined, pipeline);
  const size = fields(cursor).batchSize;
  const documents = size === 0 ? [] : stream.read(size ?? 101);
  const id = context.cursors.keep({ session: context.sessionKey, stream });
  return { cursor: { firstBatch: documents, postBatchResumeToken: stream.token, id: BigInt(id), ns: stream.namespace } };
}

class ChangeStream {
  finished = false;

  constructor({ store, database }, collection, pipeline) {
    const options = fields(fields(pipeline[0]).$changeStream);
    [this.store, this.database, this.collection] = [store, database, collection];
    this.namespace = `${database}.${collection ?? "$cmd.aggregate"}`;
    this.everywhere = Boolean(options.allChangesForCluster);
    this.lookup = options.fullDocument === "updateLookup";
    this.later = pipeline.slice(1).map((stage) => stageOf(fields(stage)));
    const token = options.resumeAfter ?? options.startAfter;
    this.start(token, options.startAtOperationTime);
  }

  // Everything at the token's time up to its place has been seen.
  start(token, time) {
    const { oplog, clock } = this.store;
    const from = token ? readToken(token) : time ? { time, place: -1 } : undefined;
    this.position = from ? oplog.from(from.time, from.place >= 0) : oplog.end;
    // A new stream stands one tick behind the newest operation, so that going on from its first token does not tell of that one.
    this.scanned = tokenOfTime(from?.time ?? new Timestamp({ t: clock.now.t, i: clock.now.i + 1 }));
    for (let change = oplog.at(this.position); from && change && !earlier(from.time, change.time) && change.place <= from.place; change = oplog.at(this.position)) {
      this.position++;
    }
    if (from?.place >= 0) {
      this.scanned = fields(token)._data;
    }
  }

  get token() {
    return { _data: this.scanned };
  }

  /** Up to so many events; `scanned` is then the token of the last thing looked at. */
  read(size) {
    const documents = [];
    const { oplog } = this.store;
    if (this.position < oplog.first) {
      throw new Refusal(286, "Executor error during getMore :: caused by :: the oplog no longer holds the position of the cursor", {
        labels: ["NonResumableChangeStreamError"],
      });
    }
    while (!this.finished && this.position < oplog.end && documents.length < (size || Infinity)) {
      const change = oplog.at(this.position++);
      for (const event of this.concerns(change) ? this.events(change) : []) {
        const shown = this.later.reduce((bytes, stage) => bytes && stage(bytes), event);
        if (shown) {
          documents.push(shown);
        }
      }
      this.scanned = this.position < oplog.end || documents.length > 0 ? tokenOf(change) : tokenOfTime(change.time);
    }
    if (this.position === oplog.end && documents.length === 0 && this.scanned < tokenOfTime(this.store.clock.moving)) {
      this.scanned = tokenOfTime(this.store.clock.now);
    }
    return documents;
  }

  /** The answer to getMore: at once if there is an event, else when one comes or the time is over. */
  async more(cursors, id, size, patience) {
    const end = performance.now() + patience;
    let documents = this.read(size);
    for (let left = patience; documents.length === 0 && !this.finished && left > 0; left = end - performance.now()) {
      await this.store.oplog.next(left);
      cursors.get(id); // it may have been killed meanwhile
      documents = this.read(size);
    }
    if (this.finished) {
      cursors.kill([id]);
    }
    const answer = { nextBatch: documents, postBatchResumeToken: this.token, id: BigInt(this.finished ? 0 : id), ns: this.namespace };
    return { cursor: answer };
  }

  concerns({ database, collection }) {
    return this.everywhere || (database === this.database && (this.collection === undefined || collection === this.collection || collection === undefined));
  }

  *events(change) {
    const { kind, time, database, collection, id, bytes, description, session } = change;
    const event = {
      _id: { _data: tokenOf(change) },
      operationType: kind,
      clusterTime: time,
      wallTime: new Date(time.t * 1000),
      ...(session && { txnNumber: BigInt(session.txnNumber), lsid: session.lsid }),
      fullDocument: kind === "insert" || kind === "replace" ? bytes : kind === "update" && this.lookup ? this.current(change) : undefined,
      ns: { db: database, coll: collection },
      documentKey: id && { _id: id },
      updateDescription: kind === "update" ? description : undefined,
    };
    yield encode(event);
    const over = kind === "dropDatabase" || (kind === "drop" && this.collection !== undefined);
    if (over && !this.everywhere) {
      this.finished = true;
      yield encode({ _id: { _data: tokenOf({ ...change, place: change.place + 1 }) }, operationType: "invalidate", clusterTime: time, wallTime: event.wallTime });
    }
  }

  current({ database, collection, key }) {
    return this.store.collection(database, collection)?.records.get(key)?.newest?.bytes ?? null;
  }
}

function stageOf({ $match, $project, ...rest }) {
  if ($match) {
    const filter = new Filter($match);
    return (bytes) => (filter.matches(bytes) ? bytes : undefined);
  }
  if ($project) {
    return projection($project);
  }
  throw new Refusal(238, `${Object.keys(rest)[0]} after $changeStream is not offered by this stand-in`);
}

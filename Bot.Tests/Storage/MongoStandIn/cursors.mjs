import { Refusal } from "./errors.mjs";

const largestBatch = 16 * 1024 * 1024;

/** What has been asked for and not yet been fetched. */
export class Cursors {
  open = new Map();
  numbers = 1_000_000_000_000;

  /** The answer with the first batch of `source` (an iterator of documents), and a cursor for the rest. */
  first(context, namespace, source, size = 101, single = false) {
    const cursor = { namespace, session: context.sessionKey, iterator: source[Symbol.iterator](), ahead: undefined };
    const documents = take(cursor, size);
    const id = cursor.ahead && !single ? this.keep(cursor) : 0;
    return { cursor: { firstBatch: documents, id: BigInt(id), ns: namespace } };
  }

  keep(cursor) {
    const id = ++this.numbers;
    this.open.set(id, cursor);
    return id;
  }

  get(id) {
    const cursor = this.open.get(id);
    if (!cursor) {
      throw new Refusal(43, `cursor id ${id} not found`);
    }
    return cursor;
  }

  next(id, size) {
    const cursor = this.get(id);
    const documents = take(cursor, size || Infinity);
    if (!cursor.ahead) {
      this.open.delete(id);
    }
    return { cursor: { nextBatch: documents, id: BigInt(cursor.ahead ? id : 0), ns: cursor.namespace } };
  }

  kill(ids) {
    const killed = ids.filter((id) => this.open.delete(id));
    const missing = ids.filter((id) => !killed.includes(id));
    return { cursorsKilled: killed.map(BigInt), cursorsNotFound: missing.map(BigInt), cursorsAlive: [], cursorsUnknown: [] };
  }

  endSession(session) {
    for (const [id, cursor] of this.open) {
      if (cursor.session === session) {
        this.open.delete(id);
      }
    }
  }
}

// One document is read ahead, so that the last batch is known to be the last.
function take(cursor, size) {
  const documents = [];
  let bytes = 0;
  cursor.ahead ??= cursor.iterator.next();
  while (!cursor.ahead.done && documents.length < size && (bytes === 0 || bytes + cursor.ahead.value.length <= largestBatch)) {
    bytes += cursor.ahead.value.length;
    documents.push(cursor.ahead.value);
    cursor.ahead = cursor.iterator.next();
  }
  if (cursor.ahead.done) {
    cursor.ahead = undefined;
  }
  return documents;
}

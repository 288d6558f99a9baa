import { ObjectId } from "bson";
import { encode, fields, idFirst, idOf, largest, Type } from "./bson.mjs";
import { Busy, Refusal } from "./errors.mjs";
import { idKeyOf } from "./collection.mjs";
import { Filter } from "./matching.mjs";
import { find, sortFields } from "./planner.mjs";
import { projection } from "./projection.mjs";
import { apply, upserted } from "./updates.mjs";

/**
 * Runs one statement: in the client's transaction, or as one of its own, which waits for the transactions in its way. A retryable
 * statement that has run already (same session, number and place) answers what it answered.
 */
export async function statement(context, place, run) {
  const { store, session, transaction } = context;
  if (transaction) {
    return run(transaction);
  }
  const known = session?.results.get(place);
  if (known) {
    return known;
  }
  for (;;) {
    const own = store.begin(true);
    try {
      const result = run(own);
      store.commit(own, session && { session: session.key, number: session.number, statement: place, result });
      session?.results.set(place, result);
      context.wroteAt = own.time ?? context.wroteAt;
      return result;
    } catch (problem) {
      store.abort(own);
      if (!(problem instanceof Busy)) {
        throw problem;
      }
      await context.until(problem.transaction.ended);
    }
  }
}

/** Runs the statements of a batch; a refusal becomes one of its writeErrors, and the end of an ordered one. */
async function batch(context, statements, run) {
  const { ordered = true, stmtId = 0, stmtIds } = context.fields;
  const results = [];
  const writeErrors = [];
  for (let index = 0; index < statements.length; index++) {
    try {
      results.push({ index, ...(await statement(context, stmtIds?.[index] ?? stmtId + index, (transaction) => run(transaction, statements[index]))) });
    } catch (problem) {
      const fatal = !(problem instanceof Refusal) || [112, 50, 251].includes(problem.code);
      if (fatal) {
        throw problem;
      }
      writeErrors.push({ index, code: problem.code, ...problem.extra, errmsg: problem.message });
      if (context.transaction) {
        context.failed = true;
      }
      if (ordered || context.transaction) {
        break;
      }
    }
  }
  const sum = (name) => results.reduce((total, result) => total + (result[name] ?? 0), 0);
  return { n: sum("n"), results, nModified: sum("nModified"), errors: writeErrors.length > 0 ? { writeErrors } : {} };
}

/** Records what a write did, and takes what is too large. */
function put(transaction, collection, kind, bytes, description) {
  if (bytes.length > largest) {
    throw new Refusal(10334, `object to insert too large. size in bytes: ${bytes.length}, max size: ${largest}`);
  }
  const key = idKeyOf(bytes);
  collection.write(transaction, key, bytes, kind === "insert");
  note(transaction, collection, { kind, key, id: idOf(bytes), bytes, description });
}

function remove(transaction, collection, { record, bytes }) {
  collection.write(transaction, record.id, null);
  note(transaction, collection, { kind: "delete", key: record.id, id: idOf(bytes) });
}

function note(transaction, { database, name, uuid }, change) {
  transaction.changes.push({ database, collection: name, uuid, session: transaction.session, ...change });
}

const newId = () => new ObjectId();

function insert(transaction, collection, document) {
  const id = idOf(document) ?? idOf(encode({ _id: newId() }));
  if ([Type.array, Type.regex, Type.undefined].includes(id.type)) {
    throw new Refusal(53, "The '_id' value cannot be of type array, regex or undefined");
  }
  put(transaction, collection, "insert", idFirst(document, id));
  return { n: 1 };
}

/** Changes one found document; false where nothing is different. */
function change(transaction, collection, hit, u, options) {
  const { bytes, description } = apply(hit.bytes, u, options);
  const differs = !bytes.equals(hit.bytes);
  if (differs) {
    put(transaction, collection, description ? "update" : "replace", bytes, description);
  }
  return { bytes, differs };
}

function update(transaction, collection, said) {
  const { q, u, multi, upsert, sort } = said;
  const hits = find(collection, transaction.waits ? undefined : transaction, new Filter(q), { sort: sortFields(sort), limit: multi ? 0 : 1 });
  if (multi && !Array.isArray(u) && u[5] !== 36) {
    throw new Refusal(9, "multi update is not supported for replacement-style update");
  }
  if (hits.length === 0 && upsert) {
    const bytes = upserted(q, u, newId);
    put(transaction, collection, "insert", bytes);
    return { n: 1, upserted: idOf(bytes) };
  }
  const nModified = hits.filter((hit) => change(transaction, collection, hit, u, said).differs).length;
  return { n: hits.length, nModified };
}

const forWriting = (context, name, transaction) => context.store.collection(context.database, name, transaction);

export const writing = {
  async insert(context) {
    const { insert: name, documents } = context.fields;
    const { n, errors } = await batch(context, documents, (transaction, document) => insert(transaction, forWriting(context, name, transaction), document));
    return { n, ...errors };
  },

  async update(context) {
    const { update: name, updates } = context.fields;
    const { n, nModified, results, errors } = await batch(context, updates.map(fields), (transaction, said) =>
      update(transaction, forWriting(context, name, transaction), said));
    const upserts = results.filter(({ upserted }) => upserted).map(({ index, upserted }) => ({ index, _id: upserted }));
    return { n, nModified, ...(upserts.length > 0 ? { upserted: upserts } : {}), ...errors };
  },

  async delete(context) {
    const { delete: name, deletes } = context.fields;
    const { n, errors } = await batch(context, deletes.map(fields), (transaction, { q, limit }) => {
      const collection = forWriting(context, name, transaction);
      const hits = find(collection, transaction.waits ? undefined : transaction, new Filter(q), { limit });
      hits.forEach((hit) => remove(transaction, collection, hit));
      return { n: hits.length };
    });
    return { n, ...errors };
  },

  findAndModify(context) {
    const { findAndModify, findandmodify, query, sort, remove: removing, update: u, new: after, fields: shown, upsert, stmtId = 0 } = context.fields;
    const project = projection(shown);
    return statement(context, stmtId, (transaction) => {
      const collection = forWriting(context, findAndModify ?? findandmodify, transaction);
      const filter = new Filter(query);
      const [hit] = find(collection, transaction.waits ? undefined : transaction, filter, { sort: sortFields(sort), limit: 1 });
      if (removing) {
        if (hit) {
          remove(transaction, collection, hit);
        }
        return { lastErrorObject: { n: hit ? 1 : 0 }, value: hit ? project(hit.bytes) : null };
      }
      if (!hit && upsert) {
        const bytes = upserted(query ?? encode({}), u, newId);
        put(transaction, collection, "insert", bytes);
        return { lastErrorObject: { n: 1, updatedExisting: false, upserted: idOf(bytes) }, value: after ? project(bytes) : null };
      }
      if (!hit) {
        return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
      }
      const { bytes } = change(transaction, collection, hit, u, context.fields);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: project(after ? bytes : hit.bytes) };
    });
  },
};

import { aggregate } from "mingo";
import { changeStream } from "./changeStreams.mjs";
import { encode, fields, plain, plainOf, Type, Value } from "./bson.mjs";
import { Refusal } from "./errors.mjs";
import { keyOf } from "./keys.mjs";
import { Filter } from "./matching.mjs";
import { look, parse } from "./paths.mjs";
import { countInIndex, find, lazily, plan, sortFields } from "./planner.mjs";
import { projection } from "./projection.mjs";

function* projected(documents, project) {
  for (const document of documents) {
    yield project(document);
  }
}

/** The documents a read finds, as an iterator of bytes. */
function documents({ store, database, transaction, examined }, name, filter, { sort = [], skip = 0, limit = 0 } = {}) {
  const collection = store.collection(database, name);
  if (!collection) {
    return [];
  }
  return sort.length === 0 && skip === 0 && limit === 0
    ? lazily(collection, transaction, filter)
    : find(collection, transaction, filter, { sort, skip, limit, examined }).map(({ bytes }) => bytes);
}

function count(context, name, filter, { skip = 0, limit = 0 } = {}) {
  const collection = context.store.collection(context.database, name);
  if (!collection) {
    return 0;
  }
  if (filter.everything && !context.transaction) {
    return cut(collection.count, skip, limit);
  }
  const counted = context.transaction ? undefined : countInIndex(collection, filter);
  return cut(counted ?? [...lazily(collection, context.transaction, filter)].length, skip, limit);
}

const cut = (number, skip, limit) => Math.max(0, limit ? Math.min(number - skip, Math.abs(limit)) : number - skip);

/** The roots of the fields a pipeline names, or undefined where it may want all. */
function rootsIn(stages) {
  const [first] = stages;
  if (!first?.$group && !first?.$count) {
    return undefined;
  }
  const roots = new Set(["_id"]);
  const names = JSON.stringify(first).match(/"\$[^"]*"(?!:)/g) ?? [];
  for (const name of names) {
    if (name.startsWith('"$$')) {
      return undefined;
    }
    roots.add(name.slice(2, -1).split(".")[0]);
  }
  return roots;
}

function stagesAfter(context, source, stages) {
  const roots = rootsIn(stages);
  const inputs = Array.from(source, roots ? (bytes) => plainOf(bytes, roots) : (bytes) => plain(bytes));
  const collectionResolver = (name) => Array.from(documents(context, name, new Filter()), (bytes) => plain(bytes));
  return aggregate(inputs, stages, { collectionResolver }).map(encode);
}

export const reading = {
  find(context) {
    const { find: name, filter, sort, limit = 0, skip, projection: shown, batchSize, singleBatch } = context.fields;
    const wanted = { sort: sortFields(sort), skip, limit: Math.abs(limit) };
    const source = projected(documents(context, name, new Filter(filter), wanted), projection(shown));
    return context.cursors.first(context, `${context.database}.${name}`, source, batchSize, singleBatch || limit < 0);
  },

  getMore(context) {
    const { getMore: id, batchSize, maxTimeMS } = context.fields;
    const { stream } = context.cursors.get(id);
    return stream ? stream.more(context.cursors, id, batchSize, maxTimeMS ?? 1000) : context.cursors.next(id, batchSize);
  },

  killCursors: ({ cursors, fields }) => cursors.kill(fields.cursors),

  aggregate(context) {
    const { aggregate: name, pipeline, cursor } = context.fields;
    if (!Array.isArray(pipeline)) {
      throw new Refusal(14, "'pipeline' option must be specified as an array");
    }
    if (!cursor) {
      throw new Refusal(9, "The 'cursor' option is required, except for aggregate with the explain argument");
    }
    const stages = pipeline.map((stage) => ({ stage, name: Object.keys(fields(stage))[0] }));
    if (stages[0]?.name === "$changeStream") {
      return changeStream(context, pipeline);
    }
    if (stages.length === 1 && stages[0].name === "$currentOp") {
      return context.cursors.first(context, `${context.database}.$cmd.aggregate`, context.sessions.idle().map(encode));
    }
    const size = fields(cursor).batchSize;
    const namespace = `${context.database}.${typeof name === "string" ? name : "$cmd.aggregate"}`;
    return context.cursors.first(context, namespace, through(context, name, stages), size);
  },

  count: (context) => ({ n: count(context, context.fields.count, new Filter(context.fields.query), context.fields) }),

  distinct(context) {
    const { distinct: name, key, query } = context.fields;
    const path = parse(key);
    const met = new Map();
    for (const bytes of documents(context, name, new Filter(query))) {
      look(bytes, 0, path, 0, false, (bytes, type, at) => {
        if (type !== Type.missing && type !== Type.array) {
          met.set(keyOf(bytes, type, at), new Value(bytes, type, at));
        }
      });
    }
    return { values: [...met.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
  },

  explain(context) {
    const asked = fields(context.fields.explain);
    if (asked.find === undefined) {
      throw new Refusal(238, "only find is explained by this stand-in");
    }
    const collection = context.store.collection(context.database, asked.find);
    const filter = new Filter(asked.filter);
    const wanted = { sort: sortFields(asked.sort), skip: asked.skip, limit: Math.abs(asked.limit ?? 0), examined: { documents: 0 } };
    const found = collection ? find(collection, context.transaction, filter, wanted) : [];
    const planned = collection ? plan(collection, filter, wanted.sort, wanted.limit) : { stage: "EOF", ordered: true };
    const winningPlan = { stage: planned.stage, indexName: planned.index?.name };
    return {
      queryPlanner: { namespace: `${context.database}.${asked.find}`, winningPlan: planned.ordered ? winningPlan : { stage: "SORT", inputStage: winningPlan } },
      executionStats: { nReturned: found.length, totalDocsExamined: wanted.examined.documents },
    };
  },
};

/** The leading stages a query can do are done on the stored bytes; the rest by mingo. */
function through(context, name, stages) {
  const rest = [...stages];
  const next = (stage) => rest[0]?.name === stage;
  const value = () => fields(rest.shift().stage);
  const filter = new Filter(next("$match") ? value().$match : undefined);
  const counted = rest.length === 1 && typeof name === "string" ? countStage(rest[0]) : undefined;
  if (counted) {
    const n = count(context, name, filter);
    return n > 0 ? [encode(counted(n))] : [];
  }
  const sort = next("$sort") ? sortFields(value().$sort) : [];
  const skip = next("$skip") ? value().$skip : 0;
  const limit = next("$limit") ? value().$limit : 0;
  let source = typeof name === "string" ? documents(context, name, filter, { sort, skip, limit }) : [];
  if (next("$project") && rest.length === 1) {
    source = projected(source, projection(value().$project));
  }
  const unknown = rest.find(({ name }) => notOffered.has(name));
  if (unknown) {
    throw new Refusal(238, `${unknown.name} is not offered by this stand-in`);
  }
  return rest.length > 0 ? stagesAfter(context, source, rest.map(({ stage }) => plain(stage))) : source;
}

const notOffered = new Set(["$out", "$merge", "$search", "$vectorSearch", "$indexStats", "$collStats", "$changeStream"]);

/** { $count } and the { $group } that drivers count with: the document for a number, or undefined for any other stage. */
function countStage({ stage }) {
  const { $count: name, $group: group } = plain(stage);
  if (name !== undefined) {
    return (n) => ({ [name]: n });
  }
  const { _id, ...sums } = group ?? {};
  const [sum, ...more] = Object.entries(sums);
  const counts = group && (_id === null || typeof _id === "number") && more.length === 0 && sum?.[1].$sum === 1;
  return counts ? (n) => ({ _id, [sum[0]]: n }) : undefined;
}

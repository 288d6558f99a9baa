// Collections and indexes: made, listed, dropped.
import { encode, fields } from "./bson.mjs";
import { Busy, Refusal } from "./errors.mjs";
import { Filter } from "./matching.mjs";

/** Runs what needs a collection to itself once the transactions that wrote to it have ended. */
async function alone(context, run) {
  for (;;) {
    try {
      return run();
    } catch (problem) {
      if (!(problem instanceof Busy)) {
        throw problem;
      }
      await context.until(problem.transaction.ended);
    }
  }
}

const missing = ({ database }, name) => new Refusal(26, `ns does not exist: ${database}.${name}`);

function visible({ store, database, transaction }, name) {
  const collection = store.collection(database, name);
  return collection?.creator && collection.creator !== transaction ? undefined : collection;
}

export const definitions = {
  create(context) {
    const { store, database, transaction } = context;
    const name = context.fields.create;
    if (visible(context, name)) {
      throw new Refusal(48, `Collection ${database}.${name} already exists.`);
    }
    if (transaction) {
      store.collection(database, name, transaction).wanted = true;
    } else {
      store.createCollection(database, name);
    }
    return {};
  },

  createIndexes: (context) => alone(context, () => {
    const { store, database, transaction } = context;
    const { createIndexes: name, indexes } = context.fields;
    const present = visible(context, name);
    if (transaction && present && present.count > 0) {
      throw new Refusal(263, `Cannot create new indexes on non-empty collection ${database}.${name} in a multi-document transaction.`);
    }
    const collection = present ?? (transaction ? store.collection(database, name, transaction) : store.createCollection(database, name));
    collection.wanted = true;
    const before = collection.indexes.length;
    const wanted = indexes.filter((spec) => collection.lacks(spec));
    if (wanted.length > 0 && !transaction) {
      store.settled([collection]);
    }
    for (const spec of wanted) {
      store.createIndex(collection, withVersion(spec));
    }
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: !present,
      ...(collection.indexes.length === before ? { note: "all indexes already exist" } : {}),
    };
  }),

  listIndexes(context) {
    const name = context.fields.listIndexes;
    const collection = visible(context, name);
    if (!collection) {
      throw missing(context, name);
    }
    return context.cursors.first(context, `${context.database}.${name}`, collection.indexes.map(({ spec }) => spec));
  },

  dropIndexes: (context) => alone(context, () => {
    const { dropIndexes: name, index } = context.fields;
    const collection = visible(context, name);
    if (!collection) {
      throw missing(context, name);
    }
    context.store.settled([collection]);
    const before = collection.indexes.length;
    const named = Buffer.isBuffer(index) ? collection.indexes.find(({ spec }) => fields(spec).key.equals(index))?.name : index;
    const names = index === "*" ? collection.indexes.slice(1).map(({ name }) => name) : [named].flat();
    names.forEach((name) => context.store.dropIndex(collection, name));
    return { nIndexesWas: before };
  }),

  drop: (context) => alone(context, () => {
    const name = context.fields.drop;
    const collection = visible(context, name);
    if (!collection) {
      return {};
    }
    const before = collection.indexes.length;
    context.store.drop(context.database, [name]);
    return { nIndexesWas: before, ns: collection.namespace };
  }),

  dropDatabase: (context) => alone(context, () => {
    const { store, database } = context;
    const collections = store.databases.get(database);
    if (!collections) {
      return {};
    }
    store.drop(database, [...collections.keys()], true);
    return { dropped: database };
  }),

  listCollections(context) {
    const { filter, nameOnly } = context.fields;
    const wanted = new Filter(filter);
    const described = [...(context.store.databases.get(context.database)?.values() ?? [])]
      .filter((collection) => visible(context, collection.name))
      .map(({ name, indexes }) => encode({
        name,
        type: "collection",
        ...(nameOnly ? {} : { options: {}, info: { readOnly: false }, idIndex: indexes[0].spec }),
      }));
    return context.cursors.first(context, `${context.database}.$cmd.listCollections`, described.filter((document) => wanted.matches(document)));
  },

  listDatabases(context) {
    const names = [...context.store.databases].filter(([, collections]) => collections.size > 0).map(([name]) => name);
    return { databases: names.map((name) => ({ name, sizeOnDisk: 1, empty: false })), totalSize: names.length };
  },
};

// The server lists an index with its version first.
const withVersion = (spec) => {
  const { v, ...said } = fields(spec);
  return encode({ v: 2, ...said });
};

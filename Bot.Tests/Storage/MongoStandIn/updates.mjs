// What an update makes of a document. The operators work on values that know their BSON type, which mingo's do not;
// update pipelines go through mingo, and numbers of the documents they touch are then written as the smallest type that holds them.
import { Decimal128, Double, Int32, Long, serialize } from "bson";
import { aggregate } from "mingo";
import { each, encode, idFirst, idOf, largest, plain, Timestamp, typed } from "./bson.mjs";
import { Refusal } from "./errors.mjs";
import { keyOf } from "./keys.mjs";
import { Filter } from "./matching.mjs";

/** { bytes, description }: the new document, and for operators which paths were set and removed. `u` is a Buffer or a pipeline. */
export function apply(before, u, { arrayFilters } = {}) {
  if (arrayFilters?.length) {
    throw new Refusal(238, "arrayFilters are not offered by this stand-in");
  }
  if (Array.isArray(u)) {
    const [changed] = aggregate([plain(before)], u.map(plain));
    return kept(before, encode(changed), { updatedFields: {}, removedFields: [] });
  }
  if (u[4] !== 0 && u[5] === 36) {
    return change(before, u, false);
  }
  return kept(before, replacement(u, idOf(before)));
}

/** The document an upsert inserts: what the filter demands to be equal, then the update. */
export function upserted(filter, u, newId) {
  const seed = {};
  seedFrom(typed(filter), seed);
  const start = serialize(seed);
  if (Array.isArray(u)) {
    return withId(encode(aggregate([plain(start)], u.map(plain))[0]), newId);
  }
  if (u[4] !== 0 && u[5] === 36) {
    return withId(change(withId(Buffer.from(start), newId), u, true).bytes, newId);
  }
  return replacement(u, idOf(u) ?? idOf(withId(Buffer.from(start), newId)));
}

function seedFrom(filter, seed) {
  for (const [name, value] of Object.entries(filter)) {
    if (name === "$and") {
      value.forEach((part) => seedFrom(part, seed));
    } else if (!name.startsWith("$")) {
      const operators = value?.constructor === Object && Object.keys(value)[0]?.startsWith("$");
      const equal = operators ? value.$eq : value;
      if (equal !== undefined && equal?._bsontype !== "BSONRegExp") {
        put(seed, name, equal);
      }
    }
  }
}

const withId = (bytes, newId) => {
  const buffer = Buffer.from(bytes);
  return idFirst(buffer, idOf(buffer) ?? idOf(encode({ _id: newId() })));
};

function replacement(u, id) {
  each(u, 0, (_, name) => {
    if (name.startsWith("$")) {
      throw new Refusal(52, `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
    }
  });
  return idFirst(u, idOf(u) ?? id);
}

function kept(before, bytes, description) {
  const [old, own] = [idOf(before), idOf(bytes)];
  if (old && keyOf(old.bytes, old.type, old.at) !== (own && keyOf(own.bytes, own.type, own.at))) {
    throw new Refusal(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return { bytes, description };
}

function change(before, u, inserting) {
  const document = typed(before);
  const touched = new Set();
  const said = typed(u);
  for (const [operator, paths] of Object.entries(said)) {
    const run = operators[operator];
    if (!run) {
      throw new Refusal(9, `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`);
    }
    if (operator === "$setOnInsert" && !inserting) {
      continue;
    }
    for (const [path, value] of Object.entries(paths)) {
      if (path.split(".").some((part) => part.startsWith("$"))) {
        throw new Refusal(238, `the positional operator in '${path}' is not offered by this stand-in`);
      }
      if ([...touched].some((other) => `${other}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${other}.`))) {
        throw new Refusal(40, `Updating the path '${path}' would create a conflict at '${path}'`);
      }
      touched.add(path);
      run(document, path, value, touched);
    }
  }
  const bytes = Buffer.from(serialize(document, { ignoreUndefined: true }));
  if (bytes.length > largest) {
    throw new Refusal(17419, `Resulting document after update is larger than ${largest}`);
  }
  return kept(before, bytes, inserting ? undefined : describe(touched, document));
}

function describe(touched, document) {
  const updatedFields = {};
  const removedFields = [];
  for (const path of touched) {
    const value = get(document, path);
    value === undefined ? removedFields.push(path) : (updatedFields[path] = value);
  }
  return { updatedFields, removedFields, truncatedArrays: [] };
}

function get(document, path) {
  return path.split(".").reduce((inside, name) => (isPlace(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined), document);
}

const isPlace = (value) => Array.isArray(value) || value?.constructor === Object;

function put(document, path, value) {
  const names = path.split(".");
  const last = names.pop();
  let inside = document;
  for (const name of names) {
    if (!Object.hasOwn(inside, name)) {
      inside[name] = {};
    }
    inside = inside[name];
    if (!isPlace(inside)) {
      throw new Refusal(28, `Cannot create field '${last}' in element {${name}: ${JSON.stringify(inside)}}`);
    }
  }
  for (let i = inside.length; Array.isArray(inside) && i < Number(last); i++) {
    inside[i] = null;
  }
  inside[last] = value;
}

function remove(document, path) {
  const names = path.split(".");
  const last = names.pop();
  const inside = names.length ? get(document, names.join(".")) : document;
  if (Array.isArray(inside)) {
    inside[last] = null;
  } else if (isPlace(inside)) {
    delete inside[last];
  }
}

const keyOfTyped = (value) => {
  const boxed = Buffer.from(serialize({ v: value }));
  return keyOf(boxed, boxed[4], 7);
};

const isNumber = (value) => ["Int32", "Double", "Long", "Decimal128"].includes(value?._bsontype);

/** Sum or product in the wider of both types; an int32 that overflows becomes an int64. */
function calculate(one, other, times) {
  const types = [one._bsontype, other._bsontype];
  if (types.includes("Decimal128")) {
    if (times) {
      throw new Refusal(238, "products of decimals are not offered by this stand-in");
    }
    return Decimal128.fromString(sumOfDecimals(String(one), String(other)));
  }
  if (types.includes("Double")) {
    const [a, b] = [Number(one), Number(other)];
    return new Double(times ? a * b : a + b);
  }
  const [a, b] = [BigInt(String(one)), BigInt(String(other))];
  const result = times ? a * b : a + b;
  if (BigInt.asIntN(64, result) !== result) {
    throw new Refusal(2, "Failed to apply $inc operations to current value: the result does not fit into 64 bits");
  }
  return types.includes("Long") || BigInt.asIntN(32, result) !== result ? Long.fromBigInt(result) : new Int32(Number(result));
}

function sumOfDecimals(one, other) {
  const split = (text) => {
    const [, digits, power = "0"] = /^([^eE]*)(?:[eE](.*))?$/.exec(text);
    const [whole, fraction = ""] = digits.split(".");
    return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
  };
  const [a, b] = [split(one), split(other)];
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = a.coefficient * 10n ** BigInt(a.exponent - exponent) + b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return `${sum}E${exponent}`;
}

function arithmetic(name, times) {
  return (document, path, value) => {
    const present = get(document, path);
    if (!isNumber(value)) {
      throw new Refusal(14, `Cannot ${name === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${path}: ${JSON.stringify(value)}}`);
    }
    if (present !== undefined && !isNumber(present)) {
      throw new Refusal(14, `Cannot apply ${name} to a value of non-numeric type. {_id: ${JSON.stringify(document._id)}} has the field '${path}' of non-numeric type ${typeof present}`);
    }
    put(document, path, present === undefined ? (times ? calculate(value, new Int32(0), true) : value) : calculate(present, value, times));
  };
}

function list(document, path, name) {
  const present = get(document, path);
  if (present !== undefined && !Array.isArray(present)) {
    throw new Refusal(2, `The field '${path}' must be an array but is of type ${typeof present} (${name})`);
  }
  return present;
}

const eachOf = (value) => (value?.constructor === Object && "$each" in value ? value.$each : [value]);

const operators = {
  $set: put,
  $setOnInsert: put,
  $unset: remove,
  $inc: arithmetic("$inc", false),
  $mul: arithmetic("$mul", true),
  $min(document, path, value) {
    const present = get(document, path);
    if (present === undefined || keyOfTyped(value) < keyOfTyped(present)) {
      put(document, path, value);
    }
  },
  $max(document, path, value) {
    const present = get(document, path);
    if (present === undefined || keyOfTyped(value) > keyOfTyped(present)) {
      put(document, path, value);
    }
  },
  $rename(document, path, name, touched) {
    const value = get(document, path);
    if (value !== undefined) {
      remove(document, path);
      put(document, name, value);
      touched.add(name);
    }
  },
  $currentDate(document, path, value) {
    const asTimestamp = value?.$type === "timestamp";
    put(document, path, asTimestamp ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }) : new Date());
  },
  $push(document, path, value) {
    const present = list(document, path, "$push") ?? [];
    const added = eachOf(value);
    const modifiers = value?.constructor === Object && "$each" in value ? value : {};
    const position = modifiers.$position === undefined ? present.length : Number(modifiers.$position);
    present.splice(position, 0, ...added);
    if (modifiers.$sort !== undefined) {
      sortItems(present, modifiers.$sort);
    }
    const slice = modifiers.$slice === undefined ? undefined : Number(modifiers.$slice);
    put(document, path, slice === undefined ? present : slice < 0 ? present.slice(slice) : present.slice(0, slice));
  },
  $addToSet(document, path, value) {
    const present = list(document, path, "$addToSet") ?? [];
    const keys = new Set(present.map(keyOfTyped));
    for (const item of eachOf(value)) {
      if (!keys.has(keyOfTyped(item))) {
        keys.add(keyOfTyped(item));
        present.push(item);
      }
    }
    put(document, path, present);
  },
  $pop(document, path, value) {
    const present = list(document, path, "$pop");
    Number(value) < 0 ? present?.shift() : present?.pop();
  },
  $pull(document, path, value) {
    const present = list(document, path, "$pull");
    const isDocument = value?.constructor === Object;
    const operator = isDocument && Object.keys(value)[0]?.startsWith("$");
    const filter = new Filter(Buffer.from(serialize(isDocument && !operator ? value : { item: value })));
    const goes = (item) => (isDocument && !operator ? isPlace(item) && filter.matches(Buffer.from(serialize(item))) : filter.matches(Buffer.from(serialize({ item }))));
    if (present) {
      put(document, path, present.filter((item) => !goes(item)));
    }
  },
  $pullAll(document, path, values) {
    const keys = new Set(values.map(keyOfTyped));
    const present = list(document, path, "$pullAll");
    if (present) {
      put(document, path, present.filter((item) => !keys.has(keyOfTyped(item))));
    }
  },
};

function sortItems(items, sort) {
  const keys = isNumber(sort)
    ? (a, b) => Number(sort) * (keyOfTyped(a) < keyOfTyped(b) ? -1 : 1)
    : (a, b) => {
        for (const [name, direction] of Object.entries(sort)) {
          const [one, other] = [keyOfTyped(get(a, name) ?? null), keyOfTyped(get(b, name) ?? null)];
          if (one !== other) {
            return Number(direction) * (one < other ? -1 : 1);
          }
        }
        return 0;
      };
  items.sort(keys);
}

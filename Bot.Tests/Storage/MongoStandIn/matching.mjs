// Filters as MongoDB means them, on the stored bytes. mingo's own query compares texts by UTF-16 units, knows no 64-bit integers and
// wants every document decoded, so it only does $expr here.
import { Query } from "mingo";
import { decode, each, fields, items, plain, Type, Value } from "./bson.mjs";
import { Class, keyOf, notANumber } from "./keys.mjs";
import { Refusal } from "./errors.mjs";
import { look, parse } from "./paths.mjs";

const typeNames = {
  double: [1], string: [2], object: [3], array: [4], binData: [5], undefined: [6], objectId: [7], bool: [8], date: [9], null: [10], regex: [11],
  javascript: [13], symbol: [14], int: [16], timestamp: [17], long: [18], decimal: [19], minKey: [255], maxKey: [127], number: [1, 16, 18, 19],
};

/** A filter as a test of a document's bytes, and what it demands of single paths, which is what indexes can be asked for. */
export class Filter {
  /** path → { equal: keys, low: { key, open }, high: { key, open }, present, said: how many conditions }: all of it must hold. */
  demands = new Map();

  constructor(document) {
    const tests = document === undefined ? [] : conditions(document, this.demands);
    this.test = all(tests);
    this.conditions = tests.length;
    this.everything = document === undefined || document.length === 5;
  }

  matches(bytes) {
    return this.test(bytes, 0);
  }

  /** Whether the demands say all of it. */
  get demandsAll() {
    let said = 0;
    for (const { equal, low, high, present, said: conditions } of this.demands.values()) {
      if (conditions !== (equal ? 1 : 0) + (low ? 1 : 0) + (high ? 1 : 0) + (present ? 1 : 0)) {
        return false;
      }
      said += conditions;
    }
    return said === this.conditions;
  }
}

const all = (tests) => (tests.length === 1 ? tests[0] : (bytes, start) => tests.every((test) => test(bytes, start)));

/** A part of a filter: tests of the document at a place. `demands` is given where all of it must hold. */
function conditions(document, demands) {
  const tests = [];
  each(document, 0, (type, name, at) => {
    const value = new Value(document, type, at);
    if (name === "$and") {
      tests.push(...branches(value, name).flatMap((branch) => conditions(branch, demands)));
    } else if (name === "$or") {
      const tested = branches(value, name).map((branch) => all(conditions(branch)));
      tests.push((bytes, start) => tested.some((test) => test(bytes, start)));
    } else if (name === "$nor") {
      const tested = branches(value, name).map((branch) => all(conditions(branch)));
      tests.push((bytes, start) => !tested.some((test) => test(bytes, start)));
    } else if (name === "$expr") {
      const query = new Query({ $expr: plain(document).$expr });
      tests.push((bytes, start) => query.test(plain(bytes.subarray(start))));
    } else if (name === "$alwaysTrue" || name === "$comment") {
      return;
    } else if (name.startsWith("$")) {
      throw new Refusal(2, `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`);
    } else {
      const path = parse(name);
      const demand = demands && demandOf(demands, name);
      const tested = onPath(value, demand);
      if (demand) {
        demand.said += tested.length;
        demandsInside(value, name, demands);
      }
      tests.push(...tested.map((test) => (bytes, start) => test(bytes, start, path)));
    }
  });
  return tests;
}

function branches(value, name) {
  const parts = value.type === Type.array ? decode(value.bytes, value.type, value.at) : [];
  if (parts.length === 0 || !parts.every(Buffer.isBuffer)) {
    throw new Refusal(2, `${name} must be a nonempty array of documents`);
  }
  return parts;
}

function demandOf(demands, name) {
  if (!demands.has(name)) {
    demands.set(name, { said: 0 });
  }
  return demands.get(name);
}

/** What an $elemMatch demands of its items, one of them must fulfil: an index over the items can be asked for that too. */
function demandsInside(value, name, demands) {
  const inside = isOperators(value) && operand(value, "$elemMatch");
  if (inside && inside.type === Type.document && !isOperators(inside)) {
    const below = new Map();
    conditions(inside.bytes.subarray(inside.at, inside.end), below);
    for (const [path, demand] of below) {
      if (!demands.has(`${name}.${path}`)) {
        demands.set(`${name}.${path}`, { ...demand, said: 0 });
      }
    }
  }
}

function operand(value, operator) {
  let found;
  each(value.bytes, value.at, (type, name, at) => {
    found = name === operator ? new Value(value.bytes, type, at) : found;
  });
  return found;
}

function isOperators(value) {
  return value.type === Type.document && value.bytes[value.at + 4] !== 0 && value.bytes[value.at + 5] === 36;
}

/** Tests (bytes, start, path) for what is said about one path. */
function onPath(value, demand) {
  if (value.type === Type.regex) {
    return [pattern(decode(value.bytes, value.type, value.at))];
  }
  if (!isOperators(value)) {
    return [equals(value, demand)];
  }
  const tests = [];
  const said = value.bytes.subarray(value.at);
  each(said, 0, (type, name, at) => {
    const operator = operators[name];
    if (name === "$options") {
      return;
    }
    if (!operator) {
      throw new Refusal(2, `unknown operator: ${name}`);
    }
    tests.push(operator(new Value(said, type, at), demand, said));
  });
  return tests;
}

const any = (see, whole = false) => (bytes, start, path) => look(bytes, start, path, 0, whole, see);
const not = (test) => (bytes, start, path) => !test(bytes, start, path);
const keyOfValue = ({ bytes, type, at }) => keyOf(bytes, type, at);

function equals(value, demand) {
  const key = keyOfValue(value);
  oneOf(demand, [key]);
  return any((bytes, type, at) => keyOf(bytes, type, at) === key);
}

// An index holds the items of arrays, not arrays as a whole: a condition that names one asks nothing of indexes.
const ofIndexes = (demand, keys) => (keys.some((key) => key.charCodeAt(0) === Class.array) ? undefined : demand);

// Two such demands on one path are not cut with each other: an array may hold a value of each.
function oneOf(given, keys) {
  const demand = ofIndexes(given, keys);
  if (demand && (demand.equal === undefined || demand.equal.length > keys.length)) {
    demand.equal = keys;
  }
}

function among(value, demand) {
  const values = [];
  items(value.bytes, value.at, (type, at) => void values.push(new Value(value.bytes, type, at)));
  const patterns = values.filter(({ type }) => type === Type.regex).map((item) => expression(decode(item.bytes, item.type, item.at)));
  const keys = new Set(values.map(keyOfValue));
  oneOf(patterns.length === 0 ? demand : undefined, [...keys].sort());
  return any(
    (bytes, type, at) =>
      keys.has(keyOf(bytes, type, at)) || (type === Type.string && patterns.some((regex) => regex.test(decode(bytes, type, at)))),
  );
}

function compare(holds, orEqual, low) {
  return (value, demand) => {
    const key = keyOfValue(value);
    const kind = key.charCodeAt(0);
    if (ofIndexes(demand, [key])) {
      bound(demand, key, low, !orEqual);
    }
    return any((bytes, type, at) => {
      const other = keyOf(bytes, type, at);
      return other === key ? orEqual : other.charCodeAt(0) === kind && holds(other, key) && other !== notANumber && key !== notANumber;
    });
  };
}

function bound(demand, key, low, open) {
  const side = low ? "low" : "high";
  const present = demand[side];
  if (present === undefined || (low ? key > present.key : key < present.key)) {
    demand[side] = { key, open };
  } else if (key === present.key) {
    present.open ||= open;
  }
}

function expression({ pattern, flags }) {
  const known = flags.replace(/[^imsu]/g, "");
  const source = flags.includes("x") ? pattern.replace(/\\#|#.*$|\s+/gm, (part) => (part === "\\#" ? part : "")) : pattern;
  try {
    return new RegExp(source, known.includes("u") ? known : known + "u");
  } catch {
    return new RegExp(source, known.replace("u", ""));
  }
}

function pattern(regex) {
  const compiled = expression(regex);
  return any((bytes, type, at) => type === Type.string && compiled.test(decode(bytes, type, at)));
}

function ofType(value) {
  const wanted = new Set(
    [decode(value.bytes, value.type, value.at)].flat().flatMap((name) => {
      const types = typeof name === "number" ? [name === -1 ? 255 : name] : typeNames[name];
      if (!types) {
        throw new Refusal(2, `Unknown type name alias: ${name}`);
      }
      return types;
    }),
  );
  return any((_, type) => wanted.has(type));
}

function elementsMatch(value) {
  const said = value.bytes.subarray(value.at, value.end);
  const single = isOperators(value) && !/^\$(and|or|nor|expr)$/.test(Object.keys(fields(said))[0]);
  if (single) {
    // Conditions on the elements themselves: each is tried as a document { "": element }.
    const tests = onPath(value);
    const itself = parse("");
    return any((bytes, type, at) => type === Type.array && items(bytes, at, (type, at) => {
      const boxed = box(bytes, type, at);
      return tests.every((test) => test(boxed, 0, itself));
    }), true);
  }
  const test = all(conditions(said));
  return any(
    (bytes, type, at) => type === Type.array && items(bytes, at, (type, at) => (type === Type.document || type === Type.array) && test(bytes, at)),
    true,
  );
}

function box(bytes, type, at) {
  const value = bytes.subarray(at, new Value(bytes, type, at).end);
  const boxed = Buffer.alloc(value.length + 7);
  boxed.writeInt32LE(boxed.length);
  boxed[4] = type;
  value.copy(boxed, 6);
  return boxed;
}

const operators = {
  $eq: (value, demand) => equals(value, demand),
  $ne: (value) => not(equals(value)),
  $in: among,
  $nin: (value) => not(among(value)),
  $gt: compare((a, b) => a > b, false, true),
  $gte: compare((a, b) => a > b, true, true),
  $lt: compare((a, b) => a < b, false, false),
  $lte: compare((a, b) => a < b, true, false),
  $not(value) {
    const tests = onPath(value);
    return (bytes, start, path) => !tests.every((test) => test(bytes, start, path));
  },
  $exists(value, demand) {
    const wanted = Boolean(decode(value.bytes, value.type, value.at));
    if (wanted && demand) {
      demand.present = true;
    }
    const test = any((_, type) => type !== Type.missing, true);
    return wanted ? test : not(test);
  },
  $type: ofType,
  $size(value) {
    const wanted = decode(value.bytes, value.type, value.at);
    return any((bytes, type, at) => type === Type.array && decode(bytes, type, at).length === wanted, true);
  },
  $all(value) {
    const tests = [];
    items(value.bytes, value.at, (type, at) => {
      const item = new Value(value.bytes, type, at);
      tests.push(...(type === Type.regex || isOperators(item) ? onPath(item) : [equals(item)]));
    });
    return (bytes, start, path) => tests.length > 0 && tests.every((test) => test(bytes, start, path));
  },
  $elemMatch: elementsMatch,
  $regex(value, _, said) {
    const given = decode(value.bytes, value.type, value.at);
    const options = fields(said).$options;
    return pattern(typeof given === "string" ? { pattern: given, flags: options ?? "" } : { ...given, flags: options ?? given.flags });
  },
  $mod(value) {
    const [divisor, rest] = decode(value.bytes, value.type, value.at);
    const numbers = new Set(typeNames.number);
    return any((bytes, type, at) => numbers.has(type) && Math.trunc(Number(decode(bytes, type, at))) % divisor === rest);
  },
};

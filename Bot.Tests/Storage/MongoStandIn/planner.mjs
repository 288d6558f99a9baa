// Which documents a filter is tried on: by _id, by a part of an index, or all; in the order asked for where an index gives it.
import { decode, each } from "./bson.mjs";
import { after, Class, descending, notANumber } from "./keys.mjs";
import { parse, sortKey } from "./paths.mjs";

const mostPoints = 2000;
const number = String.fromCharCode(Class.number);

/** A sort document as fields [{ name, path, down }]. */
export function sortFields(sort) {
  const wanted = [];
  if (sort) {
    each(sort, 0, (type, name, at) => void wanted.push({ name, path: parse(name), down: decode(sort, type, at) < 0 }));
  }
  return wanted;
}

/** How to read: { stage, ids or index and ranges: [low, high][], ordered, backwards, estimate }. */
export function plan(collection, filter, sort, limit) {
  const ids = filter.demands.get("_id")?.equal;
  if (ids) {
    return { stage: "IDHACK", ids, ordered: sort.length === 0, estimate: ids.length };
  }
  let best = { stage: "COLLSCAN", ordered: sort.length === 0, estimate: collection.records.size };
  best.cost = best.estimate * 1.2 + (best.ordered ? 0 : best.estimate);
  for (const index of collection.indexes) {
    const candidate = throughIndex(index, filter, sort);
    if (candidate) {
      const { estimate, ordered } = candidate;
      const read = ordered && limit > 0 ? Math.min(estimate, limit * 10 + estimate * 0.05) : estimate;
      candidate.cost = read + candidate.ranges.length + (ordered ? 0 : estimate);
      best = candidate.cost < best.cost ? candidate : best;
    }
  }
  return best;
}

function throughIndex(index, filter, sort) {
  if ((index.partial || index.sparse) && !holdsAll(index, filter)) {
    return undefined;
  }
  let heads = [""];
  let bound = 0;
  const roots = [];
  for (const field of index.fields) {
    const demand = filter.demands.get(field.name);
    const root = field.path[0].text;
    // In an array one element may meet one demand and another element the other one.
    if (!demand?.equal || heads.length * demand.equal.length > mostPoints || (index.multiple && roots.includes(root))) {
      break;
    }
    const keys = field.down ? demand.equal.map(descending) : demand.equal;
    heads = heads.flatMap((head) => keys.map((key) => head + key));
    roots.push(root);
    bound++;
  }
  const next = index.fields[bound];
  const demand = next && filter.demands.get(next.name);
  const tail = demand && !(index.multiple && roots.includes(next.path[0].text)) ? interval(demand, index.multiple, next.down) : undefined;
  const ranges = heads.sort().map((head) => (tail ? [head + tail[0], head + tail[1]] : head === "" ? [undefined, undefined] : [head, after(head)]));
  const order = inOrder(index, bound, sort);
  if (bound === 0 && !tail && !order) {
    return undefined;
  }
  const estimate = ranges.length > 200 ? ranges.length : ranges.reduce((sum, [low, high]) => sum + index.entries.count(low, high), 0);
  const used = bound + (tail ? 1 : 0);
  return { stage: "IXSCAN", index, ranges, used, ordered: sort.length === 0 || order !== undefined, backwards: order === "backwards", estimate };
}

/** The part of an index field a range of values takes, as texts that begin with the class of the value. */
function interval({ low, high }, multiple, down) {
  if ((!low && !high) || low?.key === notANumber || high?.key === notANumber) {
    return undefined;
  }
  const both = !multiple && low && high && low.key[0] === high.key[0];
  const kind = (low ?? high).key[0];
  // Below every number comes NaN, which is not less than any.
  const lowest = kind === number ? kind + "\x01" : kind;
  let from = low ? (low.open ? after(low.key) : low.key) : lowest;
  let to = both || !low ? (high.open ? high.key : after(high.key)) : after(kind);
  if (down) {
    // Turned round, the class's texts begin with the class byte turned round, and the ends change places.
    const turned = (bound) => (bound.open ? [after(descending(bound.key)), descending(bound.key)] : [descending(bound.key), after(descending(bound.key))]);
    const upper = both || !low ? high : undefined;
    [from, to] = [upper ? turned(upper)[0] : descending(kind), low ? turned(low)[1] : after(descending(lowest))];
  }
  return [from, to];
}

/** Whether the index gives this order behind the fields that are bound to single values: "forwards", "backwards" or undefined. */
function inOrder(index, bound, sort) {
  const singles = new Set(index.fields.slice(0, bound).map(({ name }) => name));
  const wanted = sort.filter(({ name }) => !singles.has(name));
  if (sort.length === 0 || index.multiple || wanted.length > index.fields.length - bound) {
    return undefined;
  }
  const rest = index.fields.slice(bound);
  const turned = wanted.map(({ down }, i) => (rest[i].name !== wanted[i].name ? undefined : rest[i].down !== down));
  if (turned.includes(undefined) || new Set(turned).size > 1) {
    return undefined;
  }
  return turned[0] ? "backwards" : "forwards";
}

/** Whether every document the filter finds is in a partial or sparse index. */
function holdsAll(index, filter) {
  const nothing = (demand) => !demand?.present && !demand?.equal?.every((key) => key.charCodeAt(0) > 20) && !((demand?.low ?? demand?.high)?.key.charCodeAt(0) > 20);
  if (index.sparse && index.fields.every(({ name }) => nothing(filter.demands.get(name)))) {
    return false;
  }
  if (index.partial && !index.partial.demandsAll) {
    return false;
  }
  for (const [name, asked] of index.partial?.demands ?? []) {
    const given = filter.demands.get(name);
    if (!given || (asked.present && nothing(given))) {
      return false;
    }
    if (asked.equal && !given.equal?.every((key) => asked.equal.includes(key))) {
      return false;
    }
    for (const side of ["low", "high"]) {
      if (asked[side] && !inside(given, asked[side], side)) {
        return false;
      }
    }
  }
  return true;
}

function inside(given, asked, side) {
  const within = (key, open) =>
    key[0] === asked.key[0] && (key === asked.key ? !asked.open || open : side === "low" ? key > asked.key : key < asked.key);
  return given.equal?.every((key) => within(key, false)) || (given[side] && within(given[side].key, given[side].open));
}

/** The documents a filter finds, in order: their bytes, and the records they belong to. Counts in `examined` what it looked at. */
export function find(collection, transaction, filter, { sort = [], skip = 0, limit = 0, examined = { documents: 0 } } = {}) {
  const planned = plan(collection, filter, sort, limit);
  const enough = limit > 0 && planned.ordered ? skip + limit : Infinity;
  let found = [];
  const parts = readers(planned, collection, transaction);
  // An index read in several parts is in order within each: what counts is then among the first of each part.
  const severalParts = parts.length > 1 && sort.length > 0;
  for (const part of parts) {
    let taken = 0;
    for (const hit of part) {
      examined.documents++;
      if (filter.matches(hit.bytes)) {
        found.push(hit);
        if (++taken === enough) {
          break;
        }
      }
    }
    if (!severalParts && found.length >= enough) {
      break;
    }
  }
  if (sort.length > 0 && (!planned.ordered || severalParts)) {
    found = sorted(found, sort);
  }
  return skip > 0 || limit > 0 ? found.slice(skip, limit > 0 ? skip + limit : undefined) : found;
}

export function sorted(found, sort) {
  const keyed = found.map((hit, place) => ({ hit, place, key: sortKey(hit.bytes, sort) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place));
  return keyed.map(({ hit }) => hit);
}

function readers(planned, collection, transaction) {
  switch (planned.stage) {
    case "IDHACK": return [present(planned.ids.map((id) => collection.records.get(id)), transaction)];
    case "COLLSCAN": return [present(collection.records.values(), transaction)];
    default: {
      const met = planned.index.multiple ? new Set() : undefined;
      return planned.ranges.map(([low, high]) => entries(planned, low, high, transaction, met));
    }
  }
}

function* present(records, transaction) {
  for (const record of records) {
    const bytes = record?.seenBy(transaction)?.bytes;
    if (bytes) {
      yield { record, bytes };
    }
  }
}

function* entries({ index, backwards }, low, high, transaction, met) {
  for (const { key, record } of index.entries.range(low, high, backwards)) {
    const version = record.seenBy(transaction);
    if (!version?.bytes || met?.has(record)) {
      continue;
    }
    // An entry may belong to a version that is not the one to be seen.
    if (!record.settled && !index.keysOf(version.bytes).includes(key)) {
      continue;
    }
    met?.add(record);
    yield { record, bytes: version.bytes };
  }
}

/** How many documents a filter finds outside transactions, read off an index that says all about it; undefined where none does. */
export function countInIndex(collection, filter) {
  const { stage, index, ranges, used } = plan(collection, filter, [], 0);
  const demands = [...filter.demands.values()];
  const plainly = demands.every(({ equal, low, high, present }) => !present && (!equal || (!low && !high)) && (!low || !high || low.key[0] === high.key[0]));
  if (stage !== "IXSCAN" || used !== demands.length || !filter.demandsAll || !plainly || index.multiple) {
    return undefined;
  }
  let found = ranges.reduce((sum, [low, high]) => sum + index.entries.count(low, high), 0);
  // The index holds every version of a document that somebody sees: those with several are looked at one by one.
  const inside = (key) => ranges.some(([low, high]) => key >= low && key < high);
  for (const record of collection.unsettled) {
    const keys = new Set([...record.versions()].flatMap(({ bytes }) => (bytes ? index.keysOf(bytes) : [])));
    found += (record.newest?.bytes && filter.matches(record.newest.bytes) ? 1 : 0) - [...keys].filter(inside).length;
  }
  return found;
}

/** Documents one after the other without holding everybody up: what is there now, filtered as it is read. */
export function lazily(collection, transaction, filter) {
  const candidates = readers(plan(collection, filter, [], 0), collection, transaction).flatMap((part) => [...part]);
  return matching(candidates, filter);
}

function* matching(candidates, filter) {
  for (const { bytes } of candidates) {
    if (filter.matches(bytes)) {
      yield bytes;
    }
  }
}

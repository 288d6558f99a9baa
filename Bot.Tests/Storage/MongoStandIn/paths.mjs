// Where a dotted path leads in a document, arrays on the way included.
import { items, locate, Type, Value } from "./bson.mjs";
import { descending, emptyKey, keyOf, nullKey } from "./keys.mjs";
import { Refusal } from "./errors.mjs";

/** "a.0.b" in its parts, each with its name in bytes and, if it can be one, its place in an array. */
export function parse(text) {
  return text.split(".").map((name) => ({ name: Buffer.from(name), text: name, place: /^(0|[1-9]\d*)$/.test(name) ? Number(name) : -1 }));
}

/**
 * Calls see(bytes, type, at) for each value a condition on this path looks at, until it answers true: every element of an array
 * on the way; at the end an array's elements and then the array itself (only the array if `whole`); type 0 where it is missing.
 */
export function look(bytes, start, path, depth, whole, see) {
  const { name } = path[depth];
  const place = locate(bytes, start, name);
  return place < 0
    ? see(bytes, Type.missing, 0)
    : lookInto(bytes, bytes[place], place + 2 + name.length, path, depth + 1, whole, see);
}

function lookInto(bytes, type, at, path, depth, whole, see) {
  if (depth === path.length) {
    return (type === Type.array && !whole && items(bytes, at, (type, at) => see(bytes, type, at))) || see(bytes, type, at);
  }
  if (type === Type.document) {
    return look(bytes, at, path, depth, whole, see);
  }
  if (type === Type.array) {
    let index = 0;
    return items(
      bytes,
      at,
      (type, at) =>
        (type === Type.document && look(bytes, at, path, depth, whole, see)) ||
        (path[depth].place === index++ && lookInto(bytes, type, at, path, depth + 1, whole, see)),
    );
  }
  return see(bytes, Type.missing, 0);
}

/** The value a path leads to through documents (and places in arrays), or undefined. */
export function valueAt(bytes, path) {
  let [type, at] = [Type.document, 0];
  for (const { name } of path) {
    const place = type === Type.document || type === Type.array ? locate(bytes, at, name) : -1;
    if (place < 0) {
      return undefined;
    }
    [type, at] = [bytes[place], place + 2 + name.length];
  }
  return new Value(bytes, type, at);
}

/** The keys of one field in an index or a sort order, and at which depth of the path an array multiplied them (-1: none). */
function keysAt(bytes, path) {
  const keys = [];
  let spread = -1;
  const enter = (type, at, depth, nested) => {
    if (type === Type.array && !nested) {
      spread = spread < 0 ? depth : spread;
      const before = keys.length;
      let index = 0;
      items(bytes, at, (type, at) => {
        if (depth === path.length || path[depth].place < 0) {
          enter(type, at, depth, true);
        } else if (path[depth].place === index) {
          enter(type, at, depth + 1, false);
        }
        index++;
      });
      if (keys.length === before) {
        keys.push(depth === path.length ? emptyKey : nullKey);
      }
    } else if (depth === path.length) {
      keys.push(keyOf(bytes, type, at));
    } else {
      const place = type === Type.document ? locate(bytes, at, path[depth].name) : -1;
      place < 0 ? keys.push(undefined) : enter(bytes[place], place + 2 + path[depth].name.length, depth + 1, false);
    }
  };
  enter(Type.document, 0, 0, false);
  return { keys, spread };
}

/** The keys of a document for fields [{ path, down }]: one, or several where arrays are met; `missing` if it has none of the fields. */
export function indexKeys(bytes, fields) {
  let combined = [""];
  let [missing, array, arrays] = [true, undefined, undefined];
  for (const { path, down } of fields) {
    const { keys, spread } = keysAt(bytes, path);
    missing &&= keys.length === 1 && keys[0] === undefined;
    const own = keys.map((key) => (down ? descending(key ?? nullKey) : key ?? nullKey));
    if (spread < 0) {
      combined = combined.map((head) => head + own[0]);
      continue;
    }
    const met = path.slice(0, spread).map((part) => part.text).join(".");
    if (array === undefined) {
      combined = own.map((key) => combined[0] + key);
      arrays = own.length;
    } else if (met === array && own.length === arrays) {
      combined = combined.map((head, i) => head + own[i]); // two fields of the elements of one array
    } else {
      throw new Refusal(171, `cannot index parallel arrays [${path.at(-1).text}] [${array}]`);
    }
    array ??= met;
  }
  return { keys: combined.length > 1 ? [...new Set(combined)] : combined, missing, multiple: array !== undefined };
}

/** The text by which documents are sorted: of an array its smallest element, or its largest when descending. */
export function sortKey(bytes, fields) {
  let text = "";
  for (const { path, down } of fields) {
    const keys = keysAt(bytes, path).keys.map((key) => key ?? nullKey);
    const chosen = keys.reduce((best, key) => ((down ? key > best : key < best) ? key : best));
    text += down ? descending(chosen) : chosen;
  }
  return text;
}

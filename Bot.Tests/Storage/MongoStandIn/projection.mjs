// Fields in or out of a document without decoding it; what is more than that (computed fields, $slice, $elemMatch) goes through mingo.
import { find } from "mingo";
import { Bytes } from "./bytes.mjs";
import { decode, each, encode, plain, sizeOf, Type, Value, write } from "./bson.mjs";

/** A projection document as a function of a document's bytes. */
export function projection(document) {
  if (!document || document.length === 5) {
    return (bytes) => bytes;
  }
  const tree = new Map();
  let simple = true;
  const modes = new Set();
  let id;
  each(document, 0, (type, name, at) => {
    const value = decode(document, type, at);
    if (typeof value !== "number" && typeof value !== "boolean") {
      simple = false;
    } else if (name === "_id") {
      id = Boolean(value);
    } else {
      modes.add(Boolean(value));
      plant(tree, name.split("."));
    }
  });
  if (!simple || modes.size > 1) {
    const wanted = plain(document);
    return (bytes) => encode(find([plain(bytes)], {}, wanted).next());
  }
  const including = modes.size === 1 ? modes.has(true) : id === true;
  if (including ? id !== false : id === false) {
    tree.set("_id", undefined);
  }
  return (bytes) => {
    const out = new Bytes();
    cut(out, bytes, 0, tree, including, false);
    return out.toBuffer();
  };
}

function plant(tree, [name, ...rest]) {
  if (rest.length === 0) {
    tree.set(name, undefined);
  } else {
    const below = tree.get(name) ?? new Map();
    tree.set(name, below);
    plant(below, rest);
  }
}

function cut(out, bytes, start, tree, including, inArray) {
  write(out, () => {
    each(bytes, start, (type, name, at) => {
      const named = !inArray && tree.has(name);
      const below = inArray ? tree : tree.get(name);
      if (below && (type === Type.document || type === Type.array)) {
        out.byte(type);
        out.cstring(name);
        cut(out, bytes, at, below, including, type === Type.array);
      } else if (below || inArray ? !including : named === including) {
        copy(out, new Value(bytes, type, at), name);
      }
    });
  });
}

function copy(out, { bytes, type, at }, name) {
  out.byte(type);
  out.cstring(name);
  out.copy(bytes, at, at + sizeOf(bytes, type, at));
}

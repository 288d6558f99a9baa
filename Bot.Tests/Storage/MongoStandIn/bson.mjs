// Documents stay the bytes they came as, so that every type comes back as it was written. Here is what reads them in place.
import { Binary, Decimal128, deserialize, Long, ObjectId, serialize, Timestamp } from "bson";
import { Bytes } from "./bytes.mjs";

export const Type = {
  missing: 0, double: 1, string: 2, document: 3, array: 4, binary: 5, undefined: 6, objectId: 7, boolean: 8, date: 9, null: 10, regex: 11,
  pointer: 12, code: 13, symbol: 14, codeWithScope: 15, int32: 16, timestamp: 17, int64: 18, decimal: 19, maxKey: 127, minKey: 255,
};

/** The largest document the server takes. */
export const largest = 16 * 1024 * 1024;

/** How many bytes the value at this place takes. */
export function sizeOf(bytes, type, at) {
  switch (type) {
    case Type.double: case Type.date: case Type.timestamp: case Type.int64: return 8;
    case Type.string: case Type.code: case Type.symbol: return 4 + bytes.readInt32LE(at);
    case Type.document: case Type.array: case Type.codeWithScope: return bytes.readInt32LE(at);
    case Type.binary: return 5 + bytes.readInt32LE(at);
    case Type.undefined: case Type.null: case Type.maxKey: case Type.minKey: return 0;
    case Type.objectId: return 12;
    case Type.boolean: return 1;
    case Type.int32: return 4;
    case Type.decimal: return 16;
    case Type.regex: return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1 - at;
    case Type.pointer: return 16 + bytes.readInt32LE(at);
    default: throw new Error(`BSON type ${type} at ${at}`);
  }
}

/** Calls see(type, name, at) for each element of the document at this place, until it answers true. */
export function each(bytes, start, see) {
  let place = start + 4;
  for (let type = bytes[place]; type !== 0; type = bytes[place]) {
    const end = bytes.indexOf(0, place + 1);
    if (see(type, bytes.utf8Slice(place + 1, end), end + 1) === true) {
      return true;
    }
    place = end + 1 + sizeOf(bytes, type, end + 1);
  }
  return false;
}

/** The same for the items of an array, without their names: see(type, at). */
export function items(bytes, start, see) {
  let place = start + 4;
  for (let type = bytes[place]; type !== 0; type = bytes[place]) {
    let at = place + 1;
    while (bytes[at++] !== 0);
    if (see(type, at) === true) {
      return true;
    }
    place = at + sizeOf(bytes, type, at);
  }
  return false;
}

/** The place of the element with this name (its bytes) in the document at `start`, or -1. Its value is name.length + 2 further. */
export function locate(bytes, start, name) {
  const length = name.length;
  let place = start + 4;
  for (let type = bytes[place]; type !== 0; type = bytes[place]) {
    let same = 0;
    while (same < length && bytes[place + 1 + same] === name[same]) {
      same++;
    }
    let end = place + 1 + same;
    if (same === length && bytes[end] === 0) {
      return place;
    }
    while (bytes[end] !== 0) {
      end++;
    }
    place = end + 1 + sizeOf(bytes, type, end + 1);
  }
  return -1;
}

/** One value inside of a document, kept as its bytes. */
export class Value {
  constructor(bytes, type, at) {
    this.bytes = bytes;
    this.type = type;
    this.at = at;
  }

  get end() {
    return this.at + sizeOf(this.bytes, this.type, this.at);
  }
}

const idName = Buffer.from("_id");

/** The document's _id, or undefined. */
export function idOf(document) {
  const place = locate(document, 0, idName);
  return place < 0 ? undefined : new Value(document, document[place], place + 5);
}

/** The document with its _id as the first field, as the server stores it. */
export function idFirst(document, id) {
  if (document[4] === id.type && document[5] === 95 && locate(document, 0, idName) === 4) {
    return Buffer.from(document);
  }
  const out = new Bytes();
  write(out, () => {
    element(out, "_id", id);
    each(document, 0, (type, name, at) => {
      if (name !== "_id") {
        element(out, name, new Value(document, type, at));
      }
    });
  });
  return out.toBuffer();
}

/** A value as a JavaScript one; documents inside stay bytes (Buffer), arrays become arrays. */
export function decode(bytes, type, at) {
  switch (type) {
    case Type.double: return bytes.readDoubleLE(at);
    case Type.string: case Type.symbol: return bytes.utf8Slice(at + 4, at + 3 + bytes.readInt32LE(at));
    case Type.document: return bytes.subarray(at, at + bytes.readInt32LE(at));
    case Type.array: {
      const decoded = [];
      items(bytes, at, (type, at) => void decoded.push(decode(bytes, type, at)));
      return decoded;
    }
    case Type.binary: return new Binary(Buffer.from(bytes.subarray(at + 5, at + 5 + bytes.readInt32LE(at))), bytes[at + 4]);
    case Type.objectId: return new ObjectId(Buffer.from(bytes.subarray(at, at + 12)));
    case Type.boolean: return bytes[at] === 1;
    case Type.date: return new Date(Number(bytes.readBigInt64LE(at)));
    case Type.null: return null;
    case Type.int32: return bytes.readInt32LE(at);
    case Type.timestamp: return new Timestamp({ t: bytes.readUInt32LE(at + 4), i: bytes.readUInt32LE(at) });
    case Type.int64: return Number(bytes.readBigInt64LE(at));
    case Type.decimal: return new Decimal128(Buffer.from(bytes.subarray(at, at + 16)));
    case Type.regex: {
      const middle = bytes.indexOf(0, at);
      return { pattern: bytes.utf8Slice(at, middle), flags: bytes.utf8Slice(middle + 1, bytes.indexOf(0, middle + 1)) };
    }
    default: return undefined;
  }
}

/** The fields of a document, decoded one level deep. */
export function fields(document) {
  const result = Object.create(null);
  each(document, 0, (type, name, at) => {
    result[name] = decode(document, type, at);
  });
  return result;
}

/** The document as plain JavaScript, for mingo: every number a number. */
export const plain = (document) => deserialize(document, { promoteBuffers: false, bsonRegExp: false });

/** The same of some of its fields only. */
export function plainOf(document, names) {
  const result = {};
  each(document, 0, (type, name, at) => {
    if (names.has(name)) {
      const inside = type === Type.document || type === Type.array ? plain(document.subarray(at, at + sizeOf(document, type, at))) : undefined;
      result[name] = type === Type.array ? Object.values(inside) : (inside ?? decode(document, type, at));
    }
  });
  return result;
}

/** The document with a wrapper around each number, so that writing it again keeps the types. */
export const typed = (document) => deserialize(document, { promoteValues: false, promoteBuffers: false, bsonRegExp: true });

/** Writes a document's frame around what `inside` writes. */
export function write(out, inside) {
  const start = out.length;
  out.int32(0);
  inside();
  out.byte(0);
  out.buffer.writeInt32LE(out.length - start, start);
}

function head(out, type, name) {
  out.byte(type);
  out.cstring(name);
}

/** Writes one element. A Buffer is a document's bytes; whole numbers become int32 or int64. */
export function element(out, name, value) {
  if (value instanceof Value) {
    head(out, value.type, name);
    out.copy(value.bytes, value.at, value.end);
  } else if (Buffer.isBuffer(value)) {
    head(out, Type.document, name);
    out.copy(value);
  } else if (typeof value === "string") {
    head(out, Type.string, name);
    out.string(value);
  } else if (typeof value === "number") {
    number(out, name, value);
  } else if (typeof value === "bigint") {
    head(out, Type.int64, name);
    out.int64(value);
  } else if (typeof value === "boolean") {
    head(out, Type.boolean, name);
    out.byte(value ? 1 : 0);
  } else if (value === null) {
    head(out, Type.null, name);
  } else if (value instanceof Timestamp) {
    head(out, Type.timestamp, name);
    out.uint32(value.i);
    out.uint32(value.t);
  } else if (value instanceof Date) {
    head(out, Type.date, name);
    out.int64(BigInt(value.getTime()));
  } else if (Array.isArray(value)) {
    head(out, Type.array, name);
    write(out, () => value.forEach((item, index) => element(out, String(index), item === undefined ? null : item)));
  } else if (value instanceof RegExp || value?._bsontype) {
    out.copy(serialize({ [name]: value }).subarray(4, -1));
  } else if (value !== undefined) {
    head(out, Type.document, name);
    write(out, () => members(out, value));
  }
}

function number(out, name, value) {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    const small = value === (value | 0);
    head(out, small ? Type.int32 : Type.int64, name);
    small ? out.int32(value) : out.int64(BigInt(value));
  } else {
    head(out, Type.double, name);
    out.double(value);
  }
}

function members(out, object) {
  for (const name in object) {
    element(out, name, object[name]);
  }
}

const out = new Bytes();

/** A plain object as a document's bytes. */
export function encode(object) {
  out.length = 0;
  write(out, () => members(out, object));
  return out.toBuffer();
}

export { Binary, Long, ObjectId, Timestamp };

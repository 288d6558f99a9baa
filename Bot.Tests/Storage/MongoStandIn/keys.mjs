// A value as a text of bytes whose plain order is MongoDB's order of values: by type class, numbers by value whatever their type,
// texts by their UTF-8 bytes. Such keys serve equality, comparison, sorting and indexes alike. No key begins another one.
import { Decimal128 } from "bson";
import { Bytes } from "./bytes.mjs";
import { each, Type } from "./bson.mjs";

/** The first byte of a key: values of different classes are never equal, and $lt and the like stay within one. */
export const Class = {
  minKey: 10, undefined: 15, null: 20, number: 30, string: 60, document: 70, array: 80, binary: 90, objectId: 100, boolean: 110, date: 120,
  timestamp: 130, regex: 140, pointer: 150, code: 160, codeWithScope: 170, maxKey: 240,
};

const out = new Bytes();
const scratch = Buffer.alloc(8);

/** The key of one value. A missing one counts as null, as in indexes and when sorting. */
export function keyOf(bytes, type, at) {
  out.length = 0;
  append(bytes, type, at);
  return out.buffer.latin1Slice(0, out.length);
}

/** What an empty array leaves in an index. */
export const emptyKey = String.fromCharCode(Class.undefined);
export const nullKey = String.fromCharCode(Class.null);
export const notANumber = String.fromCharCode(Class.number, 0);

/** The key turned round, for a descending field of an index. */
export function descending(key) {
  const bytes = Buffer.from(key, "latin1");
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] ^= 0xff;
  }
  return bytes.latin1Slice();
}

/** The first text after every one that begins with this key. */
export const after = (key) => key.slice(0, -1) + String.fromCharCode(key.charCodeAt(key.length - 1) + 1);

function append(bytes, type, at) {
  switch (type) {
    case Type.missing: case Type.null: return out.byte(Class.null);
    case Type.undefined: return out.byte(Class.undefined);
    case Type.minKey: return out.byte(Class.minKey);
    case Type.maxKey: return out.byte(Class.maxKey);
    case Type.int32: return double(bytes.readInt32LE(at));
    case Type.double: return double(bytes.readDoubleLE(at));
    case Type.int64: return int64(bytes.readBigInt64LE(at));
    case Type.decimal: return decimal(new Decimal128(Buffer.from(bytes.subarray(at, at + 16))).toString());
    case Type.string: case Type.symbol: return text(Class.string, bytes, at + 4, at + 3 + bytes.readInt32LE(at));
    case Type.code: return text(Class.code, bytes, at + 4, at + 3 + bytes.readInt32LE(at));
    case Type.document: return document(Class.document, bytes, at);
    case Type.array: return document(Class.array, bytes, at);
    case Type.binary: return binary(bytes, at);
    case Type.objectId:
      out.byte(Class.objectId);
      return out.copy(bytes, at, at + 12);
    case Type.boolean:
      out.byte(Class.boolean);
      return out.byte(bytes[at]);
    case Type.date:
      out.byte(Class.date);
      return reversed(bytes, at, 0x80);
    case Type.timestamp:
      out.byte(Class.timestamp);
      return reversed(bytes, at, 0);
    case Type.regex: {
      const middle = bytes.indexOf(0, at);
      text(Class.regex, bytes, at, middle);
      return text(Class.regex, bytes, middle + 1, bytes.indexOf(0, middle + 1));
    }
    default: throw new Error(`no order for BSON type ${type}`);
  }
}

function reversed(bytes, at, flip) {
  for (let i = 7; i >= 0; i--) {
    out.byte(i === 7 ? bytes[at + i] ^ flip : bytes[at + i]);
  }
}

// A zero inside of a text is written as 0 255, its end as 0 0.
function text(kind, bytes, start, end) {
  out.byte(kind);
  let from = start;
  for (let zero = bytes.indexOf(0, from); zero >= 0 && zero < end; zero = bytes.indexOf(0, from)) {
    out.copy(bytes, from, zero + 1);
    out.byte(255);
    from = zero + 1;
  }
  out.copy(bytes, from, end);
  out.byte(0);
  out.byte(0);
}

// Field by field: the class of the value, then the name, then the value.
function document(kind, bytes, at) {
  out.byte(kind);
  each(bytes, at, (type, name, value) => {
    const start = out.length;
    append(bytes, type, value);
    if (kind === Class.document) {
      const own = Buffer.from(out.buffer.subarray(start + 1, out.length));
      out.length = start + 1;
      out.cstring(name);
      out.copy(own);
    }
  });
  out.byte(0);
}

function binary(bytes, at) {
  const length = bytes.readInt32LE(at);
  out.byte(Class.binary);
  out.reserve(4);
  out.length = out.buffer.writeUInt32BE(length, out.length);
  out.copy(bytes, at + 4, at + 5 + length);
}

const Sign = { nan: 0, negative: 1, zero: 2, positive: 3 };

// A number is its sign, the nearest double not above its magnitude, and what is left beyond that double.
function double(value) {
  out.byte(Class.number);
  if (value === 0 || Number.isNaN(value)) {
    out.byte(value === 0 ? Sign.zero : Sign.nan);
  } else {
    magnitude(value < 0, Math.abs(value), 0n, 0);
  }
}

function magnitude(negative, whole, rest, exponent) {
  out.byte(negative ? Sign.negative : Sign.positive);
  const start = out.length;
  out.reserve(8);
  out.length = out.buffer.writeDoubleBE(whole, out.length);
  remainder(rest, exponent);
  if (negative) {
    for (let i = start; i < out.length; i++) {
      out.buffer[i] ^= 0xff;
    }
  }
}

// rest × 10^exponent, in an order-keeping way: the power of its first digit, then its digits.
function remainder(rest, exponent) {
  if (rest === 0n) {
    return out.byte(0);
  }
  const digits = rest.toString();
  out.byte(1);
  out.reserve(2);
  out.length = out.buffer.writeUInt16BE(exponent + digits.length + 20000, out.length);
  out.cstring(digits.replace(/0+$/, ""));
}

function int64(value) {
  const size = value < 0n ? -value : value;
  if (size <= 9007199254740992n) {
    return double(Number(value));
  }
  let whole = Number(size);
  if (BigInt(whole) > size) {
    whole = before(whole);
  }
  out.byte(Class.number);
  magnitude(value < 0n, whole, size - BigInt(whole), 0);
}

function before(value) {
  scratch.writeDoubleBE(value);
  scratch.writeBigUInt64BE(scratch.readBigUInt64BE() - 1n);
  return scratch.readDoubleBE();
}

function decimal(written) {
  const [, minus, digits, fraction = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(written) ?? [];
  if (digits === undefined) {
    return double(written === "NaN" ? NaN : written.startsWith("-") ? -Infinity : Infinity);
  }
  const [coefficient, exponent] = [BigInt(digits + fraction), Number(power) - fraction.length];
  if (coefficient === 0n) {
    return double(0);
  }
  let whole = Math.min(Number(`${coefficient}e${exponent}`), Number.MAX_VALUE);
  let rest = beyond(coefficient, exponent, whole);
  if (rest.coefficient < 0n) {
    whole = before(whole);
    rest = beyond(coefficient, exponent, whole);
  }
  out.byte(Class.number);
  magnitude(minus === "-", whole, rest.coefficient, rest.exponent);
}

// coefficient × 10^exponent − whole, exactly: a double is a whole number times a power of two, and 2^-n = 5^n × 10^-n.
function beyond(coefficient, exponent, whole) {
  scratch.writeDoubleBE(whole);
  const bits = scratch.readBigUInt64BE();
  const power = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (power === 0 ? 0n : 0x10000000000000n);
  const shift = Math.max(power, 1) - 1075;
  const [mine, mineExponent] = shift >= 0 ? [mantissa << BigInt(shift), 0] : [mantissa * 5n ** BigInt(-shift), shift];
  const common = Math.min(exponent, mineExponent);
  return {
    coefficient: coefficient * 10n ** BigInt(exponent - common) - mine * 10n ** BigInt(mineExponent - common),
    exponent: common,
  };
}

// What the server answers when it refuses, by MongoDB's numbers and names.

const names = {
  2: "BadValue", 9: "FailedToParse", 13: "Unauthorized", 14: "TypeMismatch", 17: "ProtocolError", 18: "AuthenticationFailed",
  20: "IllegalOperation", 26: "NamespaceNotFound", 27: "IndexNotFound", 39: "FileStreamFailed", 40: "ConflictingUpdateOperators",
  43: "CursorNotFound", 48: "NamespaceExists", 50: "MaxTimeMSExpired", 52: "DollarPrefixedFieldName", 53: "InvalidIdField",
  59: "CommandNotFound", 66: "ImmutableField", 67: "CannotCreateIndex", 72: "InvalidOptions", 73: "InvalidNamespace", 85: "IndexOptionsConflict",
  86: "IndexKeySpecsConflict", 91: "ShutdownInProgress", 112: "WriteConflict", 117: "ConflictingOperationInProgress", 171: "CannotIndexParallelArrays",
  189: "PrimarySteppedDown", 206: "NoSuchSession", 222: "CloseChangeStream", 225: "TransactionTooOld", 237: "CursorKilled", 238: "NotImplemented",
  251: "NoSuchTransaction", 256: "TransactionCommitted", 262: "ExceededTimeLimit", 263: "OperationNotSupportedInTransaction", 286: "ChangeStreamHistoryLost",
  334: "MechanismUnavailable", 352: "UnsupportedOpQueryCommand", 10107: "NotWritablePrimary", 10334: "BSONObjectTooLarge", 11000: "DuplicateKey",
  11600: "InterruptedAtShutdown", 11602: "InterruptedDueToReplStateChange", 13435: "NotPrimaryNoSecondaryOk", 13436: "NotPrimaryOrSecondary",
  14031: "OutOfDiskSpace",
};

/** An answer with ok: 0, or one of the writeErrors of a batch. */
export class Refusal extends Error {
  constructor(code, message, { labels = [], ...extra } = {}) {
    super(message);
    this.code = code;
    this.labels = labels;
    this.extra = extra;
  }

  get codeName() {
    return names[this.code] ?? `Location${this.code}`;
  }
}

/** What a transaction gets that wrote what another one has written. */
export const writeConflict = () =>
  new Refusal(112, "WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.");

/** A write outside transactions met an open transaction's: it waits for its end and starts again. */
export class Busy extends Error {
  constructor(transaction) {
    super("busy");
    this.transaction = transaction;
  }
}

// The codes on which drivers repeat a write; the server says so by a label (since 4.4).
export const retryable = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

// The codes that make a transaction worth trying again as a whole.
export const transient = new Set([24, 112, 246, 251, 267]);

// What a driver asks before, beside and after the work: who are you, who am I, are you alive.
import { ObjectId } from "bson";
import { Refusal } from "./errors.mjs";
import { largest } from "./bson.mjs";

const versions = { 6: "3.6.23", 7: "4.0.28", 8: "4.2.24", 9: "4.4.29", 13: "5.0.31", 17: "6.0.20", 21: "7.0.16", 25: "8.0.4" };
const termId = new ObjectId("7fffffff0000000000000001");

const readActions = ["changeStream", "collStats", "dbHash", "dbStats", "find", "killCursors", "listCollections", "listIndexes"];
const writeActions = ["createCollection", "createIndex", "dropCollection", "dropIndex", "insert", "remove", "update"];

function hello(context) {
  const { options, connection, fields } = context;
  if (fields.client) {
    connection.appName = context.inside(fields.client, "application").name;
  }
  const address = `${options.host}:${options.port}`;
  const member = options.set === "none" ? {} : {
    setName: options.set, setVersion: 1, secondary: false, hosts: [address], primary: address, me: address, electionId: termId,
    lastWrite: { opTime: { ts: context.store.clock.now, t: 1n }, lastWriteDate: new Date() },
  };
  return {
    helloOk: true,
    [/hello/i.test(context.name) ? "isWritablePrimary" : "ismaster"]: true,
    ...member,
    maxBsonObjectSize: largest,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.number,
    minWireVersion: 0,
    maxWireVersion: options.wire,
    readOnly: false,
    ...(fields.saslSupportedMechs ? { saslSupportedMechs: ["SCRAM-SHA-256"] } : {}),
  };
}

function connectionStatus({ options, connection, fields }) {
  const role = options.readOnly ? "readAnyDatabase" : "root";
  const actions = options.readOnly ? readActions : [...readActions, ...writeActions];
  const known = connection.user !== undefined;
  return {
    authInfo: {
      authenticatedUsers: known ? [{ user: connection.user, db: "admin" }] : [],
      authenticatedUserRoles: known ? [{ role, db: "admin" }] : [],
      ...(fields.showPrivileges ? { authenticatedUserPrivileges: known ? [{ resource: { db: "", collection: "" }, actions: actions.sort() }] : [] } : {}),
    },
  };
}

export const administration = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: () => ({}),
  buildInfo: ({ options }) => {
    const version = versions[options.wire] ?? "8.0.4";
    return { version, versionArray: [...version.split(".").map(Number), 0], maxBsonObjectSize: largest, bits: 64, debug: false, modules: [], storageEngines: ["wiredTiger"] };
  },
  buildinfo: (context) => administration.buildInfo(context),
  connectionStatus,
  serverStatus: ({ counts, options }) => ({
    host: `${options.host}:${options.port}`,
    version: versions[options.wire] ?? "8.0.4",
    process: "mongod",
    metrics: { commands: Object.fromEntries([...counts].map(([name, total]) => [name, { total }])) },
  }),
  endSessions({ cursors, sessions, fields, sessionKeyOf }) {
    for (const session of fields.endSessions) {
      sessions.end(sessionKeyOf(session));
      cursors.endSession(sessionKeyOf(session));
    }
    return {};
  },
  killSessions: (context) => administration.endSessions({ ...context, fields: { endSessions: context.fields.killSessions } }),
  refreshSessions: () => ({}),
  commitTransaction(context) {
    context.wroteAt = context.sessions.commit(context.session);
    return {};
  },
  abortTransaction({ sessions, session }) {
    sessions.abort(session);
    return {};
  },
  configureFailPoint: ({ failPoints, command }) => failPoints.configure(command),
  saslStart({ scram, fields, connection }) {
    if (!scram) {
      throw new Refusal(18, "Authentication failed.");
    }
    connection.skipsEmptyExchange = fields.options ? true : false;
    return scram.start(fields, connection);
  },
  saslContinue: ({ scram, fields, connection, database }) => scram.continue(fields, connection, database),
  replSetGetStatus({ options, store }) {
    if (options.set === "none") {
      throw new Refusal(76, "not running with --replSet");
    }
    return { set: options.set, myState: 1, term: 1n, date: new Date(), members: [{ _id: 0, name: `${options.host}:${options.port}`, health: 1, state: 1, stateStr: "PRIMARY", self: true }], optimes: { lastCommittedOpTime: { ts: store.clock.now, t: 1n } } };
  },
};

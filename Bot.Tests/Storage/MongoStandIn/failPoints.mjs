import { fields, plain } from "./bson.mjs";
import { Refusal } from "./errors.mjs";

/**
 * configureFailPoint: "failCommand", as MongoDB's own test suites use it: mode "off", "alwaysOn", { times } or { skip }; data with
 * failCommands, errorCode, errorLabels, closeConnection, blockConnection with blockTimeMS, writeConcernError, appName.
 * Beyond MongoDB's: data.after, for commands that are executed and whose answer is then lost or replaced.
 */
export class FailPoints {
  point = undefined;
  met = 0;

  configure(command) {
    const { configureFailPoint: name, mode, data } = fields(command);
    if (name !== "failCommand") {
      throw new Refusal(2, `the stand-in knows failCommand only, not ${name}`);
    }
    const { times = Infinity, skip = 0 } = Buffer.isBuffer(mode) ? plain(mode) : {};
    const count = this.met;
    this.point = mode === "off" ? undefined : { times, skip, ...plain(data) };
    this.met = 0;
    return { count };
  }

  /** What is to happen to this command, if anything. */
  meets(name, connection) {
    const { point } = this;
    if (!point?.failCommands?.includes(name) || (point.appName && point.appName !== connection.appName)) {
      return undefined;
    }
    if (point.skip > 0) {
      point.skip--;
      return undefined;
    }
    this.met++;
    if (--point.times <= 0) {
      this.point = undefined;
    }
    return point;
  }
}

import { earlier } from "./clock.mjs";
import { Refusal } from "./errors.mjs";

/** The newest changes in the order of their commits, as change streams read them. */
export class Oplog {
  entries = [];
  first = 0; // the number of entries[0]; every change has one
  waiting = new Set();

  constructor(limit, since) {
    this.limit = limit;
    this.since = since; // what happened before is not here
  }

  get end() {
    return this.first + this.entries.length;
  }

  /** Each change: { time, inTransaction: place among the changes of its commit, kind, database, collection, uuid, id, bytes, description }. */
  append(changes) {
    for (const change of changes) {
      this.entries.push(change);
    }
    if (this.entries.length > this.limit * 1.25) {
      const gone = this.entries.splice(0, this.entries.length - this.limit);
      this.first += gone.length;
      this.since = gone.at(-1).time;
    }
    const woken = [...this.waiting];
    this.waiting.clear();
    woken.forEach((wake) => wake());
  }

  /** Changes of an earlier run, from its journal. */
  replay(changes) {
    if (this.end === 0 && changes.length > 0) {
      this.since = changes[0].time;
    }
    this.append(changes);
  }

  at(number) {
    return this.entries[number - this.first];
  }

  /** The number of the first change at this time or later; with `past` it does not matter whether those at that very time are still here. */
  from(time, past = false) {
    if (earlier(time, this.since) || (this.first > 0 && !past && !earlier(this.since, time))) {
      throw new Refusal(286, "Resume of change stream was not possible, as the resume point may no longer be in the oplog.", {
        labels: ["NonResumableChangeStreamError"],
      });
    }
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (earlier(this.entries[middle].time, time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.first + low;
  }

  /** Ends at the next change, or after that many milliseconds. */
  next(milliseconds) {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiting.add(wake);
    });
  }
}

import { Timestamp } from "bson";

/** The cluster time: seconds and an ordinal, later with every commit. */
export class Clock {
  seconds = Math.floor(Date.now() / 1000);
  ordinal = 1;

  tick() {
    const now = Math.floor(Date.now() / 1000);
    [this.seconds, this.ordinal] = now > this.seconds ? [now, 1] : [this.seconds, this.ordinal + 1];
    return this.now;
  }

  get now() {
    return new Timestamp({ t: this.seconds, i: this.ordinal });
  }

  /** A time met elsewhere (a journal, another server's answer): ours is not before it. */
  notBefore({ t, i }) {
    if (t > this.seconds || (t === this.seconds && i > this.ordinal)) {
      [this.seconds, this.ordinal] = [t, i];
    }
  }

  /** The newest time; like the server's no-op every ten seconds, it moves on although nothing is written. */
  get moving() {
    return Date.now() / 1000 - this.seconds >= 10 ? this.tick() : this.now;
  }
}

export const earlier = (one, other) => one.t < other.t || (one.t === other.t && one.i < other.i);

/** Bytes written one after the other into a buffer that grows. */
export class Bytes {
  buffer = Buffer.allocUnsafe(4096);
  length = 0;

  reserve(more) {
    const needed = this.length + more;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
  }

  byte(value) {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  int32(value) {
    this.reserve(4);
    this.length = this.buffer.writeInt32LE(value, this.length);
  }

  uint32(value) {
    this.reserve(4);
    this.length = this.buffer.writeUInt32LE(value, this.length);
  }

  int64(value) {
    this.reserve(8);
    this.length = this.buffer.writeBigInt64LE(value, this.length);
  }

  double(value) {
    this.reserve(8);
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  copy(bytes, start = 0, end = bytes.length) {
    this.reserve(end - start);
    this.length += bytes.copy(this.buffer, this.length, start, end);
  }

  /** The text in UTF-8 and a zero. */
  cstring(text) {
    this.reserve(text.length * 3 + 1);
    this.length += this.buffer.write(text, this.length);
    this.buffer[this.length++] = 0;
  }

  /** Length, text in UTF-8 and a zero. */
  string(text) {
    const start = this.length;
    this.int32(0);
    this.cstring(text);
    this.buffer.writeInt32LE(this.length - start - 4, start);
  }

  /** A copy of what was written. */
  toBuffer() {
    return Buffer.from(this.buffer.subarray(0, this.length));
  }
}

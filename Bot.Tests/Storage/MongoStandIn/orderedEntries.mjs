const largest = 512;

/** The entries of an index, (key, record) in order of key and then of record number, in chunks so that inserting stays cheap. */
export class OrderedEntries {
  chunks = [{ keys: [], records: [] }];
  size = 0;

  add(key, record) {
    const [c, i] = this.place(key, record.number);
    const chunk = this.chunks[c];
    chunk.keys.splice(i, 0, key);
    chunk.records.splice(i, 0, record);
    this.size++;
    if (chunk.keys.length > largest) {
      // Ascending inserts leave full chunks behind.
      const middle = i === largest ? largest - 8 : largest / 2;
      this.chunks.splice(c + 1, 0, { keys: chunk.keys.splice(middle), records: chunk.records.splice(middle) });
    }
  }

  remove(key, record) {
    const [c, i] = this.place(key, record.number);
    const chunk = this.chunks[c];
    if (chunk.records[i] === record && chunk.keys[i] === key) {
      chunk.keys.splice(i, 1);
      chunk.records.splice(i, 1);
      this.size--;
      if (chunk.keys.length === 0 && this.chunks.length > 1) {
        this.chunks.splice(c, 1);
      }
    }
  }

  /** The entries from `low` to before `high`, either of them undefined for no bound. Nothing may be written meanwhile. */
  *range(low, high, backwards = false) {
    const [firstChunk, first] = low === undefined ? [0, 0] : this.place(low, -1);
    const [lastChunk, last] = high === undefined ? [this.chunks.length - 1, this.chunks.at(-1).keys.length] : this.place(high, -1);
    if (backwards) {
      for (let c = lastChunk; c >= firstChunk; c--) {
        const { keys, records } = this.chunks[c];
        for (let i = (c === lastChunk ? last : keys.length) - 1; i >= (c === firstChunk ? first : 0); i--) {
          yield { key: keys[i], record: records[i] };
        }
      }
    } else {
      for (let c = firstChunk; c <= lastChunk; c++) {
        const { keys, records } = this.chunks[c];
        for (let i = c === firstChunk ? first : 0, end = c === lastChunk ? last : keys.length; i < end; i++) {
          yield { key: keys[i], record: records[i] };
        }
      }
    }
  }

  /** How many entries the range holds. */
  count(low, high) {
    const [firstChunk, first] = low === undefined ? [0, 0] : this.place(low, -1);
    const [lastChunk, last] = high === undefined ? [this.chunks.length - 1, this.chunks.at(-1).keys.length] : this.place(high, -1);
    let between = last - first;
    for (let c = firstChunk; c < lastChunk; c++) {
      between += this.chunks[c].keys.length;
    }
    return Math.max(0, between);
  }

  // The chunk and the place in it of the first entry that is not before (key, number).
  place(key, number) {
    let [low, high] = [0, this.chunks.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { keys, records } = this.chunks[middle];
      const end = keys.length - 1;
      if (keys[end] < key || (keys[end] === key && records[end].number < number)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const chunk = low;
    const { keys, records } = this.chunks[chunk];
    [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key || (keys[middle] === key && records[middle].number < number)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return [chunk, low];
  }
}

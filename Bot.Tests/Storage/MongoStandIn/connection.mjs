// The wire: OP_MSG both ways, and the OP_QUERY with which older drivers introduce themselves.
import { encode, fields } from "./bson.mjs";

const Op = { reply: 1, query: 2004, message: 2013 };
const Flag = { checksum: 1, moreToCome: 2 };
const largestMessage = 48_000_000;
let numbers = 0;

export class Connection {
  number = ++numbers;
  user = undefined;
  chunks = [];
  length = 0;
  turn = Promise.resolve();

  constructor(socket, commands) {
    this.socket = socket;
    this.commands = commands;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => this.receive(bytes));
  }

  receive(bytes) {
    this.chunks.push(bytes);
    this.length += bytes.length;
    while (this.length >= 4) {
      if (this.chunks[0].length < 4) {
        this.chunks = [Buffer.concat(this.chunks)];
      }
      const size = this.chunks[0].readInt32LE(0);
      if (size < 16 || size > largestMessage) {
        this.socket.destroy();
        return;
      }
      if (this.length < size) {
        return;
      }
      const all = this.chunks.length > 1 ? Buffer.concat(this.chunks) : this.chunks[0];
      const message = all.subarray(0, size);
      this.chunks = all.length > size ? [all.subarray(size)] : [];
      this.length -= size;
      this.turn = this.turn.then(() => this.take(message)).catch((problem) => {
        console.error(problem);
        this.socket.destroy();
      });
    }
  }

  async take(message) {
    const [id, op] = [message.readInt32LE(4), message.readInt32LE(12)];
    if (op === Op.message) {
      await this.message(id, message);
    } else if (op === Op.query) {
      await this.query(id, message);
    } else {
      this.socket.destroy();
    }
  }

  async message(id, message) {
    const flags = message.readUInt32LE(16);
    const end = message.length - (flags & Flag.checksum ? 4 : 0);
    const sequences = {};
    let command;
    for (let place = 20; place < end;) {
      const kind = message[place++];
      const size = message.readInt32LE(place);
      if (kind === 0) {
        command = message.subarray(place, place + size);
      } else {
        const nameEnd = message.indexOf(0, place + 4);
        sequences[message.utf8Slice(place + 4, nameEnd)] = documentsIn(message.subarray(nameEnd + 1, place + size));
      }
      place += size;
    }
    const answer = await this.commands.answer(command, sequences, this);
    if (answer === undefined) {
      this.socket.destroy();
    } else if (!(flags & Flag.moreToCome)) {
      this.send(id, Op.message, [Buffer.alloc(5), answer]);
    }
  }

  async query(id, message) {
    const nameEnd = message.indexOf(0, 20);
    const command = message.subarray(nameEnd + 9);
    const document = command.subarray(0, command.readInt32LE(0));
    const [name] = Object.keys(fields(document));
    const answer = /^(hello|ismaster)$/i.test(name)
      ? await this.commands.answer(document, { $db: "admin" }, this)
      : encode({ ok: 0, errmsg: `Unsupported OP_QUERY command: ${name}`, code: 352, codeName: "UnsupportedOpQueryCommand" });
    if (answer === undefined) {
      this.socket.destroy();
      return;
    }
    const head = Buffer.alloc(20);
    head.writeInt32LE(8, 0);
    head.writeInt32LE(1, 16);
    this.send(id, Op.reply, [head, answer]);
  }

  send(to, op, parts) {
    const head = Buffer.alloc(16);
    head.writeInt32LE(parts.reduce((sum, part) => sum + part.length, 16), 0);
    head.writeInt32LE(to, 8);
    head.writeInt32LE(op, 12);
    this.socket.write(Buffer.concat([head, ...parts]));
  }
}

function documentsIn(bytes) {
  const documents = [];
  for (let place = 0; place < bytes.length;) {
    const size = bytes.readInt32LE(place);
    documents.push(bytes.subarray(place, place + size));
    place += size;
  }
  return documents;
}

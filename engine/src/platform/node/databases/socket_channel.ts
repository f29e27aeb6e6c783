import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";
import type { Channel } from "../../../ecto/database/pglite_protocol.ts";

const HEADER = 4;

/** A channel over a socket: each message is its length in four bytes, then what the structured clone algorithm makes of it. */
export function socketChannel<Outgoing, Incoming>(socket: Socket): Channel<Outgoing, Incoming> {
  // What goes wrong with a socket ends it, and the end is what is told.
  socket.on("error", () => {});
  return {
    send(message) {
      const body = serialize(message);
      const header = Buffer.alloc(HEADER);
      header.writeUInt32BE(body.length);
      socket.write(Buffer.concat([header, body]));
    },
    listen(onMessage, onClose) {
      socket.on("data", messageReader(onMessage));
      if (socket.destroyed) queueMicrotask(onClose);
      else socket.once("close", onClose);
    },
    close() {
      // What was sent is delivered first; the other end has no say in when it is over.
      socket.end(() => socket.destroy());
    },
  };
}

/** Puts messages together from the pieces that they arrive in. */
function messageReader<Incoming>(onMessage: (message: Incoming) => void): (piece: Buffer) => void {
  let pieces: Buffer[] = [];
  let received = 0;
  let wanted = HEADER;
  return (piece) => {
    pieces.push(piece);
    received += piece.length;
    if (received < wanted) return;
    let rest = Buffer.concat(pieces);
    for (;;) {
      wanted = HEADER + (rest.length < HEADER ? 0 : rest.readUInt32BE());
      if (rest.length < wanted || wanted === HEADER) break;
      // A copy: values may refer to the memory that they are read from.
      onMessage(deserialize(Buffer.from(rest.subarray(HEADER, wanted))) as Incoming);
      rest = rest.subarray(wanted);
    }
    pieces = [rest];
    received = rest.length;
  };
}

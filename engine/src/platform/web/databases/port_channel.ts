import type { Channel } from "../../../ecto/database/pglite_protocol.ts";

/** A channel over a `MessagePort`. Not every browser tells that the other end is gone. */
export function portChannel<Outgoing, Incoming>(port: MessagePort): Channel<Outgoing, Incoming> {
  return {
    send: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.onmessage = ({ data }: MessageEvent<Incoming>) => onMessage(data);
      port.addEventListener("close", onClose);
    },
    close() {
      port.onmessage = null;
      port.close();
    },
  };
}

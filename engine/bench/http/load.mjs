// Load generator: keep-alive connections that each ask again as soon as they were answered. Run by the runner as a process of its own.
import { connect } from "node:net";

/**
 * @param {{ port: number, path: string, connections: number, milliseconds: number, cookie?: string, accept?: string }} options
 * @returns {Promise<{ requests: number, statuses: Record<string, number>, p50: number, p99: number, bytes: number }>}
 */
function load({ port, path, connections, milliseconds, cookie, accept = "*/*" }) {
  const head = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: ${accept}\r\nuser-agent: bench\r\n${cookie ? `cookie: ${cookie}\r\n` : ""}\r\n`;
  const request = Buffer.from(head);
  const latencies = [];
  const statuses = {};
  let bytes = 0;
  let open = connections;
  const end = performance.now() + milliseconds;
  return new Promise((resolve, reject) => {
    for (let i = 0; i < connections; i++) {
      const socket = connect(port, "127.0.0.1");
      socket.setNoDelay(true);
      let buffer = "";
      let asked = 0;
      const ask = () => {
        asked = performance.now();
        socket.write(request);
      };
      socket.on("connect", ask);
      socket.on("error", reject);
      socket.on("data", (data) => {
        buffer += data.latin1Slice();
        const headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        const length = /\r\ncontent-length: (\d+)/i.exec(buffer);
        const complete = length
          ? buffer.length >= headEnd + 4 + Number(length[1])
          : buffer.endsWith("0\r\n\r\n");
        if (!complete) return;
        const now = performance.now();
        latencies.push(now - asked);
        const status = buffer.slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        bytes += buffer.length;
        buffer = "";
        if (now < end) ask();
        else {
          socket.destroy();
          if (--open === 0) {
            latencies.sort((a, b) => a - b);
            const at = (share) => latencies[Math.floor((latencies.length - 1) * share)];
            resolve({ requests: latencies.length, statuses, p50: at(0.5), p99: at(0.99), bytes });
          }
        }
      });
    }
  });
}

process.on("disconnect", () => process.exit(0));
process.on("message", (options) => {
  load(options).then(
    (result) => process.send(result),
    (error) => process.send({ error: String(error) }),
  );
});

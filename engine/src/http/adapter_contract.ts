import { afterAll, beforeAll, describe } from "vitest";
import type { Handler, HttpAdapter } from "./adapter.ts";
import { type ContractServer, Served } from "./contract.fixture.ts";
import { describeFiles } from "./file_contract.ts";
import { describeRequestBodies } from "./request_body_contract.ts";
import { describeRequests } from "./request_contract.ts";
import { describeResponses } from "./response_contract.ts";

/**
 * The behaviour that every HTTP adapter has.
 *
 * @param start serves one handler; the suite changes what it does
 * @param protocol what the requests come by; default HTTP/1.1 without TLS
 */
export function describeHttpAdapter(
  name: string,
  start: (handler: Handler) => Promise<ContractServer>,
  protocol: Pick<HttpAdapter, "scheme" | "httpVersion"> = { scheme: "http", httpVersion: "HTTP/1.1" },
): void {
  describe(`http adapter: ${name}`, () => {
    const served = new Served();
    beforeAll(() => served.start(start));
    afterAll(() => served.server.stop());

    describeRequests(served, protocol);
    describeRequestBodies(served);
    describeResponses(served);
    describeFiles(served);
  });
}

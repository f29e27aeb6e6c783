export type {
  Handler,
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ResponseBody,
} from "./adapter.ts";
export { TestAdapter, type TestRequest } from "./test_adapter.ts";
export {
  handleWebRequest,
  type WebHandlerOptions,
  type WebRequest,
  type WebResponse,
} from "./worker_adapter.ts";

export { type ConnCaseOptions, type ConnFixtures, connCase } from "./conn_case.ts";
export {
  assertErrorSent,
  htmlResponse,
  jsonResponse,
  pathParams,
  redirectedParams,
  redirectedTo,
  response,
  responseContentType,
  type SentError,
  textResponse,
} from "./conn_response.ts";
export {
  buildConn,
  bypassThrough,
  connect,
  del,
  deleteReqCookie,
  deleteReqHeader,
  dispatch,
  get,
  head,
  initTestSession,
  options,
  patch,
  post,
  put,
  putReqCookie,
  putReqHeader,
  recycle,
  type TestBody,
  type TestParams,
  type TestTarget,
  trace,
} from "./conn_test.ts";
export { type DataCaseOptions, dataCase, errorsOn } from "./data_case.ts";
export { provideTestContext } from "./test_context.ts";

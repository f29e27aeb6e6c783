/**
 * Tests of applications: requests without a server, what became of them, and databases that a test has for itself.
 *
 * `connCase` makes a `test` function whose tests are given a conn. `get`, `post` and their siblings send it through the endpoint,
 * `htmlResponse`, `jsonResponse` and `redirectedTo` check the answer and give its body. A conn may be used again: its cookies are kept, as
 * a browser would. `dataCase` makes tests that use the database without requests.
 *
 * @example
 * const answered = await get(buildConn(router), "/posts/7");
 * textResponse(answered, 200); // "post 7"
 * @see Phoenix.ConnTest
 */
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

/** Where the container keeps it. */
export const framingFile = ".fledge/framing.cjs";

/**
 * Loaded into the development server: an application forbids other sites to frame it (`frame-ancestors`), but the preview is
 * such a frame. In the embedded sandbox the service worker leaves the directive out.
 */
export const framing = `
const { ServerResponse } = require("node:http");
const strip = (value) => typeof value !== "string" || !value.includes("frame-ancestors") ? value
  : value.split(";").filter((directive) => !/^\\s*frame-ancestors\\b/i.test(directive)).join(";");
const clean = (headers) => Array.isArray(headers)
  ? headers.map((item) => (Array.isArray(item) ? item.map(strip) : strip(item)))
  : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, strip(value)]));
const { writeHead, setHeader } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (status, ...rest) {
  return writeHead.call(this, status, ...rest.map((item) => (typeof item === "object" && item !== null ? clean(item) : item)));
};
ServerResponse.prototype.setHeader = function (name, value) {
  return setHeader.call(this, name, strip(value));
};
`;

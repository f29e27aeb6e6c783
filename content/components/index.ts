export { Code } from "./code.tsx";
export { File, Try } from "./links.tsx";
export { Output } from "./output.tsx";

export { Code } from "./code.tsx";
export { File, Try } from "./links.tsx";
export { Output } from "./output.tsx";
export { table } from "./table.tsx";

export { index } from "./hello_html/index.tsx";
export { show } from "./hello_html/show.tsx";

export { index } from "./hello_html/index.tsx";

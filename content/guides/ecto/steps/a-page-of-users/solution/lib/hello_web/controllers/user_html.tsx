export { index } from "./user_html/index.tsx";

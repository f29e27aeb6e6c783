export { index } from "./user_html/index.tsx";
export { newUser as new } from "./user_html/new.tsx";

export { type ParamInput, toParam, toParamSymbol } from "./param.ts";

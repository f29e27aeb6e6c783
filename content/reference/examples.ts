export function classifyExample(_code: string, _slug: string): "run" | "types" {
  return "types";
}

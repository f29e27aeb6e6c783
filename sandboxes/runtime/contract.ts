export function sandboxContract() {}

/** Who may enter. */
export interface User {
  name: string;
}

/** A message from one user to another. */
export interface Message {
  id: string;
  from: string;
  to: string;
  text: string;
}

const users: User[] = [{ name: "ada" }, { name: "grace" }, { name: "joan" }];

const messages: Message[] = [
  { id: "1", from: "grace", to: "ada", text: "The engine is ready." },
  { id: "2", from: "ada", to: "grace", text: "Found a moth in it." },
];

export function findUser(name: unknown): User | undefined {
  return users.find((user) => user.name === name);
}

export function findMessage(id: unknown): Message | undefined {
  return messages.find((message) => message.id === id);
}

/** A message is for those who wrote and got it. */
export function canRead(user: User, message: Message): boolean {
  return message.from === user.name || message.to === user.name;
}

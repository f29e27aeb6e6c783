import type { Message } from "../../hello/mailbox.ts";

export function show({ message }: { message: Message }) {
  return (
    <article>
      <h1>Message {message.id}</h1>
      <p>
        {message.from} to {message.to}:
      </p>
      <blockquote>{message.text}</blockquote>
    </article>
  );
}

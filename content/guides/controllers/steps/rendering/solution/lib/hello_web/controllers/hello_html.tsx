interface ShowProps {
  messenger: string;
  receiver: string;
}

export function show({ messenger, receiver }: ShowProps) {
  return (
    <section>
      <h1>Hello {receiver}!</h1>
      <p>From {messenger}</p>
    </section>
  );
}

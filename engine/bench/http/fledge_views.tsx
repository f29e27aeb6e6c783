import type { Html } from "fledge/component";
import type { Conn } from "fledge/conn";
import { getCsrfToken } from "fledge/plug";

export function index({ names }: { names: readonly string[] }) {
  return (
    <table>
      {names.map((name, i) => (
        <tr id={`row-${i}`}>
          <td>{i}</td>
          <td>{name}</td>
        </tr>
      ))}
    </table>
  );
}

export function app({ innerContent }: { innerContent: Html }) {
  return (
    <>
      <header>
        <h1>Bench</h1>
      </header>
      <main>{innerContent}</main>
    </>
  );
}

export function root({ conn, innerContent }: { conn: Conn; innerContent: Html }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="csrf-token" content={getCsrfToken(conn)} />
        <title>Bench</title>
      </head>
      <body>{innerContent}</body>
    </html>
  );
}

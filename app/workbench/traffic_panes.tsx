"use client";

import { useWorkbench } from "./context.tsx";

/** The requests that the application answered, the newest first. */
export function RequestsPane() {
  const requests = useWorkbench((state) => state.requests);
  return (
    <section className="dock-body" aria-label="Requests">
      {requests.length === 0 ? (
        <p className="quiet">No request yet. Open a page in the preview.</p>
      ) : (
        <table className="requests">
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Path</th>
              <th scope="col">Status</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {requests.toReversed().map((request) => (
              <tr key={request.id}>
                <td>{request.method}</td>
                <td className="request-path">{request.path}</td>
                <td className={request.status >= 500 ? "bad" : request.status >= 400 ? "warn" : undefined}>
                  {request.status}
                </td>
                <td>{request.durationMs.toFixed(1)} ms</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What the application logged. */
export function LogPane() {
  const log = useWorkbench((state) => state.log);
  return (
    <section className="dock-body" aria-label="Log">
      {log.length === 0 ? (
        <p className="quiet">The application has logged nothing yet.</p>
      ) : (
        <ol className="log">
          {log.map((entry) => (
            <li key={entry.id} data-level={entry.level}>
              {entry.text}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

import type { EntryData, ModuleData } from "@/content/reference/reference_data.ts";

/** What is on a module's page. */
export function Contents({ module }: { module: ModuleData }) {
  return (
    // A part that scrolls is reached by the keyboard through its links.
    <nav className="reference-contents" aria-label="On this page">
      {module.groups.map(({ title, entries }) => (
        <div key={title}>
          <a href={`#group-${title.toLowerCase()}`} className="contents-group">
            {title}
          </a>
          <ul className="contents-list">
            {entries.map((entry) => (
              <Item key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Item({ entry }: { entry: EntryData }) {
  const methods = entry.methods.filter(({ name }) => name !== "constructor");
  return (
    <li>
      <a href={`#${entry.id}`}>{entry.name}</a>
      {methods.length > 0 && (
        <ul className="contents-list">
          {methods.map((method) => (
            <Item key={method.id} entry={method} />
          ))}
        </ul>
      )}
    </li>
  );
}

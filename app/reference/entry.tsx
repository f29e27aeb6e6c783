import type { EntryData, ExampleData, SeeData } from "@/content/reference/reference_data.ts";

/** Text or code that the build wrote as HTML. */
export function Markup({ html, className }: { html: string; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made at build time from the framework's own sources
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** One export, or one method of a class. */
export function Entry({ entry, level = 3 }: { entry: EntryData; level?: 3 | 4 }) {
  const Heading = level === 3 ? "h3" : "h4";
  const { id, name, signature, text, examples, methods, fields } = entry;
  return (
    <section className={`entry entry-${level}`}>
      <Heading id={id}>
        {name === "constructor" ? "new" : name}
        <a href={`#${id}`} className="entry-anchor" aria-label={`Address of ${name}`}>
          #
        </a>
      </Heading>
      <Markup html={signature} className="entry-signature" />
      <Markup html={text} className="reference-text" />
      <Details entry={entry} />
      {examples.map((example) => (
        <Example key={example.html} example={example} />
      ))}
      <See see={entry.see} />
      {fields.length > 0 && <Fields fields={fields} />}
      {methods.map((method) => (
        <Entry key={method.id} entry={method} level={4} />
      ))}
    </section>
  );
}

function Details({ entry: { params, returns, throws, types } }: { entry: EntryData }) {
  if (params.length + throws.length + types.length === 0 && returns === undefined) return null;
  return (
    <dl className="entry-details">
      {params.map((param) => (
        <div key={param.name}>
          <dt>
            <code>{param.name}</code>
          </dt>
          <Text html={param.text} />
        </div>
      ))}
      {returns !== undefined && (
        <div>
          <dt>Gives</dt>
          <Text html={returns} />
        </div>
      )}
      {throws.map((thrown) => (
        <div key={thrown}>
          <dt>Throws</dt>
          <Text html={thrown} />
        </div>
      ))}
      {types.length > 0 && (
        <div>
          <dt>Types</dt>
          <dd className="entry-types">
            {types.map((type) => (
              <a key={type.id} href={`#${type.id}`}>
                <code>{type.name}</code>
              </a>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Text({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made at build time from the framework's own sources
  return <dd dangerouslySetInnerHTML={{ __html: html }} />;
}

function Example({ example: { html, checked } }: { example: ExampleData }) {
  return (
    <figure className="entry-example">
      <Markup html={html} />
      <figcaption>{checked === "run" ? "run by the tests" : "compiled by the tests"}</figcaption>
    </figure>
  );
}

function Fields({ fields }: { fields: EntryData[] }) {
  return (
    <dl className="entry-fields">
      {fields.map((field) => (
        <div key={field.id} id={field.id}>
          <dt>
            <code>
              <b>{field.name}</b>
              {field.optional && "?"}: {field.type}
            </code>
          </dt>
          <Text html={field.text} />
        </div>
      ))}
    </dl>
  );
}

/** What of Phoenix, Plug or Ecto it re-creates. */
export function See({ see }: { see: SeeData[] }) {
  if (see.length === 0) return null;
  return (
    <p className="entry-see">
      After{" "}
      {see.map(({ name, href }, index) => (
        <span key={name}>
          {index > 0 && ", "}
          {href ? <a href={href}>{name}</a> : name}
        </span>
      ))}
    </p>
  );
}

// The pages that every JSX engine renders. `$text(…)` marks text that comes from outside: Kita escapes it only when told.
export function Table({ rows }) {
  return (
    <table class="table">
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} id={`row-${row.id}`} class={row.active ? "on" : "off"}>
            <td>{row.id}</td>
            <td>
              <a href={`/users/${row.id}`} title={row.email}>
                {$text(row.name)}
              </a>
            </td>
            <td>{$text(row.email)}</td>
            <td>{$text(row.note)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Layout({ title, user, children }) {
  return (
    <html lang="en">
      <head>
        <title>{$text(title)}</title>
      </head>
      <body>
        <Nav user={user} />
        <main class="site-main">{children}</main>
      </body>
    </html>
  );
}

function Nav({ user }) {
  return (
    <nav class="nav">
      <a href="/">Home</a>
      {user ? <b title={user.email}>{$text(user.name)}</b> : <a href="/login">Log in</a>}
    </nav>
  );
}

function Card({ product }) {
  return (
    <section class="card" id={`product-${product.id}`}>
      <h2>{$text(product.title)}</h2>
      <p>{$text(product.description)}</p>
    </section>
  );
}

export function Page({ title, user, products }) {
  return (
    <Layout title={title} user={user}>
      <h1>{$text(title)}</h1>
      {products.map((product) => (
        <Card key={product.id} product={product} />
      ))}
    </Layout>
  );
}

import { statusMessageFromTemplate } from "fledge/controller";

/**
 * The pages for errors of HTML requests, named by `renderErrors` in
 * config/config.ts.
 */
export function render(template: string) {
  if (template === "404.html") return <NotFound />;
  return statusMessageFromTemplate(template);
}

function NotFound() {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Page not found</title>
        <link rel="stylesheet" href="/assets/app.css" />
      </head>
      <body>
        <main class="welcome">
          <h1>This page has flown away.</h1>
          <p class="lead">
            Or it never was here. <a href="/">Begin at the start</a>
          </p>
        </main>
      </body>
    </html>
  );
}

import type { Html } from "fledge/component";
import type { Conn } from "fledge/conn";
import { getCsrfToken } from "fledge/controller";
import type { Flash } from "fledge/flash";
import { FlashGroup } from "./core_components.tsx";

interface RootProps {
  innerContent: Html;
  conn: Conn;
  pageTitle?: string;
}

/** The document around every page. The router's browser pipeline puts it. */
export function root({ innerContent, conn, pageTitle }: RootProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="csrf-token" content={getCsrfToken(conn)} />
        <title>{pageTitle ? `${pageTitle} · AppName` : "AppName"}</title>
        <link rel="icon" href="/favicon.ico" />
//% if assets
        <link rel="stylesheet" href="/assets/app.css" />
        <script type="module" src="/assets/app.js" />
//% end
      </head>
      <body>{innerContent}</body>
    </html>
  );
}

interface AppProps {
  innerContent: Html;
  flash: Flash;
}

/** The frame of the application's pages, inside the document. */
export function app({ innerContent, flash }: AppProps) {
  return (
    <>
      <header class="site-header">
        <nav>
          <a class="brand" href="/">
            <img src="/images/logo.svg" width="28" height="28" alt="" />
            AppName
          </a>
        </nav>
      </header>
      <main class="site-main">
        <FlashGroup flash={flash} />
        {innerContent}
      </main>
    </>
  );
}

import { version } from "fledge/application";
import type { Flash } from "fledge/flash";
import { FlashGroup } from "../components/core_components.tsx";

/** The page that greets whoever made the application. Make it your own. */
export function home({ flash }: { flash: Flash }) {
  return (
    <main class="welcome">
      <FlashGroup flash={flash} />
      <p class="mark">
        <img src="/images/logo.svg" width="40" height="40" alt="" />
        Fledge <span class="version">v{version}</span>
      </p>
      <h1>AppName has hatched.</h1>
      <p class="lead">
        The application runs, and this page is its first. Change a file and it
        is here at once.
      </p>

      <h2>Where to begin</h2>
      <ol class="places">
        <li>
          <strong>This page</strong>
          <p>
            <code>lib/app_name_web/controllers/page_html.tsx</code>
          </p>
        </li>
        <li>
          <strong>The routes that lead to pages</strong>
          <p>
            <code>lib/app_name_web/router.ts</code>
          </p>
        </li>
        <li>
          <strong>How it looks</strong>
          <p>
            <code>assets/css/app.css</code>
          </p>
        </li>
      </ol>

      <h2>Guides</h2>
      <ul class="guides">
        {GUIDES.map(([title, page]) => (
          <li key={page}>
            <a
              href={`https://hexdocs.pm/phoenix/1.7.16/${page}.html`}
              target="_blank"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const GUIDES = [
  ["Request life-cycle", "request_lifecycle"],
  ["Routing", "routing"],
  ["Controllers", "controllers"],
  ["Components", "components"],
//% if ecto
  ["Ecto", "ecto"],
//% end
  ["Contexts", "contexts"],
];

import Link from "next/link";
import { Mark } from "../design/icons.tsx";
import { SettingsMenu } from "../workbench/settings_menu.tsx";

/** The bar on top of pages that are not a guide. */
export function SiteHeader() {
  return (
    <header className="site-header">
      <Link href="/" className="home">
        <Mark />
        <span>Fledge</span>
      </Link>
      <div className="site-links">
        <Link href="/reference">Reference</Link>
        <SettingsMenu />
      </div>
    </header>
  );
}

import type { PlugModule } from "fledge/plug";

declare module "fledge/conn" {
  interface Assigns {
    locale?: string;
  }
}

const locales = ["en", "fr", "de"];

/** Finds out which language a visitor wants: `plug(Locale, "en")`. */
export const Locale: PlugModule<string, string> = {
  init(standard) {
    if (!locales.includes(standard)) {
      throw new Error(`Locale: "${standard}" is none of ${locales.join(", ")}`);
    }
    return standard;
  },

  call(conn, standard) {
    const asked = locales.find((locale) => locale === conn.params.locale);
    return conn.assign("locale", asked ?? standard);
  },
};

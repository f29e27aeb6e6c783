/** Where the visitor's choice of colours is kept. */
export const themeKey = "fledge.theme";

/** Where the sizes of the panes are kept: name of the custom property → value. */
export const layoutKey = "fledge.layout";

/** Runs before the first paint, so that a page never appears in the wrong colours or sizes. */
export const themeScript = `(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let choice = null;
    try { choice = localStorage.getItem("${themeKey}"); } catch {}
    document.documentElement.dataset.theme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
  };
  apply();
  try {
    const layout = JSON.parse(localStorage.getItem("${layoutKey}") ?? "{}");
    for (const [name, px] of Object.entries(layout)) document.documentElement.style.setProperty("--" + name, px + "px");
  } catch {}
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("fledge:theme", apply);
})()`;

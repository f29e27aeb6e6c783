/** Runs in every page of the preview: tells the playground which page is shown. The playground checks who sends it. */
export const previewScript = `(() => {
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage(
    { type: "fledge:navigated", path: location.pathname + location.search, title: document.title }, "*");
  addEventListener("DOMContentLoaded", tell);
  addEventListener("popstate", tell);
  addEventListener("pageshow", tell);
})();`;

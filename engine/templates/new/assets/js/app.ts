// What runs in the browser. In development it is served as /assets/app.js with
// its types taken out; modules that it imports from this folder are, too.

// Flash messages go away when they are clicked.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  event.target.closest("[data-flash]")?.remove();
});

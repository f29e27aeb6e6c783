// What runs in the browser. In development it is served as /assets/app.js with
// its types taken out; modules that it imports from this folder are, too.

// Flash messages go away when they are clicked.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  event.target.closest("[data-flash]")?.remove();
});

// A link with a method other than GET is sent as a form; one with
// `data-confirm` asks first.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const element = event.target.closest<HTMLElement>(
    "[data-confirm], [data-method]",
  );
  if (!element) return;
  const { confirm: question, method, to, csrf } = element.dataset;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (!method || !to) return;
  event.preventDefault();
  const form = document.createElement("form");
  form.method = method === "get" ? "get" : "post";
  form.action = to;
  form.hidden = true;
  const fields = method === "get" ? {} : { _method: method, _csrf_token: csrf };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    input.name = name;
    input.value = value ?? "";
    form.append(input);
  }
  document.body.append(form);
  form.submit();
});

/** Style of the debug page: light or dark as the visitor has it, readable on a phone. */
export const DEBUG_CSS = `
:root { color-scheme: light dark; --ground: light-dark(#faf8f7, #191614); --panel: light-dark(#fff, #231f1c);
  --text: light-dark(#2b211e, #efe5e1); --soft: light-dark(#6b5b55, #b3a49d); --rule: light-dark(#e6dedb, #3a332f);
  --accent: light-dark(#b3261e, #f2a49d); --mark: light-dark(#fdeae6, #43261f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: clamp(1.5rem, 6vh, 4rem); }
h1 { margin: .25rem 0 .5rem; font-size: 1.5rem; line-height: 1.25; color: var(--accent); overflow-wrap: anywhere; }
h2 { margin: 0 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
section, .frame { margin: 1.5rem 0 0; }
.where, .place, .source, .others, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875rem; }
.where { color: var(--soft); overflow-wrap: anywhere; }
.status { margin-right: .5rem; padding: .1rem .5rem; border: 1px solid var(--rule); border-radius: 1rem; color: var(--text); }
.message { font-size: 1.125rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.cause, .name { color: var(--soft); }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
button { padding: .5rem 1rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--ground); font: inherit; cursor: pointer; }
.copy { background: none; border: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }
button:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.source, .others, table { margin: .5rem 0 0; background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; }
.source { padding: .75rem 0; overflow-x: auto; line-height: 1.5; tab-size: 2; }
section > .source { padding: .75rem; }
.line { display: block; width: max-content; min-width: 100%; padding-right: 1rem; }
.at { background: var(--mark); }
.number { display: inline-block; width: 3.5rem; padding-right: 1rem; text-align: right; color: var(--soft); user-select: none; }
.others { padding: .75rem 1rem .75rem 2.5rem; color: var(--soft); overflow-wrap: anywhere; }
table { width: 100%; border-spacing: 0; table-layout: fixed; }
th, td { padding: .375rem .75rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 12rem; font-weight: 500; color: var(--soft); }
tr + tr > * { border-top: 1px solid var(--rule); }
td code { white-space: pre-wrap; }
main { padding-bottom: 4rem; }
@media (max-width: 40rem) { th { width: 7rem; } }
`;

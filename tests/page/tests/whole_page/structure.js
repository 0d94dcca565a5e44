// Returns what is wrong with the structure of the page, a sentence each.
const problems = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const shown = (node) => node.checkVisibility();
const tell = (node, what) => problems.push(`${what}: ${node.outerHTML.slice(0, 120)}`);
const label = (node) => (node.getAttribute("aria-label") ?? "").trim() || node.hasAttribute("aria-labelledby");

if (!document.documentElement.lang) problems.push("the page names no language");
if (!document.title.trim()) problems.push("the page has no title");
for (const node of all("input:not([type=hidden]), select, textarea")) {
  if (!label(node) && ![...node.labels].some((one) => one.textContent.trim())) tell(node, "a field has no label");
}
for (const node of all("button, a[href], [role=button], [role=tab], summary")) {
  if (!label(node) && !node.textContent.trim()) tell(node, "a control has no name");
}
for (const node of all("img:not([alt]), canvas, svg[role=img], [role=img]")) {
  const hidden = node.closest("[aria-hidden=true]");
  if (!hidden && !label(node) && !node.querySelector(":scope > title")) tell(node, "a picture has no name");
}
let level = 0;
for (const node of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
  const next = Number(node.tagName[1]);
  if (next > level + 1) tell(node, `a heading of level ${next} follows one of level ${level}`);
  level = next;
}
if (all("h1").filter(shown).length !== 1) problems.push(`there are ${all("h1").length} h1`);
const ids = all("[id]").map((node) => node.id);
for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) problems.push(`the id ${id} is there more than once`);
for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "for"]) {
  for (const node of all(`[${attribute}]`)) {
    for (const id of node.getAttribute(attribute).split(/\s+/)) {
      if (id && !document.getElementById(id)) tell(node, `${attribute} leads nowhere (${id})`);
    }
  }
}
for (const node of all("[role=tab]")) {
  if (!node.closest("[role=tablist]")) tell(node, "a tab is in no tablist");
  if (!node.hasAttribute("aria-selected")) tell(node, "a tab does not say whether it is selected");
}
for (const node of all("[role=tabpanel]")) if (!label(node)) tell(node, "a tab panel has no name");
for (const node of all("table")) if (!node.querySelector("th")) tell(node, "a table has no headings");
for (const node of all("[tabindex]")) if (node.tabIndex > 0) tell(node, "the order of the focus is changed");
for (const node of all("[aria-hidden=true]")) {
  const inside = [...node.querySelectorAll("a[href], button, input, select, textarea, [tabindex]")];
  if (inside.some((one) => one.tabIndex >= 0 && shown(one))) tell(node, "the focus can go into what is hidden");
}
return problems;

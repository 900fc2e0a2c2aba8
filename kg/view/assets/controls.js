// Filters that are also the legend, the search box, and the switch between dark and light.

function buildFilters() {
  const types = [...new Set([...actors.values()].map((actor) => actor.type))].sort();
  byId("filters").replaceChildren(
    group("Kind of relation", record.quads.map((quad) =>
      check(state.quads, quad.name, [lineSample(quad[theme]), quad.label], relations.filter((one) => one.quad === quad.name).length))),
    group("Line", Object.entries(STANDINGS).map(([name, text]) => element("p", { class: "key" }, lineSample(ink(), DASHES[name]), text)),
      element("p", { class: "quiet" }, "Wider: more claims and independent origins. Paler: less certain. A number: relations in one line.")),
    group("Actors", types.map((type) => element("p", { class: "key" }, shapeSample(record.types[type].shape, record.types[type][theme]), record.types[type].name)),
      element("p", { class: "quiet" }, "Larger: more claims. “+3” after a name: three of its lines are hidden.")),
    group("Claims", element("div", { class: "pairs" },
      check(state.polarities, "affirmed", ["affirmed"]), check(state.polarities, "negated", ["denied"]),
      ...["actual", "planned", "possible", "demanded"].map((modality) => check(state.modalities, modality, [modality])),
    )),
    group("Time", timeControls()),
    group("Narrow down", [
      select("Event type", "event", eventTypes()),
      select("Relation", "relation", relationNames()),
      select("Source", "source", sourceNames()),
      range(),
    ]),
    group("Save what is shown", saveControls()));
}

const group = (title, ...content) => element("section", {}, element("h2", {}, title), content);

function check(set, name, content, number) {
  const box = element("input", { type: "checkbox" });
  box.checked = set.has(name);
  box.addEventListener("change", () => { if (box.checked) set.add(name); else set.delete(name); refresh(); });
  return element("label", { class: "key" }, box, content, number !== undefined && element("span", { class: "quiet number" }, number.toLocaleString("en")));
}

const eventTypes = () => [...new Set(relations.map((one) => one.plover).filter(Boolean))].sort().map((type) => [type, type.toLowerCase()]);

const relationNames = () => [...new Map(relations.map((one) => [one.relation, one.label]))].sort((a, b) => (a[1] < b[1] ? -1 : 1));

const sourceNames = () => [...new Map(record.claims.map((claim) => [sourceOf(claim), record.articles[claim.article].source || titleOf(claim)]))]
  .sort((a, b) => (a[1] < b[1] ? -1 : 1));

function select(title, key, entries) {
  const options = [["", "all"], ...entries].map(([value, text]) => element("option", { value }, text));
  const made = element("select", { "aria-label": title }, options);
  made.value = state[key];
  made.addEventListener("change", () => { state[key] = made.value; refresh(); });
  return element("label", { class: "field" }, element("span", {}, title), made);
}

function range() {
  const most = Math.max(1, ...relations.map((one) => new Set(one.records.map(sourceOf)).size));
  const shown = element("output", {}, String(state.minimumSources));
  const made = element("input", { type: "range", min: 1, max: most, step: 1, "aria-label": "Least number of sources", disabled: most === 1 });
  made.value = state.minimumSources;
  made.addEventListener("input", () => { state.minimumSources = Number(made.value); shown.textContent = made.value; refresh(); });
  return element("label", { class: "field" }, element("span", {}, "Sources, at least ", shown), made);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Actors whose name or other name has the words typed, those that start with them first. */
function found(typed) {
  const wanted = plain(typed.trim());
  if (!wanted) return [];
  const score = (actor) => Math.max(...[actor.label, ...actor.names].map((name) => {
    const at = plain(name).indexOf(wanted);
    return at === 0 ? 2 : at > 0 ? 1 : 0;
  }));
  return [...actors.values()].map((actor) => [score(actor), actor]).filter(([points]) => points)
    .sort((a, b) => b[0] - a[0] || b[1].claims - a[1].claims || (a[1].id < b[1].id ? -1 : 1)).slice(0, 8).map(([, actor]) => actor);
}

function buildSearch() {
  const input = byId("search-text");
  const list = byId("search-list");
  let marked = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (actor) => { close(); input.value = ""; state.expanded.add(actor.id); choose({ actor: actor.id }, true); };
  const show = () => {
    const matches = found(input.value);
    list.replaceChildren(...matches.map((actor, index) => {
      const item = element("li", { role: "option", id: `found-${index}`, "aria-selected": String(index === marked) },
        shapeSample(actor.shape, styleOf(actor)[theme]), quoted(actor.label), element("span", { class: "quiet" }, describe(actor)));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(actor); });
      return item;
    }));
    if (!matches.length && input.value.trim()) list.append(element("li", { class: "quiet" }, "No such actor"));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (matches.length) input.setAttribute("aria-activedescendant", `found-${marked}`);
    return matches;
  };
  input.addEventListener("input", () => { marked = 0; show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const matches = found(input.value);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      marked = Math.max(0, Math.min(matches.length - 1, marked + (event.key === "ArrowDown" ? 1 : -1)));
      show();
      event.preventDefault();
    } else if (event.key === "Enter" && matches[marked]) take(matches[marked]);
    else if (event.key === "Escape") { input.value = ""; close(); event.stopPropagation(); }
  });
}

function applyTheme() {
  document.documentElement.dataset.theme = theme;
  byId("theme-toggle").textContent = theme === "dark" ? "Light" : "Dark";
  buildFilters();
  refresh();
}

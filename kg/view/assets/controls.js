// Filters that are also the legend, the search box, and the switch between dark and light.

function buildFilters() {
  byId("filters").replaceChildren(
    group("Kind of relation", record.quads.map((quad) => check(state.quads, quad.name, [lineSample(quad[theme]), quad.label]))),
    wholes.size > 0 && group("Level", element("label", { class: "key" }, levelBox(), "Parts count as their state or body"),
      element("p", { class: "quiet" }, "Ministries, forces and persons as the state or body that they belong to.")),
    group("Line", Object.entries(STANDINGS).map(([name, text]) => element("p", { class: "key" }, lineSample(ink(), DASHES[name]), text)),
      element("p", { class: "quiet" }, "Wider: more claims and independent origins. Paler: less certain. A number: relations in one line.")),
    group("Actors", element("div", { id: "actor-legend" }),
      element("div", { class: "pairs" },
        select("Larger for", "size", Object.entries(SIZES), null, () => refresh()),
        select("Colour by", "colour", [["type", "type"], ["community", "community"]], null, () => refresh())),
      element("p", { class: "quiet" }, "“+3” after a name: three of its lines are hidden.")),
    group("Claims",
      check(state.polarities, "affirmed", ["affirmed"]), check(state.polarities, "negated", ["denied"]),
      ["actual", "planned", "possible", "demanded"].map((modality) => check(state.modalities, modality, [modality]))),
    group("Narrow down", [
      select("Event type", "event", eventTypes(), "all"),
      select("Relation", "relation", relationNames(), "all"),
      select("Source", "source", sourceNames(), "all"),
      range(),
    ]),
    group("Save what is shown", saveControls()));
}

function levelBox() {
  const box = element("input", { id: "level", type: "checkbox" });
  box.checked = state.level === "body";
  box.addEventListener("change", () => {
    state.level = box.checked ? "body" : "said";
    state.expanded = new Set([...state.expanded].map(endOf));
    state.opened.clear();
    state.selected = null;
    refresh(true);
  });
  return box;
}

/** Beside each box, how many relations (of a kind) or claims pass all other filters; and what shapes and colours mean. */
function tellCounts() {
  const tell = (name, number) => { const place = byId(`count-${name}`); if (place) place.textContent = number.toLocaleString("en"); };
  const quadNumbers = new Map();
  const claimNumbers = new Map();
  const add = (map, name, number = 1) => map.set(name, (map.get(name) || 0) + number);
  for (const relation of relations) {
    if (!isWanted(relation, "quads")) continue;
    if (relation.records.some((claim) => passes(claim))) add(quadNumbers, relation.quad);
    if (!state.quads.has(relation.quad)) continue;
    for (const claim of relation.records) for (const set of ["polarities", "modalities"]) {
      if (passes(claim, set)) add(claimNumbers, set === "polarities" ? claim.polarity : claim.modality);
    }
  }
  for (const { name } of record.quads) tell(name, quadNumbers.get(name) || 0);
  for (const name of [...known.polarities, ...known.modalities]) tell(name, claimNumbers.get(name) || 0);
  if (byId("actor-legend")) byId("actor-legend").replaceChildren(...actorLegend());
}

function actorLegend() {
  const row = (style, colour, text, number) => element("p", { class: "key" }, shapeSample(style, colour), text, element("span", { class: "quiet number" }, number.toLocaleString("en")));
  const types = [...new Set(drawn.map((actor) => actor.type))].sort();
  if (!community.size) return types.map((type) => row(record.types[type].shape, record.types[type][theme], record.types[type].name, drawn.filter((actor) => actor.type === type).length));
  const parts = new Map();
  for (const actor of drawn) { const part = Math.min(COMMUNITIES.length - 1, community.get(actor.id)); parts.set(part, [...(parts.get(part) || []), actor]); }
  return [...parts].sort(([a], [b]) => a - b).map(([part, members]) => row("dot", colourOf(members[0]),
    part === COMMUNITIES.length - 1 ? "others" : quoted(members.slice(0, 3).map((actor) => actor.label).join(", ")), members.length));
}

const group = (title, ...content) => element("section", {}, element("h2", {}, title), content);

function check(set, name, content) {
  const box = element("input", { type: "checkbox" });
  box.checked = set.has(name);
  box.addEventListener("change", () => { if (box.checked) set.add(name); else set.delete(name); refresh(true); });
  return element("label", { class: "key" }, box, content, element("span", { id: `count-${name}`, class: "quiet number" }));
}

const eventTypes = () => [...new Set(relations.map((one) => one.plover).filter(Boolean))].sort().map((type) => [type, type.toLowerCase()]);

const relationNames = () => [...new Map(relations.map((one) => [one.relation, one.label]))].sort((a, b) => (a[1] < b[1] ? -1 : 1));

const sourceNames = () => [...new Map(record.claims.map((claim) => [sourceOf(claim), record.articles[claim.article].source || titleOf(claim)]))]
  .sort((a, b) => (a[1] < b[1] ? -1 : 1));

function select(title, key, entries, none, changed = () => refresh(true)) {
  const options = [...(none ? [["", none]] : []), ...entries].map(([value, text]) => element("option", { value }, text));
  const made = element("select", { "aria-label": title }, options);
  made.value = state[key];
  made.addEventListener("change", () => { state[key] = made.value; changed(); });
  return element("label", { class: "field" }, element("span", {}, title), made);
}

function range() {
  const most = Math.max(1, ...relations.map((one) => new Set(one.records.map(sourceOf)).size));
  const shown = element("output", {}, String(state.minimumSources));
  const made = element("input", { type: "range", min: 1, max: most, step: 1, "aria-label": "Least number of sources", disabled: most === 1 });
  made.value = state.minimumSources;
  made.addEventListener("input", () => { state.minimumSources = Number(made.value); shown.textContent = made.value; refresh(true); });
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
  finder(byId("search-text"), byId("search-list"), (actor) => showActorOf(actor.id));
}

/** Show all lines of an actor, or of what it counts as. */
function showActorOf(id) {
  state.expanded.add(endOf(id));
  choose({ actor: endOf(id) }, true);
}

/** For the page around this one: show an actor if it is here. */
window.showActor = (id) => { if (actors.has(id)) showActorOf(id); return actors.has(id); };

/** An input that finds actors, and the list below it; `take` is called with the one that is chosen, by Enter the marked one. */
function finder(input, list, take) {
  let marked = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const chosen = (actor) => { close(); input.value = ""; take(actor); };
  const show = () => {
    const matches = found(input.value);
    list.replaceChildren(...matches.map((actor, index) => {
      const item = element("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === marked) },
        shapeSample(actor.shape, styleOf(actor)[theme]), quoted(actor.label), element("span", { class: "quiet" }, describe(actor)));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); chosen(actor); });
      return item;
    }));
    if (!matches.length && input.value.trim()) list.append(element("li", { class: "quiet" }, "No such actor"));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (matches.length) input.setAttribute("aria-activedescendant", `${list.id}-${marked}`);
  };
  input.addEventListener("input", () => { marked = 0; show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const matches = found(input.value);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      marked = Math.max(0, Math.min(matches.length - 1, marked + (event.key === "ArrowDown" ? 1 : -1)));
      show();
      event.preventDefault();
    } else if (event.key === "Enter" && matches[marked]) chosen(matches[marked]);
    else if (event.key === "Escape") { input.value = ""; close(); event.stopPropagation(); }
  });
}

function applyTheme(fit) {
  document.documentElement.dataset.theme = theme;
  byId("theme-toggle").textContent = theme === "dark" ? "Light" : "Dark";
  buildFilters();
  refresh(fit);
}

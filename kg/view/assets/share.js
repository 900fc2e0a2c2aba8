// The state of the view in the address, so that it can be shared. What an address says is checked before it is used.

const known = { quads: new Set(state.quads), polarities: new Set(state.polarities), modalities: new Set(state.modalities) };
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Write what differs from the first view into the address. */
function remember() {
  const said = new URLSearchParams();
  for (const name of Object.keys(known)) {
    if (state[name].size !== known[name].size) said.set(name, [...state[name]].sort().join(" "));
  }
  for (const name of ["relation", "event", "source", "since", "until", "focus"]) if (state[name]) said.set(name, state[name]);
  if (state.minimumSources > 1) said.set("sources", state.minimumSources);
  if (state.focus && state.steps > 1) said.set("steps", state.steps);
  if (state.limit !== record.limit) said.set("limit", state.limit);
  for (const name of ["expanded", "opened"]) for (const one of [...state[name]].sort()) said.append(name, one);
  if (state.selected) said.set(state.selected.line ? "line" : "actor", state.selected.line || state.selected.actor);
  if (theme !== preferred) said.set("theme", theme);
  const text = said.toString();
  if (location.hash.slice(1) !== text) history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

/** Read the state back; what means nothing here is passed over. */
function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(known)) {
    state[name] = new Set(said.has(name) ? said.get(name).split(" ").filter((one) => known[name].has(one)) : known[name]);
  }
  const actor = (name) => (actors.has(said.get(name)) ? said.get(name) : null);
  const number = (name, otherwise, most) => (/^\d{1,6}$/.test(said.get(name) || "") ? Math.min(most, Math.max(1, Number(said.get(name)))) : otherwise);
  state.relation = relations.some((one) => one.relation === said.get("relation")) ? said.get("relation") : "";
  state.event = relations.some((one) => one.plover === said.get("event")) ? said.get("event") : "";
  state.source = record.claims.some((claim) => sourceOf(claim) === said.get("source")) ? said.get("source") : "";
  for (const name of ["since", "until"]) state[name] = isDay(said.get(name) || "") ? said.get(name) : "";
  state.minimumSources = number("sources", 1, 1000);
  state.limit = number("limit", record.limit, Math.max(record.limit, relations.length));
  state.focus = actor("focus");
  state.steps = number("steps", 1, 20);
  state.expanded = new Set(said.getAll("expanded").filter((one) => actors.has(one)));
  state.opened = new Set(said.getAll("opened"));
  if (said.has("theme")) theme = said.get("theme") === "dark" ? "dark" : "light";
  const line = said.get("line");
  state.selected = line && lines().some((one) => one.id === line) ? { line } : actor("actor") ? { actor: actor("actor") } : null;
}

addEventListener("hashchange", () => { recall(); applyTheme(); });

// The state of the view in the address, so that it can be shared. What an address says is checked before it is used.

const known = { quads: new Set(state.quads), polarities: new Set(state.polarities), modalities: new Set(state.modalities) };
const first = { level: record.level, size: "claims", colour: "type", view: "network" };
const choices = { level: ["said", "body"], size: Object.keys(SIZES), colour: ["type", "community"], view: ["network", "map"] };
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Write what differs from the first view into the address. */
function remember() {
  const said = new URLSearchParams();
  for (const name of Object.keys(known)) {
    if (state[name].size !== known[name].size) said.set(name, [...state[name]].sort().join(" "));
  }
  for (const name of ["relation", "event", "source", "since", "until", "focus"]) if (state[name]) said.set(name, state[name]);
  for (const [name, otherwise] of Object.entries(first)) if (state[name] !== otherwise) said.set(name, state[name]);
  if (state.path) for (const name of ["from", "to"]) said.set(name, state.path[name]);
  if (state.path && state.path.steps === "two") said.set("ways", "two");
  if (state.minimumSources > 1) said.set("sources", state.minimumSources);
  if (state.focus && state.steps > 1) said.set("steps", state.steps);
  if (state.limit !== record.limit) said.set("limit", state.limit);
  for (const name of ["expanded", "opened"]) for (const one of [...state[name]].sort()) said.append(name, one);
  for (const [name, value] of Object.entries(state.selected || {})) said.set(name, Array.isArray(value) ? value.join("..") : value);
  if (theme !== preferred) said.set("theme", theme);
  const text = said.toString();
  if (location.hash.slice(1) !== text) history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

const LOOKS = ["theme", "line", "actor", "days", "country", "place", "size", "colour", "view"]; // what leaves the actors where they stand

/** Read the state back; what means nothing here is passed over. */
function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(known)) {
    state[name] = new Set(said.has(name) ? said.get(name).split(" ").filter((one) => known[name].has(one)) : known[name]);
  }
  const actor = (name) => (actors.has(said.get(name)) ? said.get(name) : null);
  const number = (name, otherwise, most) => (/^\d{1,6}$/.test(said.get(name) || "") ? Math.min(most, Math.max(1, Number(said.get(name)))) : otherwise);
  const oneOf = (name, isThere) => (said.get(name) && isThere(said.get(name)) ? said.get(name) : "");
  for (const [name, values] of Object.entries(choices)) state[name] = values.includes(said.get(name)) ? said.get(name) : first[name];
  state.relation = oneOf("relation", (name) => relations.some((one) => one.relation === name));
  state.event = oneOf("event", (name) => relations.some((one) => one.plover === name));
  state.source = oneOf("source", (name) => record.claims.some((claim) => sourceOf(claim) === name));
  for (const name of ["since", "until"]) state[name] = isDay(said.get(name) || "") ? said.get(name) : "";
  state.minimumSources = number("sources", 1, 1000);
  state.limit = number("limit", record.limit, Math.max(record.limit, relations.length));
  state.focus = actor("focus");
  state.path = actor("from") && actor("to") ? { from: actor("from"), to: actor("to"), steps: said.get("ways") === "two" ? "two" : "shortest" } : null;
  state.steps = number("steps", 1, 20);
  state.expanded = new Set(said.getAll("expanded").filter((one) => actors.has(one)));
  state.opened = new Set(said.getAll("opened"));
  if (said.has("theme")) theme = said.get("theme") === "dark" ? "dark" : "light";
  const line = said.get("line");
  const span = (said.get("days") || "").split("..");
  const country = oneOf("country", (code) => [...actors.values()].some((one) => one.country === code));
  const place = oneOf("place", (key) => record.places.some((one) => placeKey(one) === key));
  state.selected = line && lines().some((one) => one.id === line) ? { line } : actor("actor") ? { actor: endOf(actor("actor")) }
    : place ? { place } : span.length === 2 && span.every(isDay) ? { days: span } : country ? { country } : null;
}

addEventListener("hashchange", () => { recall(); showView(); applyTheme(true); });

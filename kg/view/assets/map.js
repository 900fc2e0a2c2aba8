// The map: how many of the claims shown are about each state and those who are of it, on Natural Earth's borders, and as
// circles those whose own words name the city.

const mapBox = byId("map");
let world = null; // { states: features by code, points, name of each }
let mapView = { scale: 1, x: 0, y: 0 }; // how far zoomed, and moved, in the map's own units
const NAMES = new Map();

function readWorld() {
  if (world) return;
  const { topology, points } = read("world");
  const { feature } = later("charts");
  const states = feature(topology, topology.objects.countries).features;
  world = { states, points };
  for (const { id, properties } of states) if (id) NAMES.set(id, properties.name);
  for (const { id, name } of points) if (!NAMES.has(id)) NAMES.set(id, name);
}

/** The state of a code: as the graph calls it, else as the map does. */
function stateName(code) {
  const own = [...actors.values()].find((actor) => actor.country === code && ["Country", "Territory"].includes(actor.type));
  return own ? own.label : NAMES.get(code) || code;
}

/** Show the picture or the map. */
function showView() {
  const mapped = state.view === "map";
  mapBox.hidden = !mapped;
  container.hidden = mapped;
  for (const view of ["network", "map"]) byId(`view-${view}`).setAttribute("aria-pressed", String(view === state.view));
}

/** For each state how many claims there are, in all and by kind. A claim within one state counts once. */
function countStates() {
  const found = new Map();
  for (const { claims, quad } of current.all) for (const { relation: { from, to } } of claims) {
    for (const code of new Set([actors.get(from).country, actors.get(to).country])) {
      if (!code) continue;
      const known = found.get(code) || { all: 0, kinds: new Map() };
      known.all += 1;
      known.kinds.set(quad, (known.kinds.get(quad) || 0) + 1);
      found.set(code, known);
    }
  }
  return found;
}

/** The claims shown by the city that their words name, with how many there are of each kind. */
function countPlaces() {
  const found = new Map();
  for (const { claims, quad } of current.all) for (const { place } of claims) {
    if (place === null) continue;
    const known = found.get(place) || { all: 0, kinds: new Map() };
    known.all += 1;
    known.kinds.set(quad, (known.kinds.get(quad) || 0) + 1);
    found.set(place, known);
  }
  return found;
}

const placeKey = ({ state: code, name }) => `${code} ${name}`;
const ofKinds = (kinds) => [...kinds].map(([quad, number]) => `${number} ${quadLabel(quad)}`).join(", ");

function drawMap() {
  readWorld();
  const { geoEqualEarth, geoGraticule10, geoPath } = later("charts");
  const [width, height] = [Math.max(240, mapBox.clientWidth), Math.max(160, mapBox.clientHeight)];
  const numbers = countStates();
  const most = Math.max(1, ...[...numbers.values()].map(({ all }) => all));
  const projection = geoEqualEarth().fitExtent([[10, 10], [width - 10, height - 46]], { type: "Sphere" });
  const path = geoPath(projection);
  const svg = document.createElementNS(SVG, "svg");
  const add = (parent, tag, attributes, title) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
    if (title) { made.append(document.createElementNS(SVG, "title")); made.firstChild.textContent = title; }
    parent.append(made);
    return made;
  };
  const land = add(svg, "g", {});
  add(land, "path", { class: "sea", d: path({ type: "Sphere" }) });
  add(land, "path", { class: "graticule", d: path(geoGraticule10()) });
  const shown = (code) => {
    const found = numbers.get(code);
    const lit = state.selected && state.selected.country === code;
    const told = found ? `${stateName(code)}: ${count(found.all, "claim")} (${ofKinds(found.kinds)})` : null;
    return [{ "data-code": code, class: `state${found ? "" : " empty"}${lit ? " lit" : ""}`, ...(found && {
      "fill-opacity": (0.12 + 0.88 * Math.sqrt(found.all / most)).toFixed(3), tabindex: 0, role: "button", "aria-label": told }) }, told || NAMES.get(code)];
  };
  for (const one of world.states) {
    const [attributes, told] = shown(one.id);
    add(land, "path", { ...attributes, d: path(one) }, told || one.properties.name);
  }
  for (const { id, at } of world.points) {
    if (!numbers.has(id)) continue; // too small to be seen where nothing is claimed of it
    const [x, y] = projection(at);
    const [attributes, told] = shown(id);
    add(land, "circle", { ...attributes, cx: x, cy: y, r: 4 / Math.sqrt(mapView.scale) }, told);
  }
  const cities = [...countPlaces()].sort((a, b) => b[1].all - a[1].all); // small ones over large ones
  const largest = Math.max(1, ...cities.map(([, { all }]) => all));
  for (const [number, { all, kinds }] of cities) {
    const place = record.places[number];
    const [x, y] = projection(place.at);
    const told = `${place.name}, ${stateName(place.state)}: ${count(all, "claim")} (${ofKinds(kinds)})`;
    const [kind] = [...kinds].sort((a, b) => b[1] - a[1])[0];
    const lit = state.selected && state.selected.place === placeKey(place);
    const size = 3 + 9 * Math.sqrt(all / largest);
    add(land, "circle", { "data-place": placeKey(place), class: `city${lit ? " lit" : ""}`, cx: x, cy: y, r: size / Math.sqrt(mapView.scale), "data-size": size,
      fill: quadColour(kind), tabindex: 0, role: "button", "aria-label": told }, told);
  }
  const located = cities.reduce((sum, [, { all }]) => sum + all, 0);
  const absent = [...numbers].filter(([code]) => !NAMES.has(code));
  const placeless = current.all.reduce((sum, { claims }) => sum + claims.filter(({ relation: { from, to } }) => !actors.get(from).country && !actors.get(to).country).length, 0);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `Map of ${count(numbers.size, "state")} and ${count(cities.length, "place")} with claims`);
  mapBox.replaceChildren(svg, element("p", { id: "map-note", class: "quiet" }, "Stronger: more claims of the state. ",
    located > 0 && `Circles: the ${count(located, "claim")} whose words name the city, in the colour of most of them. `,
    absent.length > 0 && `Not on the map: ${absent.map(([code, { all }]) => `${stateName(code)} (${all})`).join(", ")}. `,
    placeless > 0 && `${count(placeless, "claim")} of no state.`));
  svg.addEventListener("click", ({ target }) => { if (!dragged) pickState(target); });
  svg.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { pickState(event.target); event.preventDefault(); } });
  svg.addEventListener("wheel", (event) => { zoomMap(event.deltaY < 0 ? 1.2 : 1 / 1.2, event); event.preventDefault(); }, { passive: false });
  svg.addEventListener("pointerdown", (event) => { dragged = false; held = { x: event.clientX, y: event.clientY }; });
  placeMap();
}

let held = null; // where the map is held
let dragged = false;

function pickState(target) {
  const said = (name) => target.getAttribute && target.getAttribute(name);
  const [code, place] = [said("data-code"), said("data-place")];
  const isThere = place || (code && !target.classList.contains("empty"));
  if (!isThere && !state.selected) return;
  choose(place ? { place } : isThere ? { country: code } : null);
  const again = isThere && mapBox.querySelector(place ? `[data-place="${CSS.escape(place)}"]` : `[data-code="${CSS.escape(code)}"]`);
  if (again) again.focus({ preventScroll: true });
}

addEventListener("pointermove", (event) => {
  if (!held) return;
  const [x, y] = [event.clientX - held.x, event.clientY - held.y];
  if (!dragged && Math.hypot(x, y) < 4) return;
  dragged = true;
  held = { x: event.clientX, y: event.clientY };
  mapView.x += x;
  mapView.y += y;
  placeMap();
});
addEventListener("pointerup", () => { held = null; });

/** Zoom by a factor around the pointer, else the middle; 0 shows the whole world again. */
function zoomMap(factor, event) {
  const box = mapBox.getBoundingClientRect();
  const at = event ? { x: event.clientX - box.left, y: event.clientY - box.top } : { x: box.width / 2, y: box.height / 2 };
  const scale = factor ? Math.min(16, Math.max(1, mapView.scale * factor)) : 1;
  const by = scale / mapView.scale;
  mapView = scale === 1 ? { scale, x: 0, y: 0 } : { scale, x: at.x - by * (at.x - mapView.x), y: at.y - by * (at.y - mapView.y) };
  placeMap();
}

function placeMap() {
  const land = mapBox.querySelector("g");
  if (land) land.setAttribute("transform", `translate(${mapView.x} ${mapView.y}) scale(${mapView.scale})`);
  for (const city of mapBox.querySelectorAll(".city")) city.setAttribute("r", city.dataset.size / mapView.scale ** 0.75);
}

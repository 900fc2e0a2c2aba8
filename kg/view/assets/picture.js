// The picture: lines of the selection as nodes and edges of vis-network.

const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
let theme = preferred;
const quads = new Map(record.quads.map((quad) => [quad.name, quad]));
const quadColour = (name) => quads.get(name)[theme];
const quadLabel = (name) => quads.get(name).label;
const styleOf = (actor) => record.types[actor.type];

const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const container = byId("mynetwork");
const network = new vis.Network(container, { nodes, edges }, read("options"));
let magnified = 1;
let current = { shown: [], hidden: new Map(), total: 0 };
let drawn = []; // the actors of the picture, the first to be named first
Object.assign(window, { network, nodes, edges, actors }); // the first three under the names that pages of pyvis give them

/** Work out what the state asks for, and draw it. */
function draw() {
  current = view();
  const ids = new Set(current.shown.flatMap((one) => [one.from, one.to]));
  for (const kept of [state.focus, state.selected && state.selected.actor, state.path && state.path.from, state.path && state.path.to, ...state.expanded]) {
    if (kept) ids.add(endOf(kept));
  }
  measure(current, ids);
  drawn = [...ids].map((id) => actors.get(id));
  paint();
  tellCounts();
  tellNote();
  tellInWords();
  drawTime(current.ever);
  if (state.view === "map") drawMap();
}

/** Draw what was worked out, where the actors stand now. */
function paint() {
  const lit = litActors();
  drawn.sort((a, b) => rank(b, lit) - rank(a, lit) || (a.id < b.id ? -1 : 1));
  // What is selected is always vis-network's to draw; of a crowd it draws nothing else.
  const crowded = current.shown.length > CROWD;
  showCrowd(crowded ? current.shown : null, drawn);
  replace(nodes, drawn.filter((actor) => !crowded || (lit && lit.has(actor.id))).map((actor) => nodeOf(actor, lit)).sort((a, b) => (a.id < b.id ? -1 : 1)));
  replace(edges, withCurves(crowded ? current.shown.filter((one) => state.selected && isLit(one)).slice(0, CROWD) : current.shown)
    .map((item) => edgeOf(item, lit)));
  container.setAttribute("aria-label", `Network of ${count(drawn.length, "actor")} and ${count(current.shown.length, "line")}`);
  network.redraw();
}

function tellNote() {
  const hidden = current.total - current.shown.length;
  const nothing = state.path ? "Nothing joins the two." : relations.length ? "Nothing passes the filters." : "Nothing to show: there is no claim here.";
  byId("note").textContent = hidden > 0 && state.view === "network"
    ? `The best-evidenced ${current.shown.length.toLocaleString("en")} of ${current.total.toLocaleString("en")} lines `
    : current.total ? "" : nothing;
  if (hidden > 0 && state.view === "network") {
    const more = (text, limit) => element("button", { type: "button", click: () => { state.limit = limit; refresh(true); } }, element("span", { class: "wide" }, "Show "), text);
    byId("note").append(more("more", state.limit + record.limit), more("all", Math.max(record.limit, relations.length)));
  }
}

const TOLD = 300; // lines in the table

/** What is drawn as a table, for those who hear the page. */
function tellInWords() {
  byId("spoken").replaceChildren(
    element("caption", {}, current.shown.length > TOLD ? `The best-evidenced ${TOLD} lines of the picture` : "Lines of the picture"),
    element("tr", {}, ["From", "Relation", "To", "Standing", "Evidence"].map((text) => element("th", { scope: "col" }, text))),
    ...current.shown.slice(0, TOLD).map((one) => element("tr", {}, [quoted(nameOf(one.from)), one.parts.map((part) => part.relation.label).join(", "),
      quoted(nameOf(one.to)), STANDINGS[one.standing], evidence(one)].map((text) => element("td", {}, text)))));
}

function replace(dataset, items) {
  const wanted = new Set(items.map((item) => item.id));
  dataset.remove(dataset.getIds().filter((id) => !wanted.has(id)));
  dataset.update(items);
}

/** The actors that stand out: those of the selection, or null for all of them. */
function litActors() {
  if (!state.selected) return null;
  return new Set([state.selected.actor, ...current.shown.filter(isLit).flatMap((one) => [one.from, one.to])]);
}

/** Whether a line is of what is selected: a line, an actor, the days of a bar, or a state of the map. */
function isLit(one) {
  if (!state.selected) return true;
  const { line: id, actor, days: span, country, place } = state.selected;
  if (id) return one.id === id;
  if (actor) return touches(one, actor);
  return one.claims.some((claim) => (span ? isOfDays(claim, span) : place ? isOfPlace(claim, place) : isOfState(claim, country)));
}

const isOfDays = (claim, [since, until]) => dayOf(claim) >= since && dayOf(claim) <= until;

const isOfPlace = (claim, key) => claim.place !== null && placeKey(record.places[claim.place]) === key;

const isOfState = ({ relation: { from, to } }, code) => actors.get(from).country === code || actors.get(to).country === code;

function nodeOf(actor, lit) {
  const colour = colourOf(actor);
  const border = theme === "dark" ? "#0D1117" : "#FFFFFF";
  return {
    id: actor.id, label: actor.label, shape: actor.shape, size: crowd ? Math.max(actor.size, 5 / network.getScale()) : actor.size, x: actor.x, y: actor.y,
    opacity: !lit || lit.has(actor.id) ? 1 : 0.25, title: tipOfActor(actor),
    color: {
      background: colour, border, highlight: { background: colour, border: ink() },
      hover: { background: colour, border: ink() },
    },
  };
}

/** Give each of several lines between the same two actors a curve of its own. */
function withCurves(shown) {
  const pairs = new Map();
  for (const one of shown) {
    const pair = [one.from, one.to].sort().join(" ");
    if (!pairs.has(pair)) pairs.set(pair, { forward: [], back: [] });
    pairs.get(pair)[one.from <= one.to ? "forward" : "back"].push(one);
  }
  const curves = new Map();
  for (const { forward, back } of pairs.values()) {
    const alone = forward.length + back.length === 1;
    for (const side of [forward, back]) {
      side.sort((a, b) => (a.id < b.id ? -1 : 1)).forEach((one, index) => curves.set(one.id, alone ? 0 : 0.1 + 0.13 * index));
    }
  }
  return shown.map((one) => ({ one, roundness: curves.get(one.id) }));
}

const lineWidth = (one) => magnified * Math.min(8, 2 + 1.1 * Math.log2(one.claims.length) + 0.6 * (one.origins - 1));

function edgeOf({ one, roundness }, lit) {
  const shade = isLit(one) ? 0.45 + 0.55 * one.confidence : 0.08;
  const colour = quadColour(one.quad);
  return {
    id: one.id, from: one.from, to: one.to, parts: one.parts.length,
    color: { color: colour, highlight: colour, hover: colour, opacity: shade },
    width: crowd ? Math.max(lineWidth(one), 1.5 / network.getScale()) : lineWidth(one),
    dashes: DASHES[one.standing] || false,
    smooth: roundness ? { enabled: true, type: "curvedCW", roundness } : { enabled: false },
    arrows: one.symmetric ? "" : { to: { enabled: true, scaleFactor: crowd ? Math.max(0.55, 0.4 / network.getScale()) : 0.55 } },
    selfReference: { size: 18 },
    title: tipOfLine(one),
  };
}

const FACE = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const ink = () => (theme === "dark" ? "#E6EAF0" : "#1B2430");
const quietInk = () => (theme === "dark" ? "#9BA7B6" : "#6B7685");
const paper = () => (theme === "dark" ? "#11161D" : "#FAFBFC");

const describe = (actor) => [styleOf(actor).name, actor.country, actor.sector].filter(Boolean).join(" · ");

const tipOfActor = (actor) => element("div", { class: "tip" }, element("b", {}, quoted(actor.label)), element("div", {}, quoted([describe(actor), measureOf(actor)].filter(Boolean).join(" · "))));

/** On an edge: what it says, and its best claim with quote, speaker, article and date. */
function tipOfLine(one) {
  const best = [...one.claims].sort((a, b) => b.confidence - a.confidence)[0];
  const names = one.parts.slice(0, 4).map((part) => part.relation.label).join(", ") + (one.parts.length > 4 ? ", …" : "");
  return element("div", { class: "tip" },
    element("b", {}, quoted(nameOf(one.from)), one.symmetric ? " ↔ " : " → ", quoted(nameOf(one.to))),
    element("div", {}, names),
    element("div", { class: "quiet" }, `${quadLabel(one.quad)} · ${STANDINGS[one.standing].toLowerCase()} · ${evidence(one)}`),
    element("q", {}, quoted(shortened(best.quote, 240))),
    element("div", {}, element("span", { class: "quiet" }, saidBy(best)), marks(best)),
    element("div", { class: "quiet" }, whereAndWhen(best)));
}

const shortened = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
const evidence = (one) => `${count(one.claims.length, "claim")}, ${count(one.sources, "source")}`
  + (one.origins < one.sources ? `, ${count(one.origins, "independent origin")}` : "");
const saidBy = (claim) => (claim.speaker ? ["says ", quoted(claim.speaker)] : ["in the article's own words"]);

function whereAndWhen(claim) {
  const article = record.articles[claim.article];
  const parts = [quoted(titleOf(claim)), article.source && quoted(article.source), claim.date || article.date];
  return parts.filter(Boolean).flatMap((part, index) => (index ? [" · ", part] : [part]));
}

function marks(claim) {
  return [claim.polarity === "negated" && "denied", claim.modality !== "actual" && claim.modality].filter(Boolean)
    .map((text) => element("span", { class: "mark" }, text));
}

/** Move so that these actors, with room for their labels, fill the picture. */
function showInView(ids = drawn.map((actor) => actor.id), closest = 1.3) {
  const points = ids.map((id) => actors.get(id));
  if (!points.length || container.hidden) return;
  const [left, right] = extent(points.map((at) => at.x));
  const [top, bottom] = extent(points.map((at) => at.y));
  const { clientWidth, clientHeight } = container;
  const side = Math.min(80, clientWidth * 0.14);
  const scale = Math.min(closest, (clientWidth - 2 * side) / (right - left + 1), (clientHeight - 130) / (bottom - top + 1));
  // A little upward, so that the note at the foot covers nothing.
  network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 + 16 / scale }, animation: false });
}

/** Fit the layout to this screen: stretched, never squeezed, to its form, and drawn larger if it must be seen from afar. */
function stretch() {
  const points = view().shown.flatMap((one) => [actors.get(one.from), actors.get(one.to)]);
  const [left, right] = extent(points.map((actor) => actor.x));
  const [top, bottom] = extent(points.map((actor) => actor.y));
  const ratio = ((container.clientHeight - 130) / (container.clientWidth - 160)) / ((bottom - top + 100) / (right - left + 100));
  const factor = Math.min(1.7, Math.max(1, ratio, 1 / ratio)) || 1;
  for (const actor of actors.values()) actor[ratio > 1 ? "y" : "x"] *= factor;
  const scale = Math.min((container.clientWidth - 160) / (right - left + 100), (container.clientHeight - 130) / (bottom - top + 100));
  magnified = Math.min(1.3, Math.max(1, 0.6 / scale)) || 1;
}

const extent = (values) => values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);

function isInView(ids) {
  const { clientWidth, clientHeight } = container;
  return ids.map((id) => network.canvasToDOM(actors.get(id)))
    .every(({ x, y }) => x > 30 && y > 30 && x < clientWidth - 30 && y < clientHeight - 60);
}

// Everything together: what a click does, and the first drawing.

/** Select an actor, a line or nothing; with `look`, bring it into view. */
function choose(selected, look) {
  state.selected = selected;
  crowdTip.classList.remove("shown");
  refresh();
  const one = selected && selected.line && current.shown.find((item) => item.id === selected.line);
  if (one) network.setSelection({ nodes: [], edges: [one.id] });
  else if (selected && selected.actor) network.setSelection({ nodes: [selected.actor], edges: [] }, { highlightEdges: false });
  else network.unselectAll();
  if (!look || !selected) return;
  const lit = [...litActors()].filter((id) => actors.has(id));
  if (!isInView(lit)) showInView(lit);
}

/** Draw again after the state has changed. With `fit`, lay out again what is shown now, and show all of it; without, what
 *  comes in finds its place and the rest stays. */
function refresh(fit) {
  const before = new Set(drawn.map((actor) => actor.id));
  const key = () => `${drawn.map(({ id }) => id).sort().join(" ")}\n${current.shown.map(({ id }) => id).sort().join("\n")}`;
  const was = fit ? key() : "";
  draw();
  showPanel();
  remember();
  const ids = new Set(drawn.map((actor) => actor.id));
  const isOther = fit ? key() !== was : drawn.some((actor) => !before.has(actor.id));
  if (!isOther || !before.size || (playing && ids.size > MOST_AT_ONCE)) { if (fit) showInView(); return; }
  const there = new Set([...ids].filter((id) => before.has(id)));
  placeNear(ids, current.shown, there);
  arrange(ids, current.shown, fit ? new Set() : there, () => { paint(); if (fit) showInView(); });
}

/** What a click was on: an actor or a line, or null. */
function clicked({ nodes: [actor], edges: [lined], pointer }) {
  return actor ? { actor } : lined ? { line: lined } : crowd ? inCrowd(pointer.canvas) : null;
}

network.on("click", (event) => choose(clicked(event)));
network.on("doubleClick", (event) => {
  const { actor, line: lined } = clicked(event) || {};
  if (actor) { state.expanded.add(actor); refresh(); }
  const one = lined && current.shown.find((item) => item.id === lined);
  if (one) { state.opened.add(one.bundle); choose({ line: one.parts.length > 1 ? one.bundle + " " + one.parts[0].relation.relation : one.id }); }
});
for (const event of ["dragging", "dragEnd"]) network.on(event, ({ nodes: moved }) => {
  for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) Object.assign(actors.get(id), { x, y });
});

const zoom = (factor) => (state.view === "map" ? zoomMap(factor) : network.moveTo({ scale: Math.min(5, Math.max(0.05, network.getScale() * factor)) }));
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("zoom-fit").addEventListener("click", () => (state.view === "map" ? zoomMap(0) : showInView()));
for (const view of ["network", "map"]) byId(`view-${view}`).addEventListener("click", () => { state.view = view; showView(); refresh(); if (view === "network") { network.setSize("100%", "100%"); showInView(); } });
byId("theme-toggle").addEventListener("click", () => { theme = theme === "dark" ? "light" : "dark"; applyTheme(); });
byId("filters-toggle").addEventListener("click", () => {
  const open = document.body.classList.toggle("filtering");
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
  if (event.key === "/" && document.activeElement.tagName !== "INPUT") { byId("search-text").focus(); event.preventDefault(); }
});

const MOVES = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
container.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { x, y } = network.getViewPosition();
  const [right, down] = (MOVES[event.key] || [0, 0]).map((pixels) => pixels / network.getScale());
  if (right || down) network.moveTo({ position: { x: x + right, y: y + down } });
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") showInView();
  else return;
  event.preventDefault();
});

let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });

byId("summary").textContent = record.summary;
stretch();
buildSearch();
buildTime();
const shared = location.hash.length > 1;
recall();
if (record.focus && !shared) state.selected = { actor: record.focus };
showView();
applyTheme();
showInView();
if ([...new URLSearchParams(location.hash.slice(1)).keys()].some((name) => !LOOKS.includes(name))) {
  arrange(new Set(drawn.map((actor) => actor.id)), current.shown, new Set(), () => { paint(); showInView(); });
}
document.documentElement.dataset.ready = "yes";

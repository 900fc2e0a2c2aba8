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

/** Draw again after the state has changed; with `fit`, show all of it. */
function refresh(fit) {
  draw();
  showPanel();
  remember();
  if (fit) showInView();
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

const zoom = (factor) => network.moveTo({ scale: Math.min(5, Math.max(0.05, network.getScale() * factor)) });
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("zoom-fit").addEventListener("click", () => showInView());
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

byId("summary").textContent = record.summary;
stretch();
buildSearch();
const shared = location.hash.length > 1;
recall();
applyTheme();
showInView();
if (record.focus && !shared) choose({ actor: record.focus });
document.documentElement.dataset.ready = "yes";

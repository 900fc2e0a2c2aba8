// The full view. More lines than vis-network can draw anew at every move are painted on a canvas of their own, a few
// milliseconds at a time; the last finished painting moves and scales with the picture until the next one is done.

const CROWD = 400; // lines from which on they are painted here
const SLICE = 8; // milliseconds of painting a frame
const MARGIN = 1.5; // how many times wider and higher than the picture a painting is
const NEAR = 7; // pixels from a line or an actor at which the mouse is on it
let crowd = null; // what to paint: lines with their roundness, worst evidenced first, and actors
let painting = null; // the last finished one: its canvas, the crowd it shows, and where it stands
let job = null;

/** Paint these lines and actors from now on; null where vis-network draws all there is. */
function showCrowd(shown, drawn) {
  if (!shown) { crowd = painting = job = null; return; }
  const lined = withCurves(shown).reverse();
  const key = [theme, magnified, arranged, state.size, state.colour, drawn.length, ...lined.map(({ one }) => `${one.id} ${one.claims.length} ${one.standing}`)].join("\n");
  if (!crowd || crowd.key !== key) crowd = { key, lined, drawn };
}

/** Called by vis-network before it draws its own, with the picture's scale and place set. */
function drawCrowd(context) {
  if (!crowd) return;
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const { width, height } = context.canvas;
  const ratio = width / container.clientWidth;
  if (painting) {
    const larger = scale / painting.scale;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = state.selected ? 0.16 : 1;
    context.drawImage(painting.canvas,
      width / 2 + (painting.x - x) * scale * ratio - painting.canvas.width * larger / 2,
      height / 2 + (painting.y - y) * scale * ratio - painting.canvas.height * larger / 2,
      painting.canvas.width * larger, painting.canvas.height * larger);
    context.restore();
  }
  const spare = (MARGIN - 1) / 2 / scale; // how far the picture may move within a painting
  const fits = painting && painting.crowd === crowd && painting.scale === scale
    && Math.abs(painting.x - x) <= spare * container.clientWidth && Math.abs(painting.y - y) <= spare * container.clientHeight;
  if (fits) { if (!arranging) document.documentElement.dataset.painted = "yes"; } else if (!job || job.crowd !== crowd) startPainting({ x, y, scale, ratio, width, height });
}

function startPainting({ x, y, scale, ratio, width, height }) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(width * MARGIN), Math.ceil(height * MARGIN)];
  const context = canvas.getContext("2d");
  context.setTransform(scale * ratio, 0, 0, scale * ratio, canvas.width / 2 - x * scale * ratio, canvas.height / 2 - y * scale * ratio);
  const half = { x: canvas.width / 2 / scale / ratio, y: canvas.height / 2 / scale / ratio };
  const area = { left: x - half.x, right: x + half.x, top: y - half.y, bottom: y + half.y };
  const seen = crowd.lined.filter(({ one }) => isWithin(actors.get(one.from), area) || isWithin(actors.get(one.to), area)).length;
  const mine = job = { canvas, context, area, crowd, x, y, scale, at: 0, thinned: Math.max(0.25, Math.min(1, Math.sqrt(1200 / seen))) };
  document.documentElement.dataset.painted = "no";
  requestAnimationFrame(() => paintOn(mine));
}

const isWithin = ({ x, y }, { left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom;

/** Paint for a while, and go on in the next frame; a painting that nobody waits for any more is given up. */
function paintOn(mine) {
  if (mine !== job || !crowd) return;
  const { lined, drawn: shown } = mine.crowd;
  const until = performance.now() + SLICE;
  while (mine.at < lined.length + shown.length && performance.now() < until) {
    for (const end = Math.min(mine.at + 50, lined.length + shown.length); mine.at < end; mine.at += 1) {
      if (mine.at < lined.length) paintLine(mine, lined[mine.at]);
      else paintActor(mine, shown[mine.at - lined.length]);
    }
  }
  if (mine.at < lined.length + shown.length) requestAnimationFrame(() => paintOn(mine));
  else {
    mine.context.globalAlpha = 1;
    mine.context.setLineDash([]);
    writeLabels(mine.context, mine.scale, mine.area, shown, null);
    painting = mine;
    job = null;
    network.redraw();
  }
}

/** Ends of a line and the point that it is bent towards. */
function course({ one, roundness }) {
  const [a, b] = [actors.get(one.from), actors.get(one.to)];
  return { a, b, via: { x: (a.x + b.x) / 2 + roundness * (b.y - a.y), y: (a.y + b.y) / 2 - roundness * (b.x - a.x) } };
}

function paintLine({ context, area, scale, thinned }, lined) {
  const { one } = lined;
  const { a, b, via } = course(lined);
  if (Math.max(a.x, b.x, via.x) < area.left || Math.min(a.x, b.x, via.x) > area.right
    || Math.max(a.y, b.y, via.y) < area.top || Math.min(a.y, b.y, via.y) > area.bottom) return;
  context.globalAlpha = (0.2 + 0.6 * one.confidence) * thinned;
  context.strokeStyle = context.fillStyle = quadColour(one.quad);
  context.lineWidth = Math.max(0.6 / scale, 0.6 * lineWidth(one));
  context.setLineDash((DASHES[one.standing] || []).map((length) => length / Math.min(1, scale)));
  context.beginPath();
  if (a === b) context.arc(a.x, a.y - a.size, 18, 0, 2 * Math.PI);
  else { context.moveTo(a.x, a.y); context.quadraticCurveTo(via.x, via.y, b.x, b.y); }
  context.stroke();
  if (!one.symmetric && a !== b && scale > 0.3) paintArrow(context, via, b);
}

function paintArrow(context, from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [tipX, tipY] = [to.x - x * to.size, to.y - y * to.size];
  context.beginPath();
  context.moveTo(tipX, tipY);
  context.lineTo(tipX - 9 * x + 4 * y, tipY - 9 * y - 4 * x);
  context.lineTo(tipX - 9 * x - 4 * y, tipY - 9 * y + 4 * x);
  context.fill();
}

function paintActor({ context, scale }, actor) {
  const corners = CORNERS[actor.shape];
  const size = Math.max(actor.size, 2.5 / scale);
  context.globalAlpha = 1;
  context.fillStyle = colourOf(actor);
  context.strokeStyle = paper();
  context.lineWidth = Math.min(1.5, 1 / scale);
  context.setLineDash([]);
  context.beginPath();
  if (corners) corners.forEach(([x, y], index) => context[index ? "lineTo" : "moveTo"](actor.x + (x - 8) * size / 7, actor.y + (y - 8) * size / 7));
  else context.arc(actor.x, actor.y, size, 0, 2 * Math.PI);
  context.closePath();
  context.fill();
  context.stroke();
}

/** The actor or else the line of the crowd that is at a point of the picture, or null. */
function inCrowd({ x, y }) {
  const reach = NEAR / network.getScale();
  const near = (found, item, distance, most) => (distance <= most && (!found || distance < found.distance) ? { item, distance } : found);
  const actor = crowd.drawn.reduce((found, one) => near(found, one, Math.hypot(one.x - x, one.y - y), Math.max(one.size, reach)), null);
  if (actor) return { actor: actor.item.id };
  const line = crowd.lined.reduce((found, lined) => near(found, lined.one, distanceTo(course(lined), x, y), reach), null);
  return line && { line: line.item.id };
}

/** Distance of a point from a bent line, taken as four straight pieces. */
function distanceTo({ a, b, via }, x, y) {
  const at = (t) => ({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * via.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * via.y + t * t * b.y });
  let least = Infinity;
  for (let part = 0; part < 4; part += 1) {
    const [one, other] = [at(part / 4), at((part + 1) / 4)];
    const [dx, dy] = [other.x - one.x, other.y - one.y];
    const along = Math.max(0, Math.min(1, ((x - one.x) * dx + (y - one.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(one.x + along * dx - x, one.y + along * dy - y));
  }
  return least;
}

network.on("beforeDrawing", drawCrowd);

// What is selected in a crowd is kept large enough to be seen from afar.
let zoomed = null;
network.on("zoom", () => { clearTimeout(zoomed); zoomed = setTimeout(() => { if (crowd && state.selected) draw(); }, 150); });

// What vis-network does for its own: the name of what the mouse is on, and its tooltip.
const crowdTip = element("div", { class: "vis-tooltip" });
container.parentElement.append(crowdTip);
container.addEventListener("mousemove", (event) => {
  const box = container.getBoundingClientRect();
  const at = { x: event.clientX - box.left, y: event.clientY - box.top };
  const idle = crowd && !event.buttons && !network.getNodeAt(at) && !network.getEdgeAt(at);
  const hit = idle ? inCrowd(network.DOMtoCanvas(at)) : null;
  if (idle && hovered !== ((hit && hit.actor) || null)) { hovered = (hit && hit.actor) || null; network.redraw(); }
  crowdTip.classList.toggle("shown", Boolean(hit));
  container.style.cursor = hit ? "pointer" : "";
  if (!hit) return;
  const one = hit.line && current.shown.find((item) => item.id === hit.line);
  crowdTip.replaceChildren(one ? tipOfLine(one) : tipOfActor(actors.get(hit.actor)));
  crowdTip.style.setProperty("left", `${Math.max(0, Math.min(at.x + 12, box.width - crowdTip.offsetWidth - 8))}px`);
  crowdTip.style.setProperty("top", `${Math.max(0, Math.min(at.y + 12, box.height - crowdTip.offsetHeight - 8))}px`);
});
container.addEventListener("mouseleave", () => crowdTip.classList.remove("shown"));

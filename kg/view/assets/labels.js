// Labels of actors, drawn over the picture at one size on screen whatever the zoom, and never over one another:
// the selected and the most-claimed actors come first, and a label that finds no room waits for a closer look.

let hovered = null;
const LEADING = 15;
const ROOM = 13000; // square pixels that a label has to itself in a crowd
const widths = new Map();

function labelWidth(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

/** After vis-network has drawn: the labels of all actors, or in a crowd of those that stand out from its painting. */
function drawLabels(context) {
  const lit = litActors();
  const first = hovered && actors.has(hovered) ? [actors.get(hovered)] : [];
  const foot = byId("note").offsetHeight ? byId("note").offsetHeight + 12 : 0;
  const seen = { ...corner(0, 0, "left", "top"), ...corner(container.clientWidth, container.clientHeight - foot, "right", "bottom") };
  const others = crowd ? (lit ? drawn.filter((actor) => lit.has(actor.id)).slice(0, CROWD) : []) : drawn;
  writeLabels(context, network.getScale(), seen, [...first, ...others.filter((actor) => actor.id !== hovered)], lit);
}

/** Write the labels of these actors, the first before the others, as far as there is room in the part that is seen. */
function writeLabels(context, scale, seen, named, lit) {
  const unit = 1 / scale; // one pixel on screen
  // In a crowd a label may stand over shapes: there is no free place.
  const shapes = new Map(crowd ? [] : named.filter((actor) => !lit || lit.has(actor.id)).map((actor) => [actor.id, boxOf(actor, actor.size, unit)]));
  const taken = [...shapes.values()];
  const labels = [];
  const written = []; // as they stand, without the room around them
  const most = crowd ? Math.max(LEADING, areaOf(named.filter((actor) => isWithin(actor, seen))) * scale * scale / ROOM) : Infinity;
  context.save();
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const [index, actor] of named.entries()) {
    if (labels.length >= most) break;
    if (crowd && !isWithin(actor, seen)) continue;
    const chosen = actor.id === hovered || (state.selected && state.selected.actor === actor.id);
    const dimmed = lit && !lit.has(actor.id) && !chosen;
    if (dimmed) continue;
    const pixels = chosen ? 14 : 12.5;
    const font = `${chosen ? 700 : 500} ${pixels}px ${FACE}`;
    context.font = font;
    const text = shortened(actor.label, chosen ? 60 : 26);
    const more = current.hidden.get(actor.id);
    const badge = more ? ` +${more}` : "";
    const wide = labelWidth(context, text, font);
    const height = (pixels + 4) * unit;
    const possible = places(actor, actor.size, (wide + labelWidth(context, badge, font)) * unit, height, unit);
    const own = shapes.get(actor.id);
    const free = possible.find((place) => within(place, seen) && !taken.some((other) => other !== own && overlaps(place, other)));
    // A leading actor's label may stand over the shape of a lesser one, a chosen one's over anything.
    const clear = free || index >= LEADING ? free : possible.find((place) => within(place, seen) && !labels.some((other) => overlaps(place, other)));
    const box = clear || (chosen ? possible[0] : null);
    if (!box) continue;
    taken.push(widened(box, 5 * unit));
    labels.push(widened(box, 5 * unit));
    written.push(box);
    context.font = font.replace(`${pixels}px`, `${pixels * unit}px`);
    context.lineWidth = 4 * unit;
    write(context, text, box.left, (box.top + box.bottom) / 2, ink());
    if (badge) write(context, badge, box.left + wide * unit, (box.top + box.bottom) / 2, quietInk());
  }
  if (!crowd) writeNumbers(context, unit, seen, taken, written);
  network.labelBoxes = written;
  context.restore();
}

/** On a line of several relations how many they are, at its middle, where nothing stands yet. */
function writeNumbers(context, unit, seen, taken, written) {
  const font = `500 11px ${FACE}`;
  for (const one of current.shown) {
    if (one.parts.length < 2 || !isLit(one)) continue;
    const drawnEdge = network.body.edges[one.id];
    if (!drawnEdge || !drawnEdge.connected) continue;
    const { x, y } = drawnEdge.edgeType.getPoint(0.5);
    context.font = font;
    const text = String(one.parts.length);
    const [half, high] = [labelWidth(context, text, font) * unit / 2, 7 * unit];
    const box = { left: x - half - unit, right: x + half + unit, top: y - high, bottom: y + high };
    if (!within(box, seen) || taken.some((other) => overlaps(box, other))) continue;
    taken.push(box);
    written.push(box);
    context.font = font.replace("11px", `${11 * unit}px`);
    context.lineWidth = 4 * unit;
    write(context, text, x - half, y, ink());
  }
}

function areaOf(points) {
  const [[left, right], [top, bottom]] = ["x", "y"].map((axis) => extent(points.map((at) => at[axis])));
  return points.length ? (right - left) * (bottom - top) : 0;
}

function rank(actor, lit) {
  return (state.selected && state.selected.actor === actor.id ? 2e9 : 0)
    + (lit && lit.has(actor.id) ? 1e9 : 0) + (actor.measure || 0);
}

function boxOf(at, size, unit) {
  const half = size + 2 * unit;
  return { left: at.x - half, right: at.x + half, top: at.y - half, bottom: at.y + half };
}

/** Where a label may stand, best first: below, above, right, left, and then askew of it. */
function places(at, size, width, height, unit) {
  const gap = size + 3 * unit;
  const box = (x, y) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  return [
    box(at.x, at.y + gap + height / 2), box(at.x, at.y - gap - height / 2),
    box(at.x + gap + width / 2, at.y), box(at.x - gap - width / 2, at.y),
    ...[[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([x, y]) => box(at.x + x * (width / 2 - 3 * unit), at.y + y * (gap + height / 2))),
  ];
}

function corner(x, y, horizontal, vertical) {
  const at = network.DOMtoCanvas({ x, y });
  return { [horizontal]: at.x, [vertical]: at.y };
}

const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
/** A hair of room between two, so that names beside each other are not read as one. */
const widened = (box, by) => ({ left: box.left - by, right: box.right + by, top: box.top, bottom: box.bottom });
const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function write(context, text, x, y, colour) {
  context.strokeStyle = paper();
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

network.on("afterDrawing", drawLabels);
network.on("hoverNode", ({ node }) => { hovered = node; });
network.on("blurNode", () => { hovered = null; });

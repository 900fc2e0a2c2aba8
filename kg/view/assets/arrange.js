// Where actors stand once the picture is no longer the one that it opened with: laid out again by force (d3-force), from
// where they are. The same steps give the same picture.

const MOST_AT_ONCE = 400; // actors up to which a layout is done before it is drawn
let arranging = null; // the layout of a crowd that is under way
let arranged = 0; // layouts done

/** Actors that come in, near those of their neighbours that are there already. */
function placeNear(ids, found, there) {
  const near = new Map();
  for (const { from, to } of found) for (const [one, other] of [[from, to], [to, from]]) {
    if (!there.has(one) && there.has(other)) near.set(one, [...(near.get(one) || []), actors.get(other)]);
  }
  let turn = 0;
  for (const id of ids) {
    if (there.has(id) || !near.has(id)) continue;
    const beside = near.get(id);
    const mean = (axis) => beside.reduce((sum, at) => sum + at[axis], 0) / beside.length;
    turn += 2.4; // the golden angle: those around one neighbour stand apart
    Object.assign(actors.get(id), { x: mean("x") + 90 * Math.cos(turn), y: mean("y") + 90 * Math.sin(turn) });
  }
}

/** Room that an actor needs: its shape, and its label below it. */
const roomOf = (actor) => Math.max(actor.size + 12, 2.9 * Math.min(actor.label.length, 22));

/**
 * Lay these actors and lines out again, from where they stand; those in `fixed` stay. `done` is called when they have
 * their places: at once, or for a crowd some frames later.
 */
function arrange(ids, found, fixed, done) {
  const { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } = later("measures");
  const wide = Math.sqrt(Math.min(2.2, Math.max(0.6, container.clientWidth / Math.max(1, container.clientHeight))));
  const bodies = [...ids].sort().map((id) => {
    const { x, y } = actors.get(id);
    return { id, x: x / wide, y: y * wide, room: roomOf(actors.get(id)), ...(fixed.has(id) && { fx: x / wide, fy: y * wide }) };
  });
  const pairs = new Map();
  for (const { from, to, claims } of found) if (from !== to) {
    const key = [from, to].sort().join(" ");
    pairs.set(key, { source: from, target: to, claims: claims.length + (pairs.get(key) ? pairs.get(key).claims : 0) });
  }
  const many = bodies.length > MOST_AT_ONCE;
  const simulation = forceSimulation(bodies).stop()
    .force("link", forceLink([...pairs.values()]).id((one) => one.id).distance(many ? 60 : 110))
    .force("charge", forceManyBody().strength(many ? -120 : -420).distanceMax(1200))
    .force("x", forceX(0).strength(0.06)).force("y", forceY(0).strength(0.06))
    .force("room", forceCollide((one) => one.room).strength(0.8))
    .alpha(fixed.size ? 0.5 : 0.8).alphaDecay(many ? 0.05 : 0.03);
  const settle = () => { arranged += 1; for (const { id, x, y } of bodies) Object.assign(actors.get(id), { x: x * wide, y: y / wide }); };
  const mine = {};
  arranging = mine;
  if (!many) { simulation.tick(120); arranging = null; settle(); done(); return; }
  let left = 80;
  const go = () => {
    if (arranging !== mine) return; // another one has begun
    const until = performance.now() + 12;
    while (left > 0 && performance.now() < until) { simulation.tick(); left -= 1; }
    if (left > 0) { requestAnimationFrame(go); return; }
    arranging = null;
    settle();
    done();
  };
  document.documentElement.dataset.painted = "no";
  requestAnimationFrame(go);
}

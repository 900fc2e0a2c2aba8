// What is shown: from all relations and the state of the filters to the lines of the picture.

const record = read("record");
const actors = new Map(read("nodes").map((actor) => [actor.id, actor]));
const relations = read("edges");

for (const relation of relations) {
  relation.records = relation.claims.map((number) => record.claims[number]);
  relation.records.forEach((claim) => { claim.relation = relation; });
}
const wholes = new Set([...actors.values()].map((actor) => actor.whole).filter(Boolean)); // states and bodies that others belong to

const state = {
  quads: new Set(record.quads.map((quad) => quad.name)),
  polarities: new Set(["affirmed", "negated"]),
  modalities: new Set(["actual", "planned", "possible", "demanded"]),
  relation: "",
  event: "", // PLOVER event type
  source: "",
  level: record.level, // "said", or "body": actors that belong to a state or body count as it
  size: "claims", // what an actor is drawn larger for, see SIZES
  colour: "type", // or "community"
  path: null, // {from, to, steps}: only what joins these two
  view: "network", // or "map"
  since: "", // first and last day of the claims shown
  until: "",
  minimumSources: 1,
  limit: record.limit,
  focus: null, // only what is around this actor
  steps: 1, // how many lines away from it
  expanded: new Set(), // actors all of whose relations are shown, whatever the limit
  opened: new Set(), // bundles drawn as one line a relation
  selected: null, // {actor: id}, {line: id}, {days: [first, last]}, {country: code} or {place: key}
};

const sourceOf = (claim) => record.articles[claim.article].source || `article ${claim.article}`;

const originOf = (claim) => record.articles[claim.article].origin;

const titleOf = (claim) => record.articles[claim.article].title || record.articles[claim.article].id;

/** The actor that an actor counts as on the level that is shown. */
const endOf = (id) => (state.level === "body" && actors.get(id).whole) || id;

/** Whether a claim passes the filters; with `except` "time", "polarities" or "modalities" without that one. */
function passes(claim, except) {
  return (except === "polarities" || state.polarities.has(claim.polarity)) && (except === "modalities" || state.modalities.has(claim.modality))
    && (!state.source || sourceOf(claim) === state.source) && (except === "time" || isInTime(claim));
}

/** Whether a relation passes the filters, those of its claims left aside. */
const isWanted = (relation, except) => (except === "quads" || state.quads.has(relation.quad))
  && (!state.relation || relation.relation === state.relation) && (!state.event || relation.plover === state.event);

/** How far a relation holds, by its claims: "denied", "disputed", "planned" or "stated". */
function standing(claims) {
  const affirmed = claims.filter((claim) => claim.polarity === "affirmed");
  if (!affirmed.length) return "denied";
  if (!affirmed.some((claim) => claim.modality === "actual")) return "planned";
  return affirmed.length < claims.length ? "disputed" : "stated";
}

const DASHES = { stated: null, denied: [8, 5], planned: [2, 5], disputed: [10, 3, 2, 3] };
const STANDINGS = {
  stated: "Stated as a fact", denied: "Denied", disputed: "Affirmed by some, denied by others",
  planned: "Planned, possible or demanded",
};

/** Relations between the same two actors, in the same direction and quad category, are one line. */
function lines(except) {
  const bundles = new Map();
  for (const relation of relations) {
    if (!isWanted(relation, except)) continue;
    const claims = relation.records.filter((claim) => passes(claim, except));
    if (!claims.length) continue;
    let ends = [endOf(relation.from), endOf(relation.to)];
    if (relation.symmetric) ends = ends.sort();
    const key = [...ends, relation.quad, relation.symmetric ? "True" : "False"].join(" ");
    if (!bundles.has(key)) bundles.set(key, new Map());
    const parts = bundles.get(key);
    // On the level of states several pairs of actors may have one relation.
    if (parts.has(relation.relation)) parts.get(relation.relation).claims.push(...claims);
    else parts.set(relation.relation, { relation, claims, ends });
  }
  const found = [];
  for (const [key, named] of bundles) {
    const parts = [...named.values()];
    if (state.opened.has(key)) parts.forEach((part) => found.push(line(key + " " + part.relation.relation, key, [part])));
    else found.push(line(key, key, parts));
  }
  return found.filter((one) => one.sources >= state.minimumSources).sort(byEvidence);
}

function line(id, bundle, parts) {
  const { relation: { quad, symmetric }, ends: [from, to] } = parts[0];
  const claims = parts.flatMap((part) => part.claims);
  const confidence = Math.round(1e6 * claims.reduce((sum, claim) => sum + claim.confidence, 0) / claims.length) / 1e6;
  parts.sort((a, b) => b.claims.length - a.claims.length);
  return {
    id, bundle, from, to, quad, symmetric, parts, claims, confidence,
    sources: new Set(claims.map(sourceOf)).size, origins: new Set(claims.map(originOf)).size, standing: standing(claims),
  };
}

/** Best evidenced first, copies of one article counted once; what lasts (offices, memberships) after what happened, since it is told again and again. */
function byEvidence(a, b) {
  return (a.quad === "lasting") - (b.quad === "lasting") || b.origins - a.origins || b.sources - a.sources || b.claims.length - a.claims.length || b.confidence - a.confidence || (a.id < b.id ? -1 : 1);
}

/** The lines up to so many steps away from an actor: its own, those of the actors at their other ends, and so on. */
function around(all, actor, steps) {
  const reached = new Set([actor]);
  let found = all.filter((one) => touches(one, actor));
  for (let step = 1; step < steps; step += 1) {
    for (const one of found) reached.add(one.from).add(one.to);
    found = all.filter((one) => reached.has(one.from) || reached.has(one.to));
  }
  return found;
}

/** The lines to draw, for each actor how many of its lines are not drawn, and all lines whatever their time. */
function view() {
  const near = (found) => {
    if (state.path) return joining(found, state.path);
    if (!state.focus) return found;
    const close = new Set(around(found, endOf(state.focus), state.steps));
    return found.filter((one) => close.has(one) || isExpanded(one));
  };
  const timed = Boolean(state.since || state.until);
  const ever = near(lines("time"));
  const all = timed ? near(lines()) : ever;
  const shown = [];
  const hidden = new Map();
  for (const one of all) {
    const wanted = state.path || isExpanded(one) || (state.selected && one.id === state.selected.line);
    if (shown.length < state.limit || wanted) shown.push(one);
    else for (const end of new Set([one.from, one.to])) hidden.set(end, (hidden.get(end) || 0) + 1);
  }
  return { shown, hidden, all, ever, total: all.length };
}

const isExpanded = (one) => state.expanded.has(one.from) || state.expanded.has(one.to);
const touches = (one, actor) => one.from === actor || one.to === actor;
const nameOf = (id) => actors.get(id).label;

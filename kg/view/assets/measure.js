// How large an actor is drawn and in which colour, by what is shown: claims, ties, or its place in the network.

const [SMALLEST, LARGEST] = [9, 25]; // half the width of an actor's shape, in pixels at zoom 1
const SIZES = { claims: "claims", degree: "counterparts", strength: "claims that joined others", betweenness: "betweenness", pagerank: "PageRank" };
const COMMUNITIES = [ // Okabe and Ito's colours that readers without one kind of cone keep apart, for light and dark
  ["#0072B2", "#56B4E9"], ["#D55E00", "#E69F00"], ["#009E73", "#3CC49A"], ["#CC79A7", "#E3A6C6"], ["#8C6D00", "#F0E442"], ["#5B4FA2", "#A99FE0"], ["#6B7685", "#9BA7B6"],
];
let community = new Map(); // number of the community of an actor, the largest first

/** The lines as an undirected graph without loops, weighted by claims. */
function plainGraph(found, ids) {
  const graph = new (later("measures").Graph)({ type: "undirected" });
  for (const id of [...ids].sort()) graph.addNode(id);
  for (const { from, to, claims } of found) {
    if (from === to) continue;
    if (graph.hasEdge(from, to)) graph.updateEdgeAttribute(from, to, "weight", (weight) => weight + claims.length);
    else graph.addEdge(from, to, { weight: claims.length });
  }
  return graph;
}

/** The measure that is chosen, by actor. */
function measured(found, ids) {
  const values = new Map([...ids].map((id) => [id, 0]));
  const add = (id, number) => values.set(id, (values.get(id) || 0) + number);
  if (state.size === "claims") {
    for (const { from, to, claims } of found) for (const end of new Set([from, to])) add(end, claims.length);
  } else if (state.size === "degree" || state.size === "strength") {
    const graph = plainGraph(found, ids);
    for (const id of ids) add(id, state.size === "degree" ? graph.degree(id) : graph.reduceEdges(id, (sum, _, { weight }) => sum + weight, 0));
  } else if (ids.size) {
    const scores = later("measures")[state.size](plainGraph(found, ids), { getEdgeWeight: state.size === "pagerank" ? "weight" : null });
    for (const id of ids) add(id, scores[id]);
  }
  return values;
}

/** Set the sizes of these actors, and their communities where colours tell them. Claims count hidden lines too. */
function measure({ all, shown }, ids) {
  const values = measured(state.size === "claims" ? all : shown, ids);
  const most = Math.max(...[...ids].map((id) => values.get(id))) || 1;
  for (const id of ids) {
    const actor = actors.get(id);
    actor.measure = values.get(id);
    actor.size = magnified * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(0, actor.measure) / most)) * (["dot", "square"].includes(actor.shape) ? 1 : 1.25);
  }
  community = state.colour === "community" && ids.size ? communities(shown, ids) : new Map();
}

/** Louvain's communities (Blondel et al. 2008) of the lines shown, the same for the same lines. */
function communities(found, ids) {
  let seed = 7;
  const rng = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const graph = plainGraph(found, ids);
  const parts = graph.size ? later("measures").louvain(graph, { getEdgeWeight: "weight", rng }) : Object.fromEntries([...ids].map((id, index) => [id, index]));
  const sizes = new Map();
  for (const part of Object.values(parts)) sizes.set(part, (sizes.get(part) || 0) + 1);
  const ranked = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([part]) => part);
  return new Map(Object.entries(parts).map(([id, part]) => [id, ranked.indexOf(part)]));
}

/** The colour of an actor: its type's, or its community's; those beyond the six largest are grey. */
function colourOf(actor) {
  if (!community.has(actor.id)) return styleOf(actor)[theme];
  return COMMUNITIES[Math.min(community.get(actor.id), COMMUNITIES.length - 1)][theme === "dark" ? 1 : 0];
}

/** What the measure says of an actor, in words; claims are told anyway. */
function measureOf(actor) {
  const told = { degree: (value) => count(value, "counterpart"), strength: (value) => `${count(value, "claim")} with others`,
    betweenness: (value) => `betweenness ${value.toFixed(3)}`, pagerank: (value) => `PageRank ${value.toFixed(3)}` }[state.size];
  return told && actor.measure !== undefined ? told(actor.measure) : "";
}

// What joins two actors: the shortest paths between them, or all paths of two steps.

/** The lines of all shortest paths between two actors, whichever way the lines run; empty where none joins them. */
function shortest(found, from, to) {
  const steps = new Map([[from, 0]]);
  for (let reached = [from], step = 1; reached.length && !steps.has(to); step += 1) {
    const next = new Set();
    const at = new Set(reached);
    for (const one of found) {
      if (at.has(one.from) && !steps.has(one.to)) next.add(one.to);
      if (at.has(one.to) && !steps.has(one.from)) next.add(one.from);
    }
    for (const actor of next) steps.set(actor, step);
    reached = [...next];
  }
  if (!steps.has(to)) return [];
  const kept = new Set([to]);
  let lined = [];
  for (let step = steps.get(to); step > 0; step -= 1) {
    const ways = found.filter((one) => [[one.from, one.to], [one.to, one.from]].some(([a, b]) => steps.get(a) === step - 1 && steps.get(b) === step && kept.has(b)));
    lined = [...lined, ...ways];
    for (const one of ways) for (const end of [one.from, one.to]) if (steps.get(end) === step - 1) kept.add(end);
  }
  return found.filter((one) => lined.includes(one));
}

/** The lines between two actors, and those of each to an actor that has lines with both. */
function ofTwoSteps(found, from, to) {
  const beside = (actor) => new Set(found.filter((one) => touches(one, actor)).flatMap((one) => [one.from, one.to]));
  const [ofOne, ofOther] = [beside(from), beside(to)];
  const kept = new Set([from, to, ...[...ofOne].filter((actor) => ofOther.has(actor))]);
  return found.filter((one) => one.from !== one.to && (touches(one, from) || touches(one, to)) && kept.has(one.from) && kept.has(one.to));
}

function joining(found, { from, to, steps }) {
  const [one, other] = [endOf(from), endOf(to)];
  return steps === "two" ? ofTwoSteps(found, one, other) : shortest(found, one, other);
}

/** Controls of a path that is shown, or those to ask for one from an actor. */
function pathControls(actor) {
  const { path } = state;
  if (path) {
    const to = (steps) => () => { state.path = { ...path, steps }; refresh(true); };
    return element("p", { class: "actions" },
      path.steps === "two" ? action("Shortest path only", to("shortest")) : action("All paths of two steps", to("two")),
      action("Show the whole network", () => { state.path = null; refresh(true); }));
  }
  const input = element("input", { id: "path-to", type: "search", placeholder: "Path to …", autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-label": "Path to an actor", "aria-expanded": "false", "aria-controls": "path-list", "aria-autocomplete": "list" });
  const list = element("ul", { id: "path-list", class: "found", role: "listbox", "aria-label": "Actors found", hidden: true });
  const box = element("div", { class: "finder" }, input, list);
  finder(input, list, (other) => {
    if (endOf(other.id) === endOf(actor.id)) return;
    Object.assign(state, { path: { from: actor.id, to: other.id, steps: "shortest" }, focus: null, selected: null });
    refresh(true);
  });
  return box;
}

// The panel beside the picture: what the network holds, an actor, or every claim behind a line.

const panel = byId("panel");
const MOST = 60; // claims listed before a "show the rest" button

function fill(...content) {
  panel.replaceChildren(...content.flat(Infinity).filter(isShown));
  panel.scrollTop = 0;
}

function showPanel() {
  const { selected } = state;
  const one = selected && selected.line && current.shown.find((item) => item.id === selected.line);
  if (one) showLine(one);
  else if (selected && selected.actor) showActor(actors.get(selected.actor));
  else if (selected && selected.days) showDays(selected.days);
  else if (selected && selected.country) showCountry(selected.country);
  else if (selected && selected.place) showPlace(selected.place);
  else showOverview();
  document.body.classList.toggle("selected", Boolean(selected));
}

function showOverview() {
  const { path } = state;
  const title = path ? [path.steps === "two" ? "Paths of two steps: " : "Shortest path: ", quoted(nameOf(endOf(path.from))), " – ", quoted(nameOf(endOf(path.to)))]
    : state.focus ? ["Around ", quoted(nameOf(endOf(state.focus))), state.steps > 1 && `, ${state.steps} steps`] : "Best-evidenced relations";
  fill(
    element("h2", {}, title),
    path ? pathControls() : focusControls(),
    element("p", { class: "quiet" }, "Click a line to read the claims behind it, an actor to see its relations, a bar, a state or a city to read its claims."),
    lineList(current.shown.slice(0, 25)));
}

/** The claims of a bar of the histogram. */
function showDays(span) {
  const claims = current.ever.flatMap((one) => one.claims).filter((claim) => isOfDays(claim, span));
  fill(
    back(),
    element("h2", {}, span[0] === span[1] ? span[0] : `${span[0]} to ${span[1]}`),
    element("p", { class: "quiet" }, count(claims.length, "claim")),
    element("p", { class: "actions" }, action("Only these days", () => { state.selected = null; keepTo(...span); })),
    claimList(claims, true));
}

/** The lines of a state of the map: of it and of those who are of it. */
function showCountry(code) {
  const own = current.all.filter(isLit);
  fill(
    back(),
    element("h2", {}, quoted(stateName(code))),
    element("p", { class: "quiet" }, `${count(own.reduce((sum, one) => sum + one.claims.filter((claim) => isOfState(claim, code)).length, 0), "claim")} of this state and of those who are of it`),
    own.length ? lineList(own.slice(0, MOST)) : element("p", { class: "quiet" }, "None passes the filters."));
}

/** The claims whose own words name a city of the map. */
function showPlace(key) {
  const claims = current.all.flatMap((one) => one.claims).filter((claim) => isOfPlace(claim, key));
  const place = record.places.find((one) => placeKey(one) === key);
  fill(
    back(),
    element("h2", {}, quoted(`${place.name}, ${stateName(place.state)}`)),
    element("p", { class: "quiet" }, count(claims.length, "claim")),
    claims.length ? claimList(claims, true) : element("p", { class: "quiet" }, "None passes the filters."));
}

/** Widen or narrow what is shown around an actor, step by step. */
function focusControls() {
  if (!state.focus) return null;
  const all = lines();
  const to = (steps) => () => { state.steps = steps; refresh(true); };
  return element("p", { class: "actions" },
    around(all, endOf(state.focus), state.steps + 1).length > around(all, endOf(state.focus), state.steps).length && action("One step further", to(state.steps + 1)),
    state.steps > 1 && action("One step nearer", to(state.steps - 1)),
    action("Show the whole network", () => { state.focus = null; state.steps = 1; state.expanded.clear(); refresh(true); }));
}

function lineList(shown) {
  return element("ul", { class: "lines" }, shown.map((one) => element("li", {},
    element("button", { type: "button", click: () => choose({ line: one.id }, true) },
      lineSample(quadColour(one.quad), DASHES[one.standing]),
      element("span", {}, quoted(nameOf(one.from)), " ", element("i", {}, one.parts[0].relation.label), " ", quoted(nameOf(one.to))),
      element("span", { class: "quiet" }, evidence(one), one.parts.length > 1 && `, ${count(one.parts.length - 1, "more relation")}`)))));
}

function showActor(actor) {
  const own = current.shown.filter((one) => touches(one, actor.id));
  const more = current.hidden.get(actor.id);
  fill(
    back(),
    element("h2", {}, shapeSample(actor.shape, styleOf(actor)[theme]), " ", quoted(actor.label)),
    element("p", { class: "quiet" }, [describe(actor), measureOf(actor)].filter(Boolean).join(" · ")),
    actor.names.length > 0 && element("p", {}, element("span", { class: "quiet" }, "In articles: "),
      actor.names.flatMap((name, index) => (index ? [", ", quoted(name)] : [quoted(name)]))),
    actor.facts.map((fact) => element("p", {}, quoted(fact))),
    record.links.actor && element("p", {}, [page("actor", [actor.id], "All about this actor"),
      record.part && " · ", record.part && page("focus", [actor.id], "More of its lines")]),
    element("p", { class: "actions" },
      more > 0 && action(`Show ${count(more, "hidden line")}`, () => { state.expanded.add(actor.id); refresh(); }),
      state.focus !== actor.id && action("Only this actor", () => { Object.assign(state, { focus: actor.id, steps: 1, path: null }); state.expanded.clear(); refresh(true); })),
    state.focus === actor.id && focusControls(),
    state.path ? pathControls() : pathControls(actor),
    element("h3", {}, "Relations"),
    own.length ? lineList(own) : element("p", { class: "quiet" }, "None passes the filters."));
}

function showLine(one) {
  fill(
    back(),
    element("h2", {}, actorButton(one.from), one.symmetric ? " ↔ " : " → ", actorButton(one.to)),
    element("p", {}, lineSample(quadColour(one.quad), DASHES[one.standing]), ` ${quadLabel(one.quad)} · ${STANDINGS[one.standing].toLowerCase()}`),
    element("p", { class: "actions" },
      one.parts.length > 1 && action(`Draw ${one.parts.length} lines, one a relation`, () => {
        state.opened.add(one.bundle);
        choose({ line: one.bundle + " " + one.parts[0].relation.relation });
      }),
      page("pair", [one.from, one.to], "All between the two"),
      state.opened.has(one.bundle) && action("Bundle again", () => { state.opened.delete(one.bundle); choose({ line: one.bundle }); })),
    one.parts.map(({ relation, claims }) => [
      element("h3", {}, relation.label, " ", element("span", { class: "quiet" },
        [relation.plover, count(claims.length, "claim")].filter(Boolean).join(" · "))),
      claimList(claims),
    ]).flat());
}

/** Claims, the newest first; with `named`, each with who does what to whom. */
function claimList(claims, named) {
  const newest = [...claims].sort((a, b) => (dateOf(b) < dateOf(a) ? -1 : dateOf(b) > dateOf(a) ? 1 : b.confidence - a.confidence));
  const list = element("ol", { class: "claims" }, newest.slice(0, MOST).map((claim) => claimItem(claim, named)));
  if (newest.length <= MOST) return list;
  const rest = action(`Show the other ${newest.length - MOST}`, () => { rest.remove(); list.append(...newest.slice(MOST).map((claim) => claimItem(claim, named))); });
  return element("div", {}, list, rest);
}

const dateOf = (claim) => claim.until || claim.date || record.articles[claim.article].date || "";

function claimItem(claim, named) {
  const { from, to, label } = claim.relation;
  const article = record.articles[claim.article];
  const title = titleOf(claim);
  // On the level of states, and in lists of many lines, a claim says of whom it is.
  const said = (named || from !== endOf(from) || to !== endOf(to)) && element("p", {}, quoted(nameOf(from)), " ", element("i", {}, label), " ", quoted(nameOf(to)));
  return element("li", {},
    said,
    element("blockquote", {}, inSentence(claim)),
    element("p", {}, saidBy(claim), marks(claim)),
    element("p", { class: "quiet" }, article.url ? link(article.url, title) : quoted(title),
      record.links.article && [" · ", page("article", [article.id], "read here")],
      record.links.correct && [" · ", page("correct", [claim.id], "correct")]),
    element("p", { class: "quiet" }, article.source && quoted(article.source), article.source && " · ",
      claim.date ? `happened ${claim.date}` : article.date ? `published ${article.date}` : "no date",
      ` · confidence ${claim.confidence.toFixed(2)}`, claim.theme && [" · about ", quoted(claim.theme)]));
}

/** The sentence with the quote marked in it. */
function inSentence(claim) {
  const start = claim.sentence ? claim.sentence.indexOf(claim.quote) : -1;
  if (start < 0) return element("bdi", {}, element("mark", {}, claim.quote));
  return element("bdi", {}, claim.sentence.slice(0, start), element("mark", {}, claim.quote), claim.sentence.slice(start + claim.quote.length));
}

/** A link to a page of the server that this page came from, if it came from one. */
const page = (about, ids, text) => record.links[about] && element("a", { href: ids.reduce((made, id) => made.replace("{}", () => encodeURIComponent(id)), record.links[about]) }, text);

const action = (text, click) => element("button", { type: "button", class: "action", click }, text);
const back = () => element("p", { class: "back" }, action("Back to overview", () => choose(null)));
const actorButton = (id) => element("button", { type: "button", class: "name", click: () => choose({ actor: id }, true) }, quoted(nameOf(id)));

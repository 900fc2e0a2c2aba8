// Time: a histogram of the claims, a brush over it, and a button that plays them.

const dayOf = (claim) => claim.until || claim.date || record.articles[claim.article].date || "";
const days = [...new Set(record.claims.map(dayOf).filter(Boolean))].sort();
const undated = record.claims.filter((claim) => !dayOf(claim)).length;
const vague = record.claims.filter((claim) => claim.until).length;
const timeNote = [undated && `${count(undated, "claim")} without a date always shown`, vague && `${vague.toLocaleString("en")} known to the month or year only, at its last day`]
  .filter(Boolean).join("; ");
const STEPS = 40; // of a whole play
const TICK = 350; // milliseconds a step
let playing = null;
let histogram = null; // what drawHistogram gave, and what it shows
let histogramKey = "";

/** What has no date is always shown: its number is said beside the bars. */
function isInTime(claim) {
  const day = dayOf(claim);
  return !day || ((!state.since || day >= state.since) && (!state.until || day <= state.until));
}

/** The strip below the picture. */
function buildTime() {
  const strip = byId("time");
  if (days.length < 2) {
    strip.replaceChildren(element("p", { class: "quiet" }, days.length ? `All claims are of ${days[0]}.` : "No claim has a date."));
    return;
  }
  const day = (name, label) => {
    const input = element("input", { id: `time-${name}`, type: "date", min: days[0], max: days.at(-1), "aria-label": label });
    input.addEventListener("change", () => { stop(); state[name] = input.value; refresh(true); });
    return input;
  };
  strip.replaceChildren(
    element("div", { class: "controls" },
      element("button", { id: "time-play", type: "button", class: "action", click: () => (playing ? stop() : play()) }, "Play"),
      day("since", "First day"), "–", day("until", "Last day"),
      element("button", { id: "time-all", type: "button", class: "action", click: () => { stop(); keepTo("", ""); } }, "All time"),
      element("output", { id: "time-shown", class: "quiet" }, timeNote)),
    element("div", { id: "histogram" }));
  histogramKey = "";
}

/** Keep to these days; empty is open. */
function keepTo(since, until) {
  Object.assign(state, { since, until });
  refresh(true);
}

function stop() {
  clearInterval(playing);
  playing = null;
  if (byId("time-play")) byId("time-play").textContent = "Play";
}

/** Let the last day run from where it is, or from the first, to the end; each step is a bar, or several of many. */
function play() {
  const first = state.since || histogram.bins[0].start;
  const ends = histogram.bins.map((bin) => bin.end).filter((end) => end >= first);
  if (!ends.length) return;
  let at = state.until && state.until < ends.at(-1) ? ends.findIndex((end) => end > state.until) : 0;
  const step = Math.max(1, Math.round(ends.length / STEPS));
  const show = () => {
    const last = at >= ends.length - 1;
    keepTo(state.since, last ? "" : ends[at]);
    if (last) stop();
    at = Math.min(ends.length - 1, at + step);
  };
  byId("time-play").textContent = "Stop";
  playing = setInterval(show, TICK);
  show();
}

/** The claims that pass all filters but time, as bars. Drawn anew only where they are others than before. */
function drawTime(lined) {
  if (days.length < 2) return;
  for (const name of ["since", "until"]) byId(`time-${name}`).value = state[name];
  byId("time-all").disabled = !state.since && !state.until;
  const box = byId("histogram");
  const counted = new Map();
  for (const one of lined) for (const claim of one.claims) {
    const key = `${dayOf(claim)} ${one.quad} ${claim.polarity === "negated" ? 1 : 0}`;
    counted.set(key, (counted.get(key) || 0) + 1);
  }
  const counts = [...counted].map(([key, number]) => { const [day, kind, denied] = key.split(" "); return { day, kind, denied: denied === "1", count: number }; });
  const key = JSON.stringify([theme, box.clientWidth, box.clientHeight, [...counted]]);
  if (key === histogramKey && histogram) { histogram.move(state.since, state.until); return; }
  histogramKey = key;
  const kinds = record.quads.map(({ name, label }) => ({ name, label, colour: quadColour(name) }));
  histogram = drawHistogram(later("charts"), box, {
    counts, kinds, since: state.since, until: state.until, width: Math.max(240, box.clientWidth), height: Math.max(60, box.clientHeight), ink: quietInk(),
    brushed: (since, until) => { stop(); keepTo(since, until); },
    clicked: (since, until) => choose({ days: [since, until] }),
    pointed: (text) => { byId("time-shown").textContent = text || timeNote; },
  });
}

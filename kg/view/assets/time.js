// Time: two handles over the days of the claims, and a button that plays them.

const dayOf = (claim) => claim.until || claim.date || record.articles[claim.article].date || "";
const days = [...new Set(record.claims.map(dayOf).filter(Boolean))].sort();
const undated = record.claims.filter((claim) => !dayOf(claim)).length;
const STEPS = 60; // of a whole play
const TICK = 250; // milliseconds a step
let playing = null;

/** What has no date is always shown: its number is said beside the handles. */
function isInTime(claim) {
  const day = dayOf(claim);
  return !day || ((!state.since || day >= state.since) && (!state.until || day <= state.until));
}

function timeControls() {
  if (days.length < 2) return [element("p", { class: "quiet" }, days.length ? `All claims are of ${days[0]}.` : "No claim has a date.")];
  const last = days.length - 1;
  const at = (day, otherwise) => { const found = days.findIndex((one) => one >= day); return day && found >= 0 ? found : otherwise; };
  const shown = element("output", { id: "time-shown" });
  const handle = (name, label) => element("input", { id: `time-${name}`, type: "range", min: 0, max: last, step: 1, "aria-label": label });
  const from = handle("from", "First day");
  const to = handle("to", "Last day");
  const button = element("button", { id: "time-play", type: "button", class: "action", click: () => (playing ? stop() : play()) }, "Play");
  const tell = () => {
    for (const one of [from, to]) one.setAttribute("aria-valuetext", days[Number(one.value)]);
    shown.textContent = `${days[Number(from.value)]} to ${days[Number(to.value)]}`;
  };
  const apply = () => {
    state.since = Number(from.value) > 0 ? days[Number(from.value)] : "";
    state.until = Number(to.value) < last ? days[Number(to.value)] : "";
    tell();
    refresh();
  };
  const stop = () => { clearInterval(playing); playing = null; button.textContent = "Play"; };
  const play = () => {
    if (Number(to.value) >= last) to.value = from.value;
    button.textContent = "Stop";
    playing = setInterval(() => {
      to.value = Math.min(last, Number(to.value) + Math.max(1, Math.round(last / STEPS)));
      apply();
      if (Number(to.value) >= last) stop();
    }, TICK);
    apply();
  };
  stop();
  from.value = at(state.since, 0);
  to.value = state.until ? Math.max(0, days.filter((day) => day <= state.until).length - 1) : last;
  from.addEventListener("input", () => { if (Number(from.value) > Number(to.value)) to.value = from.value; apply(); });
  to.addEventListener("input", () => { if (Number(to.value) < Number(from.value)) from.value = to.value; apply(); });
  tell();
  return [element("label", { class: "field" }, element("span", {}, shown), from, to), button,
    undated > 0 && element("p", { class: "quiet" }, `${count(undated, "claim")} without a date stay shown.`)];
}

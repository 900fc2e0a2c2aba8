// Table, chart and graph of a named query's answer; chart and graph are drawn when they are first looked at. Which of them
// is shown, and of what, stands in the address.
import { readAnswer } from "./answer.js";

const DRAW = {
  chart: async (...given) => (await import("./chart.js")).drawChart(...given),
  graph: async (...given) => (await import("./graph.js")).drawGraph(...given),
};
const tabs = [...document.querySelectorAll('[role="tab"]')];
const names = tabs.map((tab) => tab.id.slice("tab-".length));
const drawn = new Set();

function remember(said) {
  const text = new URLSearchParams(said).toString();
  history.replaceState(null, "", location.pathname + location.search + (text ? `#${text}` : ""));
}

async function show(name, chosen) {
  for (const tab of tabs) {
    const own = tab.id.slice("tab-".length);
    tab.setAttribute("aria-selected", String(own === name));
    document.getElementById(`view-${own}`).hidden = own !== name;
  }
  if (!chosen) remember(name === "table" ? {} : { view: name, ...(latest[name] ?? {}) });
  const panel = document.getElementById(`view-${name}`);
  if (!DRAW[name] || drawn.has(name)) return;
  drawn.add(name);
  const answer = await fetch(panel.dataset.source);
  if (!answer.ok) { panel.textContent = await answer.text(); return; }
  await DRAW[name](panel, readAnswer(await answer.json()), undefined, chosen, (told) => {
    latest[name] = told;
    if (!panel.hidden) remember({ view: name, ...told });
  });
}

const latest = {}; // what was last chosen in a chart
for (const tab of tabs) tab.addEventListener("click", () => show(tab.id.slice("tab-".length)));
const { view, ...chosen } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
if (names.includes(view) && view !== "table") show(view, chosen);

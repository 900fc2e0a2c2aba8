// Table, chart and graph of a named query's answer; chart and graph are drawn when they are first looked at.
import { readAnswer } from "./answer.js";
import { drawChart } from "./chart.js";
import { drawGraph } from "./graph.js";

const DRAW = { chart: drawChart, graph: drawGraph };
const tabs = [...document.querySelectorAll('[role="tab"]')];
const drawn = new Set();

async function show(name) {
  for (const tab of tabs) {
    const own = tab.id.slice("tab-".length);
    tab.setAttribute("aria-selected", String(own === name));
    document.getElementById(`view-${own}`).hidden = own !== name;
  }
  const panel = document.getElementById(`view-${name}`);
  if (!DRAW[name] || drawn.has(name)) return;
  drawn.add(name);
  const answer = await fetch(panel.dataset.source);
  if (answer.ok) DRAW[name](panel, readAnswer(await answer.json()));
  else panel.textContent = await answer.text();
}
for (const tab of tabs) tab.addEventListener("click", () => show(tab.id.slice("tab-".length)));

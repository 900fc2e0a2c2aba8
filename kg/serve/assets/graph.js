// An answer as a network, drawn with vis-network: each row is a line from one column's value to another's.
import { choices, columnOptions, shortName } from "./answer.js";

const MOST = 400;
const PAIRS = [["subject", "object"], ["who", "whom"], ["from", "to"], ["x", "y"], ["s", "o"], ["one", "other"]];
const NAMES = /^(relation|did|predicate|p|r|what|how)$/i;

export function drawGraph(container, answer, prefixes) {
  const { columns, kinds, rows } = answer;
  if (!rows.length || columns.length < 2) {
    return void container.append("Nothing to draw: a network needs rows with two columns.");
  }
  const lower = columns.map((name) => name.toLowerCase());
  const pair = PAIRS.map((names) => names.map((name) => lower.indexOf(name))).find((found) => !found.includes(-1));
  const ofKind = (kind) => columns.map((_, index) => index).filter((index) => kinds[index] === kind);
  const iris = ofKind("iri");
  const [from, to] = pair ?? (iris.length > 1 ? iris : ofKind("text").length > 1 ? ofKind("text") : [0, 1]);
  const name = columns.findIndex((column, index) => index !== from && index !== to && NAMES.test(column));
  const picture = document.createElement("div");
  picture.className = "picture";
  const note = document.createElement("p");
  note.className = "quiet";
  let network;
  const draw = (chosen) => {
    network?.destroy();
    const made = elements(rows, Number(chosen.from), Number(chosen.to), chosen.name === "" ? -1 : Number(chosen.name), prefixes);
    note.textContent = made.left ? `the first ${MOST} lines of ${MOST + made.left}` : "";
    network = new vis.Network(picture, made, options());
    picture.dataset.nodes = made.nodes.length;
    picture.dataset.edges = made.edges.length;
    network.once("stabilizationIterationsDone", () => network.setOptions({ physics: false }));
  };
  container.append(picture, note);
  const bar = document.createElement("div");
  container.prepend(bar);
  choices(bar, [
    { name: "from", label: "From", options: columnOptions(columns), value: String(from) },
    { name: "to", label: "To", options: columnOptions(columns), value: String(to) },
    { name: "name", label: "Named by", options: columnOptions(columns, "nothing"), value: name < 0 ? "" : String(name) },
  ], draw);
}

function elements(rows, from, to, name, prefixes) {
  const ids = new Map();
  const node = (text) => {
    if (!ids.has(text)) ids.set(text, ids.size);
    return ids.get(text);
  };
  const lines = new Map();
  for (const row of rows) {
    if (!row[from] || !row[to]) continue;
    const label = name < 0 ? "" : shortName(row[name], prefixes);
    const key = JSON.stringify([row[from], row[to], label]);
    const line = lines.get(key) ?? { from: node(row[from]), to: node(row[to]), label, times: 0 };
    line.times += 1;
    lines.set(key, line);
  }
  const all = [...lines.values()];
  const edges = all.slice(0, MOST).map(({ from, to, label, times }) => ({
    from, to, label: times > 1 ? `${label} ×${times}`.trim() : label, width: 1 + Math.min(times, 8) / 2,
  }));
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const short = (text) => (text.length > 32 ? `${text.slice(0, 31)}…` : text);
  const nodes = [...ids].filter(([, id]) => used.has(id)).map(([text, id]) => ({ id, label: short(shortName(text, prefixes)) }));
  return { nodes, edges, left: Math.max(all.length - MOST, 0) };
}

function options() {
  const style = getComputedStyle(document.getElementById("editor") ?? document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {
    layout: { randomSeed: 1, improvedLayout: false },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { springLength: 110, avoidOverlap: 0.4 }, stabilization: { iterations: 250 } },
    nodes: { shape: "dot", size: 9, color: colour("--accent"), font: { color: colour("--ink"), size: 14 } },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, color: colour("--quiet"), font: { color: colour("--quiet"), size: 11, strokeWidth: 3, strokeColor: colour("--raised") } },
    interaction: { hover: true },
  };
}

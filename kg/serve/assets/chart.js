// A bar or line chart of an answer, drawn as SVG: what is counted, and how much.
import { choices, columnOptions, shortName } from "./answer.js";

const MOST = 40;
const NS = "http://www.w3.org/2000/svg";
const element = (name, attributes, text) => {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

export function drawChart(container, answer, prefixes) {
  container.classList.add("chart");
  const { columns, kinds } = answer;
  if (!answer.rows.length) return void container.append("Nothing to draw: the answer has no row.");
  const number = kinds.indexOf("number");
  let label = kinds.findIndex((kind, index) => kind !== "number" && index !== number);
  if (label < 0) label = 0;
  const drawing = document.createElement("div");
  const draw = ({ label, number, kind }) => {
    drawing.replaceChildren(chartOf(answer, Number(label), number === "" ? -1 : Number(number), kind, prefixes));
  };
  choices(container, [
    { name: "label", label: "Of", options: columnOptions(columns), value: String(label) },
    { name: "number", label: "How much", options: columnOptions(columns, "number of rows"), value: number < 0 ? "" : String(number) },
    { name: "kind", label: "As", options: [{ label: "bars", value: "bars" }, { label: "line", value: "line" }], value: kinds[label] === "date" ? "line" : "bars" },
  ], draw);
  container.append(drawing);
}

function chartOf({ rows, kinds, columns }, label, number, kind, prefixes) {
  const sums = new Map();
  for (const row of rows) {
    const amount = number < 0 ? 1 : Number(row[number]);
    if (Number.isFinite(amount)) sums.set(row[label], (sums.get(row[label]) ?? 0) + amount);
  }
  let bars = [...sums].map(([name, amount]) => [shortName(name, prefixes) || "(none)", amount]);
  const dates = kinds[label] === "date";
  if (dates || kind === "line") bars.sort(([a], [b]) => (a < b ? -1 : 1));
  else bars.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const left = bars.length - MOST;
  if (kind === "bars" && left > 0) bars = dates ? bars.slice(-MOST) : bars.slice(0, MOST);
  const title = `${number < 0 ? "number of rows" : columns[number]} by ${columns[label]}`;
  const drawn = kind === "line" ? line(bars) : horizontal(bars);
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", title);
  const figure = document.createElement("figure");
  figure.style.margin = "0";
  const caption = document.createElement("figcaption");
  caption.className = "quiet";
  caption.textContent = title + (kind === "bars" && left > 0 ? `; ${left} more left out` : "");
  figure.append(drawn, caption);
  return figure;
}

const rounded = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : value.toPrecision(4).replace(/\.?0+$/, ""));

function horizontal(bars) {
  const most = Math.max(...bars.map(([, amount]) => amount), 0) || 1;
  const height = 26;
  const svg = element("svg", { viewBox: `0 0 1000 ${bars.length * height + 16}` });
  bars.forEach(([name, amount], index) => {
    const y = 8 + index * height;
    const width = Math.max((580 * Math.max(amount, 0)) / most, 1);
    const bar = element("rect", { x: 330, y: y + 3, width, height: height - 8, rx: 2 });
    bar.append(element("title", {}, `${name}: ${rounded(amount)}`));
    const shown = name.length > 46 ? `${name.slice(0, 45)}…` : name;
    svg.append(bar, element("text", { x: 322, y: y + 17, "text-anchor": "end" }, shown), element("text", { x: 338 + width, y: y + 17 }, rounded(amount)));
  });
  return svg;
}

function line(points) {
  const most = Math.max(...points.map(([, amount]) => amount), 0) || 1;
  const day = (text) => (/^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text.slice(0, 10)) : NaN);
  const times = points.map(([name]) => day(name));
  const timed = times.every(Number.isFinite) && times.length > 1;
  const x = (index) => 60 + 900 * (timed ? (times[index] - times[0]) / (times.at(-1) - times[0] || 1) : points.length < 2 ? 0.5 : index / (points.length - 1));
  const y = (amount) => 300 - (270 * Math.max(amount, 0)) / most;
  const svg = element("svg", { viewBox: "0 0 1000 350" });
  for (const share of [0, 0.5, 1]) {
    svg.append(element("line", { class: "axis", x1: 60, x2: 960, y1: y(most * share), y2: y(most * share) }), element("text", { x: 52, y: y(most * share) + 4, "text-anchor": "end" }, rounded(most * share)));
  }
  svg.append(element("polyline", { points: points.map(([, amount], index) => `${x(index)},${y(amount)}`).join(" ") }));
  points.forEach(([name, amount], index) => {
    const dot = element("rect", { x: x(index) - 3, y: y(amount) - 3, width: 6, height: 6, rx: 3 });
    dot.append(element("title", {}, `${name}: ${rounded(amount)}`));
    svg.append(dot);
  });
  for (const index of new Set([0, Math.floor((points.length - 1) / 2), points.length - 1])) {
    const anchor = index === 0 ? "start" : index === points.length - 1 ? "end" : "middle";
    svg.append(element("text", { x: x(index), y: 328, "text-anchor": anchor }, points[index][0].slice(0, 30)));
  }
  return svg;
}

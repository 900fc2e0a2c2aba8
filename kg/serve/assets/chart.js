// A chart of an answer, drawn with Observable Plot: what is counted, and how much. What is dated is counted by day, week,
// month or year; a time of which nothing is said is a zero where rows are counted, and else a gap.
import "./charts.js";
import { choices, columnOptions, shortName } from "./answer.js";
import { binName, binsOf, binStart, binUnit, timeOf } from "./histogram.js";

const MOST = 40;
const SHOWN = 46; // characters of a name

/** `initial` are { of, much, as } as `changed` was told them: names of columns, and "bars" or "line". */
export function drawChart(container, answer, prefixes, initial = {}, changed = () => {}) {
  container.classList.add("chart");
  const { columns, kinds } = answer;
  if (!answer.rows.length) return void container.append("Nothing to draw: the answer has no row.");
  const own = (name, otherwise) => (columns.includes(name) ? columns.indexOf(name) : otherwise);
  const number = initial.much === "" ? -1 : own(initial.much, kinds.indexOf("number"));
  const label = own(initial.of, Math.max(0, kinds.findIndex((kind, index) => kind !== "number" && index !== number)));
  const drawing = document.createElement("div");
  const draw = ({ label, number, kind }) => {
    const chosen = { of: columns[Number(label)], much: number === "" ? "" : columns[Number(number)], as: kind };
    drawing.replaceChildren(chartOf(answer, Number(label), number === "" ? -1 : Number(number), kind, prefixes, drawing.clientWidth || container.clientWidth || 900));
    changed(chosen);
  };
  container.append(drawing);
  const bar = document.createElement("div");
  container.prepend(bar);
  choices(bar, [
    { name: "label", label: "Of", options: columnOptions(columns), value: String(label) },
    { name: "number", label: "How much", options: columnOptions(columns, "number of rows"), value: number < 0 ? "" : String(number) },
    { name: "kind", label: "As", options: [{ label: "bars", value: "bars" }, { label: "line", value: "line" }], value: initial.as === "line" ? "line" : "bars" },
  ], draw);
}

function chartOf({ rows, kinds, columns }, label, number, kind, prefixes, width) {
  const sums = new Map();
  for (const row of rows) {
    const amount = number < 0 ? 1 : Number(row[number]);
    if (row[number] !== "" && Number.isFinite(amount)) sums.set(row[label], (sums.get(row[label]) ?? 0) + amount);
  }
  const title = `${number < 0 ? "number of rows" : columns[number]} by ${columns[label]}`;
  const isDated = kinds[label] === "date";
  const dateless = isDated ? sums.get("") ?? 0 : 0;
  if (isDated) sums.delete("");
  const style = getComputedStyle(document.getElementById("editor") ?? document.documentElement);
  const colours = { ink: style.getPropertyValue("--ink").trim(), accent: style.getPropertyValue("--accent").trim() };
  const drawn = isDated && sums.size ? overTime(sums, number < 0, kind, width, colours) : byName(sums, kind, prefixes, width, colours);
  drawn.svg.setAttribute("role", "img");
  drawn.svg.setAttribute("aria-label", title);
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.className = "quiet";
  caption.textContent = [title, drawn.note, dateless && `${dateless} without a date left out`].filter(Boolean).join("; ");
  figure.append(drawn.svg, caption);
  return figure;
}

const rounded = (value) => (Number.isInteger(value) ? value.toLocaleString("en") : value.toPrecision(4).replace(/\.?0+$/, ""));

function byName(sums, kind, prefixes, width, { ink, accent }) {
  const sorted = [...sums].map(([name, amount]) => ({ name: shortName(name, prefixes) || "(none)", amount }))
    .sort((a, b) => b.amount - a.amount || (a.name < b.name ? -1 : 1));
  const bars = sorted.slice(0, MOST).map((bar) => ({ ...bar, title: `${bar.name}: ${rounded(bar.amount)}` }));
  const shown = (name) => (name.length > SHOWN ? `${name.slice(0, SHOWN - 1)}…` : name);
  const marginLeft = Math.min(width * 0.45, 16 + 7 * Math.max(...bars.map(({ name }) => shown(name).length)));
  const fits = Math.floor((marginLeft - 12) / 7);
  const mark = kind === "line"
    ? [charts.ruleY(bars, { y: "name", x: "amount", stroke: accent }), charts.dot(bars, { y: "name", x: "amount", fill: accent, r: 4, title: "title" })]
    : [charts.barX(bars, { y: "name", x: "amount", fill: accent, insetTop: 2, insetBottom: 2, title: "title" })];
  const svg = charts.plot({
    className: "kg-plot", width, height: 30 + 24 * bars.length, marginLeft, marginRight: 60, marginTop: 4,
    x: { label: null }, y: { domain: bars.map(({ name }) => name), label: null },
    marks: [
      charts.axisY({ color: ink, tickSize: 0, label: null, tickFormat: (name) => (name.length > fits ? `${name.slice(0, Math.max(1, fits - 1))}…` : name) }),
      charts.axisX({ color: ink, label: null, tickSpacing: 90 }), ...mark, charts.ruleX([0], { stroke: ink }),
      charts.text(bars, { y: "name", x: "amount", text: ({ amount }) => rounded(amount), textAnchor: "start", dx: 6, fill: ink }),
    ],
  });
  return { svg, note: sorted.length > bars.length ? `${sorted.length - bars.length} more left out` : "" };
}

/** Summed by unit of time: none finer than what is said ("2014" is a year). */
function overTime(sums, isCount, kind, width, { ink, accent }) {
  const whole = (date) => `${date}-01-01`.slice(0, 10);
  const said = [...sums.keys()].map((date) => date.slice(0, 10)).sort();
  const [first, last] = [whole(said[0]), whole(said.at(-1))];
  const finest = said.some((date) => date.length < 5) ? "year" : said.some((date) => date.length < 8) ? "month" : "day";
  const units = ["day", "week", "month", "year"];
  const unit = units[Math.max(units.indexOf(finest), units.indexOf(binUnit(first, last, Math.max(24, Math.floor(width / 7)))))];
  const totals = new Map();
  for (const [date, amount] of sums) {
    const start = binStart(unit, whole(date.slice(0, 10)));
    totals.set(start, (totals.get(start) ?? 0) + amount);
  }
  const points = binsOf(unit, first, last).map((bin) => {
    const amount = totals.get(bin.start) ?? (isCount ? 0 : NaN);
    return { amount, x1: new Date(timeOf(bin.start)), x2: new Date(timeOf(bin.next)), title: `${binName(unit, bin)}: ${Number.isNaN(amount) ? "none" : rounded(amount)}` };
  });
  const marks = kind === "line"
    ? [charts.lineY(points, { x: "x1", y: "amount", stroke: accent, strokeWidth: 2 }), charts.dot(points.filter(({ amount }) => amount), { x: "x1", y: "amount", fill: accent, r: 2.5, title: "title" })]
    : [charts.rectY(points.filter(({ amount }) => amount), { x1: "x1", x2: "x2", y1: 0, y2: "amount", fill: accent, inset: 0.4, title: "title" })];
  const svg = charts.plot({
    className: "kg-plot", width, height: 320, marginLeft: 56, marginRight: 24,
    x: { type: "utc", domain: [points[0].x1, points.at(-1).x2], label: null }, y: { label: null, zero: true },
    marks: [charts.gridY({ stroke: ink, strokeOpacity: 0.12 }), charts.axisY({ color: ink, tickSize: 0, label: null }),
      charts.axisX({ color: ink, label: null, tickSpacing: 90 }), ...marks, charts.ruleY([0], { stroke: ink })],
  });
  svg.dataset.unit = unit;
  return { svg, note: `by ${unit}` };
}

// Claims over time as bars, stacked by kind, with a brush. Used by the page and, as a module, by the workbench; it draws
// with the `charts` that it is given (Observable Plot and d3-brush) and knows nothing of where the counts come from.

const DAY = 864e5;
const UNITS = { day: 1, week: 7, month: 30.4, year: 365.25 }; // days, about
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const timeOf = (day) => Date.parse(day + "T00:00:00Z");

/** The first day of the bin that a day is in. Weeks begin on Monday. */
function binStart(unit, day) {
  if (unit === "year") return day.slice(0, 4) + "-01-01";
  if (unit === "month") return day.slice(0, 7) + "-01";
  if (unit === "week") return isoDay(timeOf(day) - ((new Date(timeOf(day)).getUTCDay() + 6) % 7) * DAY);
  return day;
}

/** The first day of the next bin. */
function binNext(unit, start) {
  if (unit === "day" || unit === "week") return isoDay(timeOf(start) + UNITS[unit] * DAY);
  const [year, month] = start.split("-").map(Number);
  const [nextYear, nextMonth] = unit === "month" && month < 12 ? [year, month + 1] : [year + 1, 1];
  return `${String(nextYear).padStart(4, "0")}-${String(nextMonth).padStart(2, "0")}-01`;
}

/** The smallest unit of time of which the span needs no more bins than `most`. */
function binUnit(first, last, most) {
  const span = (timeOf(last) - timeOf(first)) / DAY + 1;
  return Object.keys(UNITS).find((unit) => span / UNITS[unit] <= most) || "year";
}

/** All bins from the first day to the last, those without a claim too: { start, end }, both days included. */
function binsOf(unit, first, last) {
  const bins = [];
  for (let start = binStart(unit, first); start <= last;) {
    const next = binNext(unit, start);
    bins.push({ start, end: isoDay(timeOf(next) - DAY), next });
    start = next;
  }
  return bins;
}

function binName(unit, { start }) {
  if (unit === "year") return start.slice(0, 4);
  if (unit === "month") return `${MONTHS[Number(start.slice(5, 7)) - 1]} ${start.slice(0, 4)}`;
  return unit === "week" ? `week of ${start}` : start;
}

/**
 * Draw into a box. `counts` are { day, kind, count } with `denied` and `below` (drawn under the line) where that is so;
 * `kinds` are { name, label, colour } in the order of stacking. `brushed(since, until)` is called with the days of the
 * first and last bin brushed, empty where the brush was taken away, `clicked(since, until)` with those of a bar, and
 * `pointed(text)` with what is under the pointer. Gives { unit, bins, move(since, until) }, or null where nothing has a day.
 */
function drawHistogram(charts, box, { counts, kinds, since, until, width, height, ink, brushed, clicked, pointed }) {
  const dated = counts.filter(({ day }) => day);
  if (!dated.length) { box.replaceChildren(); return null; }
  const [first, last] = dated.reduce(([least, most], { day }) => [day < least ? day : least, day > most ? day : most], [dated[0].day, dated[0].day]);
  const unit = binUnit(first, last, Math.max(24, Math.min(160, Math.floor(width / 6))));
  const bins = binsOf(unit, first, last);
  const place = new Map(bins.map((bin, index) => [bin.start, index]));
  const order = new Map(kinds.map((kind, index) => [kind.name, index]));
  const cells = new Map();
  for (const { day, kind, count, denied, below } of dated) {
    const index = place.get(binStart(unit, day));
    const key = [index, below ? 1 : 0, order.get(kind), denied ? 1 : 0].join(" ");
    const cell = cells.get(key) || { index, kind, denied: Boolean(denied), below: Boolean(below), count: 0 };
    cell.count += count;
    cells.set(key, cell);
  }
  const sorted = [...cells.values()].sort((a, b) => a.index - b.index || a.below - b.below || order.get(a.kind) - order.get(b.kind) || a.denied - b.denied);
  const tops = new Map();
  for (const cell of sorted) {
    const key = `${cell.index} ${cell.below}`;
    const from = tops.get(key) || 0;
    tops.set(key, from + cell.count);
    const sign = cell.below ? -1 : 1;
    Object.assign(cell, { y1: sign * from, y2: sign * (from + cell.count), x1: new Date(timeOf(bins[cell.index].start)), x2: new Date(timeOf(bins[cell.index].next)) });
  }
  const margins = { marginLeft: 34, marginRight: 16, marginTop: 6, marginBottom: 18 };
  const gap = Math.min(1.5, (width - 50) / bins.length / 6);
  const svg = charts.plot({
    className: "kg-plot", width, height, ...margins,
    x: { type: "utc", domain: [new Date(timeOf(bins[0].start)), new Date(timeOf(bins.at(-1).next))], label: null },
    y: { label: null, domain: extentOf(sorted) },
    color: { domain: kinds.map((kind) => kind.name), range: kinds.map((kind) => kind.colour) },
    marks: [
      charts.axisX({ color: ink, tickSize: 3, tickSpacing: 90, label: null }),
      charts.axisY({ color: ink, tickSize: 0, ticks: Math.max(2, Math.floor(height / 36)), tickFormat: (value) => (Number.isInteger(value) ? Math.abs(value).toLocaleString("en") : ""), label: null }),
      charts.gridY({ stroke: ink, strokeOpacity: 0.12, ticks: Math.max(2, Math.floor(height / 36)) }),
      charts.rectY(sorted, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "kind", fillOpacity: (cell) => (cell.denied ? 0.4 : 1), insetLeft: gap / 2, insetRight: gap / 2 }),
      charts.ruleY([0], { stroke: ink }),
    ],
  });
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${all.toLocaleString("en")} claims by ${unit}, ${first} to ${last}`);
  svg.dataset.unit = unit;
  svg.dataset.bins = bins.length;

  const scale = svg.scale("x");
  const at = (x) => { const found = bins.findIndex((bin) => x < scale.apply(new Date(timeOf(bin.next)))); return found < 0 ? bins.length - 1 : found; };
  const say = (index) => {
    const within = sorted.filter((cell) => cell.index === index);
    const sum = within.reduce((total, cell) => total + cell.count, 0);
    const parts = kinds.map((kind) => [within.filter((cell) => cell.kind === kind.name).reduce((total, cell) => total + cell.count, 0), kind.label]).filter(([number]) => number);
    return `${binName(unit, bins[index])}: ${sum.toLocaleString("en")} ${sum === 1 ? "claim" : "claims"}` + (parts.length ? ` (${parts.map((part) => part.join(" ")).join(", ")})` : "");
  };
  const brush = charts.brushX().extent([[margins.marginLeft, 2], [width - margins.marginRight, height - margins.marginBottom]]);
  const layer = charts.select(svg).append("g").attr("class", "brush").call(brush);
  const shown = { since: since || "", until: until || "" };
  const move = (from, to) => {
    Object.assign(shown, { since: from || "", until: to || "" });
    const [x1, x2] = [from && from > bins[0].start ? from : bins[0].start, to && to < bins.at(-1).end ? isoDay(timeOf(to) + DAY) : bins.at(-1).next];
    const empty = (!from && !to) || x1 >= x2;
    layer.call(brush.move, empty ? null : [x1, x2].map((day) => scale.apply(new Date(timeOf(day)))));
  };
  let down = null;
  brush.on("start", ({ sourceEvent }) => { if (sourceEvent) down = at(offset(svg, sourceEvent)); });
  brush.on("end", ({ sourceEvent, selection }) => {
    if (!sourceEvent) return;
    if (!selection) { // pressed and let go at one place: a bar
      const bin = bins[down === null ? at(offset(svg, sourceEvent)) : down];
      move(shown.since, shown.until);
      clicked(bin.start, bin.end);
      return;
    }
    const [from, to] = [bins[at(selection[0] + 0.5)], bins[at(selection[1] - 0.5)]];
    move(from.start, to.end);
    const whole = from === bins[0] && to === bins.at(-1);
    brushed(whole ? "" : from.start, whole ? "" : to.end);
  });
  if (since || until) move(since, until);

  // The same by keys: arrows go from bar to bar, Enter opens one.
  let marked = -1;
  svg.setAttribute("tabindex", "0");
  const cursor = charts.select(svg).append("rect").attr("class", "cursor").attr("y", 2).attr("height", height - margins.marginBottom - 2)
    .attr("fill", ink).attr("fill-opacity", 0.1).attr("pointer-events", "none").attr("visibility", "hidden");
  const mark = (index) => {
    marked = index;
    const [left, right] = [bins[index].start, bins[index].next].map((day) => scale.apply(new Date(timeOf(day))));
    cursor.attr("x", left).attr("width", Math.max(1, right - left)).attr("visibility", "visible");
    pointed(say(index));
  };
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) mark(Math.max(0, Math.min(bins.length - 1, marked + step)));
    else if (event.key === "Enter" && marked >= 0) clicked(bins[marked].start, bins[marked].end);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  svg.addEventListener("pointermove", (event) => mark(at(offset(svg, event))));
  svg.addEventListener("pointerleave", () => { cursor.attr("visibility", "hidden"); pointed(""); });
  box.replaceChildren(svg);
  return { unit, bins, move };
}

function extentOf(cells) {
  const [least, most] = cells.reduce(([low, high], { y2 }) => [Math.min(low, y2), Math.max(high, y2)], [0, 0]);
  return [least && Math.min(least, -1), most && Math.max(most, 1)];
}

/** Where along a drawing, in its own units, an event of mouse, pen or finger is. */
function offset(svg, event) {
  const box = svg.getBoundingClientRect();
  const { clientX } = event.changedTouches ? event.changedTouches[0] : event;
  return ((clientX - box.left) * svg.viewBox.baseVal.width) / box.width;
}

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

/** The days between which all but a few of what is counted lie: one in fifty before, one in fifty after. */
function bulkOf(dated) {
  const sorted = [...dated].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  const at = (share) => { let sum = 0; return sorted.find(({ count }) => { sum += count; return sum > share * all; }).day; };
  return [at(0.02), at(0.98)];
}

const FAR_OFF = 1.5; // times the span of the bulk: what lies further from it than that is one bar at its end
const CLOSE_BY = 0.25; // and what lies nearer than that belongs to it

/**
 * The bins of what is counted, and their unit. Where a few days lie far from all others, so that these would be a bar or
 * two, what is before or after them is one bin: { rest: "before" } or { rest: "after" }.
 */
function binsFor(dated, most) {
  const days = dated.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  const [from, to] = bulkOf(dated);
  const bulk = timeOf(to) - timeOf(from) + DAY;
  const begin = timeOf(from) - timeOf(first) > FAR_OFF * bulk ? days.find((day) => timeOf(from) - timeOf(day) <= CLOSE_BY * bulk) : first;
  const end = timeOf(last) - timeOf(to) > FAR_OFF * bulk ? days.findLast((day) => timeOf(day) - timeOf(to) <= CLOSE_BY * bulk) : last;
  const unit = binUnit(begin, end, most);
  if (binUnit(first, last, most) === unit) return { unit, bins: binsOf(unit, first, last) };
  const bins = binsOf(unit, begin, end);
  const room = (timeOf(bins.at(-1).next) - timeOf(bins[0].start)) / bins.length;
  const [start, next] = [bins[0].start, bins.at(-1).next];
  if (first < start) bins.unshift({ start: first, end: isoDay(timeOf(start) - DAY), next: start, left: isoDay(timeOf(start) - 1.5 * room), right: start, rest: "before" });
  if (last >= next) bins.push({ start: next, end: last, next: isoDay(timeOf(last) + DAY), left: next, right: isoDay(timeOf(next) + 1.5 * room), rest: "after" });
  return { unit, bins };
}

/** All bins from the first day to the last, those without a claim too: { start, end }, both days included. */
function binsOf(unit, first, last) {
  const bins = [];
  for (let start = binStart(unit, first); start <= last;) {
    const next = binNext(unit, start);
    bins.push({ start, end: isoDay(timeOf(next) - DAY), next, left: start, right: next });
    start = next;
  }
  return bins;
}

function binName(unit, { start, next, rest }) {
  if (rest) return rest === "before" ? `before ${next}` : `after ${isoDay(timeOf(start) - DAY)}`;
  if (unit === "year") return start.slice(0, 4);
  if (unit === "month") return `${MONTHS[Number(start.slice(5, 7)) - 1]} ${start.slice(0, 4)}`;
  return unit === "week" ? `week of ${start}` : start;
}

/** A tick of the axis: its year where one begins, and with the first tick. */
function tickName(time, index) {
  const [year, month, day] = [time.getUTCFullYear(), MONTHS[time.getUTCMonth()].slice(0, 3), time.getUTCDate()];
  if (time.getUTCHours()) return "";
  if (day === 1 && month === "Jan") return String(year);
  return (day === 1 ? month : `${day} ${month}`) + (index ? "" : ` ${year}`);
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
  const { unit, bins } = binsFor(dated, Math.max(24, Math.min(160, Math.floor(width / 6))));
  const starts = new Map(bins.map((bin, index) => [bin.start, index]));
  const place = (day) => (bins[0].rest && day <= bins[0].end ? 0 : bins.at(-1).rest && day >= bins.at(-1).start ? bins.length - 1 : starts.get(binStart(unit, day)));
  const order = new Map(kinds.map((kind, index) => [kind.name, index]));
  const cells = new Map();
  for (const { day, kind, count, denied, below } of dated) {
    const index = place(day);
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
    Object.assign(cell, { y1: sign * from, y2: sign * (from + cell.count), x1: new Date(timeOf(bins[cell.index].left)), x2: new Date(timeOf(bins[cell.index].right)) });
  }
  const domain = extentOf(sorted);
  const longest = Math.max(...domain.map((value) => Math.abs(value).toLocaleString("en").length));
  const margins = { marginLeft: Math.max(34, 8 + 7 * longest), marginRight: 16, marginTop: 6, marginBottom: 18 };
  const gap = Math.min(1.5, (width - 50) / bins.length / 6);
  const svg = charts.plot({
    className: "kg-plot", width, height, ...margins,
    x: { type: "utc", domain: [new Date(timeOf(bins[0].left)), new Date(timeOf(bins.at(-1).right))], label: null },
    y: { label: null, domain },
    color: { domain: kinds.map((kind) => kind.name), range: kinds.map((kind) => kind.colour) },
    marks: [
      charts.axisX({ color: ink, tickSize: 3, tickSpacing: 90, label: null, tickFormat: tickName }),
      charts.axisY({ color: ink, tickSize: 0, ticks: Math.max(2, Math.floor(height / 36)), tickFormat: (value) => (Number.isInteger(value) ? Math.abs(value).toLocaleString("en") : ""), label: null }),
      charts.gridY({ stroke: ink, strokeOpacity: 0.12, ticks: Math.max(2, Math.floor(height / 36)) }),
      charts.rectY(sorted, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "kind", fillOpacity: (cell) => (cell.denied ? 0.4 : 1), insetLeft: gap / 2, insetRight: gap / 2 }),
      charts.ruleY([0], { stroke: ink }),
      charts.ruleX(bins.filter(({ rest }) => rest).map(({ left, right, rest }) => new Date(timeOf(rest === "before" ? right : left))), { stroke: ink, strokeDasharray: "2,3" }),
    ],
  });
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${all.toLocaleString("en")} claims by ${unit}, ${first} to ${last}`);
  svg.dataset.unit = unit;
  svg.dataset.bins = bins.length;

  const scale = svg.scale("x");
  const at = (x) => { const found = bins.findIndex((bin) => x < scale.apply(new Date(timeOf(bin.right)))); return found < 0 ? bins.length - 1 : found; };
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
    // What begins or ends within the days that are one bin begins or ends with that.
    const [early, late] = [bins[0], bins.at(-1)];
    const x1 = !from || from <= (early.rest ? early.end : early.start) ? early.left : late.rest && from >= late.start ? late.left : from;
    const x2 = !to || to >= (late.rest ? late.start : late.end) ? late.right : early.rest && to <= early.end ? early.right : isoDay(timeOf(to) + DAY);
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
    const [left, right] = [bins[index].left, bins[index].right].map((day) => scale.apply(new Date(timeOf(day))));
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

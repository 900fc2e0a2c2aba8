// Reading the data and making elements. Whatever comes from an article becomes a text node and nothing else.

const read = (part) => JSON.parse(document.getElementById("data-" + part).textContent);
const byId = (id) => document.getElementById(id);

const ran = new Set();

/** Run a script that the page holds as text, the first time that it is asked for, and give what it made. */
function later(name) {
  if (!ran.has(name)) {
    const script = document.createElement("script");
    script.textContent = byId("later-" + name).textContent;
    document.head.append(script);
    ran.add(name);
  }
  return window[name];
}

const isShown = (child) => child !== undefined && child !== null && child !== false && child !== "";

/** An element with properties, and children that are elements or plain text. */
function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "click") made.addEventListener("click", value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter(isShown));
  return made;
}

/** Text from an article, kept from turning the writing direction of what stands around it. */
const quoted = (text, className) => element("bdi", { class: className }, text);

/** A link if the address is http or https, else the bare text. */
function link(address, text) {
  let target = null;
  try { target = new URL(address); } catch { /* no address, or not one that can be opened */ }
  if (!target || !["http:", "https:"].includes(target.protocol)) return quoted(text);
  return element("a", { href: target.href, target: "_blank", rel: "noopener noreferrer" }, quoted(text));
}

const SVG = "http://www.w3.org/2000/svg";
function drawing(width, height, shape, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" })) {
    svg.setAttribute(name, value);
  }
  const drawn = document.createElementNS(SVG, shape);
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
  svg.append(drawn);
  return svg;
}

/** A line as the picture draws it, for legend and panel. */
function lineSample(colour, dashes) {
  return drawing(26, 10, "line", {
    x1: 1, y1: 5, x2: 25, y2: 5, stroke: colour, "stroke-width": 3, "stroke-dasharray": (dashes || []).join(" "),
  });
}

/** Corners of the shapes of actors in a box of 16 by 16, as vis-network draws them; what is not here is a dot. */
const CORNERS = {
  square: [[2, 2], [14, 2], [14, 14], [2, 14]], diamond: [[8, 1], [15, 8], [8, 15], [1, 8]],
  triangle: [[8, 1], [15, 14], [1, 14]], triangleDown: [[1, 2], [15, 2], [8, 15]],
  hexagon: [[4, 2], [12, 2], [16, 8], [12, 14], [4, 14], [0, 8]],
  star: [[8, 0], [10, 6], [16, 6], [11, 10], [13, 16], [8, 12], [3, 16], [5, 10], [0, 6], [6, 6]],
};

/** The shape of a type of actor, for legend and panel. */
function shapeSample(shape, colour) {
  if (CORNERS[shape]) return drawing(16, 16, "polygon", { points: CORNERS[shape].join(" "), fill: colour });
  return drawing(16, 16, "circle", { cx: 8, cy: 8, r: 6.5, fill: colour });
}

const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many || one + "s"}`;

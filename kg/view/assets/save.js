// What is shown, as files: the picture as PNG, its claims as CSV, its network as GraphML. Made here; nothing is sent.

function saveControls() {
  return element("div", { class: "actions" },
    ...[["PNG", savePicture], ["CSV", saveClaims], ["GraphML", saveNetwork]].map(([name, save]) =>
      element("button", { id: `save-${name.toLowerCase()}`, type: "button", class: "action", click: save }, name)));
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const made = element("a", { href: address, download: name });
  document.body.append(made);
  made.click();
  made.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePicture() {
  const drawn = container.querySelector("canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [drawn.width, drawn.height];
  const brush = copy.getContext("2d");
  brush.fillStyle = paper();
  brush.fillRect(0, 0, copy.width, copy.height);
  brush.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => download("network.png", blob), "image/png");
}

const COLUMNS = ["subject", "subject_id", "relation", "event", "object", "object_id", "polarity", "modality", "date", "speaker",
  "confidence", "quote", "sentence", "article", "title", "source", "published", "url", "claim"];

/** A cell that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  if (typeof value !== "number" && /^[=+\-@\t\r\n＝＋－＠]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveClaims() {
  const rows = current.shown.flatMap((one) => one.claims).map((claim) => {
    const { relation } = claim;
    const article = record.articles[claim.article];
    return [nameOf(relation.from), relation.from, relation.relation, relation.plover, nameOf(relation.to), relation.to,
      claim.polarity, claim.modality, claim.date, claim.speaker, claim.confidence, claim.quote, claim.sentence,
      article.id, article.title, article.source, article.date, article.url, claim.id];
  });
  const text = [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  download("claims.csv", new Blob([text], { type: "text/csv" }));
}

// Characters that XML has no place for are left out.
const xml = (value) => String(value).replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
  .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** "supplies arms to (denied)", "attacks (planned or possible)", "visits", as `kg export` has it. */
function lineLabel({ relation, claims }) {
  const held = standing(claims);
  if (held === "stated") return relation.label;
  const affirmed = new Set(claims.filter((claim) => claim.polarity === "affirmed").map((claim) => claim.modality));
  return `${relation.label} (${held === "planned" ? ["planned", "possible", "demanded"].filter((one) => affirmed.has(one)).join(" or ") : held})`;
}

function saveNetwork() {
  const keys = { node: { label: "string", type: "string", country: "string", sector: "string" },
    edge: { label: "string", weight: "double", relation: "string", event: "string", quad: "string", claims: "int", sources: "int",
      standing: "string" } };
  const data = (kind, values) => Object.keys(keys[kind]).filter((key) => values[key] !== null && values[key] !== undefined && values[key] !== "")
    .map((key) => `<data key="${kind}-${key}">${xml(values[key])}</data>`).join("");
  const drawn = new Set(current.shown.flatMap((one) => [one.from, one.to]));
  const parts = current.shown.flatMap((one) => one.parts.map((part) => ({ one, part })));
  const text = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...Object.entries(keys).flatMap(([kind, names]) => Object.entries(names).map(([key, type]) =>
      `<key id="${kind}-${key}" for="${kind}" attr.name="${key}" attr.type="${type}"/>`)),
    '<graph edgedefault="directed">',
    ...[...drawn].sort().map((id) => `<node id="${xml(id)}">${data("node", actors.get(id))}</node>`),
    ...parts.map(({ one, part }, index) => `<edge id="e${index}" source="${xml(one.from)}" target="${xml(one.to)}">${data("edge", {
      label: lineLabel(part), weight: part.claims.filter((claim) => claim.polarity === "affirmed" && claim.modality === "actual").length,
      relation: part.relation.relation, event: part.relation.plover, quad: one.quad, claims: part.claims.length,
      sources: new Set(part.claims.map(sourceOf)).size, standing: standing(part.claims) })}</edge>`),
    "</graph>", "</graphml>", ""].join("\n");
  download("network.graphml", new Blob([text], { type: "application/xml" }));
}

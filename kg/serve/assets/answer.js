// The answer to a query from SPARQL's JSON: { columns, terms, rows, kinds, note }. terms are what SPARQL gives, null where
// nothing is bound, rows their text; note says so where rows were cut off.
// kinds says of each column what it holds: "number", "date", "iri" or "text".

const NUMBERS = /#(integer|decimal|double|float|int|long)$/;

export function readAnswer(json) {
  const columns = json.head?.vars ?? [];
  const bindings = json.results?.bindings ?? [];
  const terms = bindings.map((row) => columns.map((name) => row[name] ?? null));
  const rows = terms.map((row) => row.map((term) => term?.value ?? ""));
  const kinds = columns.map((name) => {
    const bound = bindings.map((row) => row[name]).filter(Boolean);
    if (!bound.length) return "text";
    if (bound.every(({ type }) => type === "uri")) return "iri";
    if (bound.every(({ datatype }) => datatype && NUMBERS.test(datatype))) return "number";
    if (bound.every(({ value }) => /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/.test(value))) return "date";
    return "text";
  });
  return { columns, terms, rows, kinds, note: json.head?.note ?? "" };
}

// What the endpoint sends: SPARQL's JSON for rows, N-Triples for triples; null for anything else.
export function readResponse(text) {
  if (text.trimStart().startsWith("{")) {
    try { return readAnswer(JSON.parse(text)); } catch { return null; }
  }
  const bindings = text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map(([, subject, predicate, object]) => ({
    subject: term(subject), predicate: term(predicate), object: term(object),
  }));
  return bindings.length ? readAnswer({ head: { vars: ["subject", "predicate", "object"] }, results: { bindings } }) : null;
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.+) \.\s*$/;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@(\S+)|\^\^<([^>]*)>)?$/;
const ESCAPED = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1) };
  const [, value, language, datatype] = LITERAL.exec(text) ?? [];
  if (value === undefined) return { type: "bnode", value: text.slice(2) };
  const plain = value.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, one) =>
    short || long ? String.fromCodePoint(parseInt(short ?? long, 16)) : ESCAPED[one] ?? one);
  return { type: "literal", value: plain, ...(language && { "xml:lang": language }), ...(datatype && { datatype }) };
}

export function shortName(text, prefixes = {}) {
  let best = "";
  for (const [prefix, iri] of Object.entries(prefixes)) {
    if (text.startsWith(iri) && iri.length > (prefixes[best]?.length ?? 0)) best = prefix;
  }
  return best && !text.slice(prefixes[best].length).includes("/") ? `${best}:${text.slice(prefixes[best].length)}` : text;
}

// A text that a spreadsheet would run as a formula gets an apostrophe before it, as in the files of the server.
export function csv({ columns, terms, rows }) {
  const harmless = (text, term) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !NUMBERS.test(term?.datatype ?? "") ? `'${text}` : text);
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row, at) => row.map((text, column) => harmless(text, terms[at][column])));
  return [columns, ...lines].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

// A row of labelled selects; calls back with the chosen values, at once and on every change.
export function choices(container, fields, changed) {
  const bar = document.createElement("div");
  bar.className = "choices";
  const chosen = {};
  for (const { name, label, options, value } of fields) {
    const select = document.createElement("select");
    for (const option of options) select.append(new Option(option.label, option.value, false, option.value === value));
    chosen[name] = value;
    select.name = name;
    select.addEventListener("change", () => { chosen[name] = select.value; changed({ ...chosen }); });
    const around = document.createElement("label");
    around.append(`${label} `, select);
    bar.append(around);
  }
  container.append(bar);
  changed({ ...chosen });
}

export const columnOptions = (columns, none) => [
  ...(none ? [{ label: none, value: "" }] : []),
  ...columns.map((name, index) => ({ label: name, value: String(index) })),
];

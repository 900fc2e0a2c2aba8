// An answer as a table of text: sorted by a click on a column, filtered by what is typed. YASGUI's own table reads
// values as markup; here each is a text node.
import { shortName } from "./answer.js";

const MOST = 1000;

export function drawTable(container, { columns, kinds, rows, terms }, prefixes) {
  const bar = document.createElement("div");
  bar.className = "choices";
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = "Filter";
  filter.setAttribute("aria-label", "Filter the rows");
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  bar.append(filter, count);

  const table = document.createElement("table");
  table.className = "list answer";
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  let sorted = { column: -1, down: false };

  columns.forEach((name, column) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    if (kinds[column] === "number") cell.className = "number";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      [...head.cells].forEach((one) => one.removeAttribute("aria-sort"));
      cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      fill();
    });
    cell.append(button);
    head.append(cell);
  });

  const order = ({ column, down }) => {
    const places = rows.map((_, place) => place);
    if (column < 0) return places;
    const value = (place) => (kinds[column] === "number" ? Number(rows[place][column]) : rows[place][column]);
    const text = new Intl.Collator("en", { numeric: true });
    const compare = kinds[column] === "number" ? (a, b) => value(a) - value(b) : (a, b) => text.compare(value(a), value(b));
    return places.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a - b);
  };
  const fill = () => {
    const wanted = filter.value.toLowerCase();
    const fitting = order(sorted).filter((place) => !wanted || rows[place].some((text) => text.toLowerCase().includes(wanted)));
    body.replaceChildren(...fitting.slice(0, MOST).map((place) => row(terms[place])));
    const all = `${fitting.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    count.textContent = fitting.length > MOST ? `${all}; the first ${MOST.toLocaleString("en")} are shown, CSV has all` : all;
  };
  const longest = columns.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column].length), 0));
  const row = (cells) => {
    const made = document.createElement("tr");
    cells.forEach((term, column) => {
      const cell = made.insertCell();
      cell.dataset.column = columns[column];
      if (kinds[column] === "number") cell.className = "number";
      else if (longest[column] >= 70 && kinds[column] !== "iri") cell.className = "long";
      else if (longest[column] <= 12) cell.className = "nowrap";
      if (term) cell.append(shown(term, prefixes));
    });
    return made;
  };
  filter.addEventListener("input", fill);
  fill();
  container.append(bar, table);
}

// Literals are text; an IRI is a link to the page that this server has of the thing, else to where it says.
function shown(term, prefixes) {
  if (term.type !== "uri") {
    const text = document.createElement("bdi");
    text.textContent = term.value;
    if (term["xml:lang"]) text.lang = term["xml:lang"];
    return text;
  }
  const short = shortName(term.value, prefixes);
  const ours = ["article", "claim", "entity", "person", "rel", "wd"].some((prefix) => term.value.startsWith(prefixes[prefix]));
  if (!ours && !/^https?:\/\//.test(term.value)) return document.createTextNode(short);
  const link = document.createElement("a");
  link.href = ours ? `/resource?iri=${encodeURIComponent(term.value)}` : term.value;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.title = term.value;
  link.textContent = short;
  return link;
}

// YASGUI as we use it: our endpoint, our prefixes, words and actors to complete, charts and networks; no service of others.
import { readResponse, csv } from "./answer.js";
import { drawGraph } from "./graph.js";
import { drawTable } from "./table.js";

const config = JSON.parse(document.getElementById("config").textContent);
const endpoint = new URL(config.endpoint, location.href).href;
const { Yasgui } = window;
const words = fetch("/words.json").then((answer) => (answer.ok ? answer.json() : [])); // what is completed
const read = {}; // the newest response, and the answer in it
if (Yasgui) start(Yasgui);
else for (const button of document.querySelectorAll("#starters button")) {
  button.addEventListener("click", () => { document.querySelector("textarea").value = textOf(button.dataset.query); });
}

function textOf(name) {
  return config.queries.find((query) => query.name === name)?.text;
}

function start(Yasgui) {
  const { Yasqe, Yasr } = Yasgui;
  complete(Yasqe);
  plugin(Yasr, "table", "Table", (answer, box) => drawTable(box, answer, config.prefixes), 10);
  plugin(Yasr, "chart", "Chart", async (answer, box) => (await import("./chart.js")).drawChart(box, answer, config.prefixes));
  plugin(Yasr, "graph", "Graph", (answer, box) => drawGraph(box, answer, config.prefixes));
  plugin(Yasr, "csv", "CSV", drawCsv);
  Yasr.defaults.pluginOrder = ["table", "chart", "graph", "csv", "boolean", "response"];
  Yasqe.defaults.value = config.first;

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST", headers: {}, acceptHeaderGraph: "application/n-triples,*/*;q=0.9" },
    copyEndpointOnNewTab: false,
    persistenceId: "kg-workbench",
    persistenceLabelConfig: "kg-config",
    corsProxy: undefined,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    yasqe: { value: config.first },
    yasr: { prefixes: config.prefixes },
  });
  window.yasgui = yasgui;
  for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint);
  yasgui.on("tabAdd", (_, id) => yasgui.getTab(id)?.setEndpoint(endpoint));

  const open = (name) => {
    const text = textOf(name);
    if (!text) return;
    const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(), name });
    tab.setQuery(text);
    tab.setEndpoint(endpoint);
  };
  for (const button of document.querySelectorAll("#starters button")) {
    button.addEventListener("click", () => open(button.dataset.query));
  }
  const wanted = new URLSearchParams(location.search).get("start");
  if (wanted) {
    open(wanted);
    history.replaceState(null, "", location.pathname); // so that a reload opens no further tab
  }
  words.then(() => { document.documentElement.dataset.ready = "yes"; });
}

function complete(Yasqe) {
  for (const name of Object.keys(Yasqe.Autocompleters ?? {})) {
    if (name !== "variables") delete Yasqe.Autocompleters[name]; // the others ask prefix.cc and LOV
  }
  const labels = new Map();
  const typed = (yasqe) => yasqe.getCompleteToken();
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter({
    name: "vocabulary",
    autoShow: true,
    bulk: false,
    isValidCompletionPosition: (yasqe) => /^[A-Za-z][\w-]*:/.test(typed(yasqe).string),
    get: async (_, token) => {
      const [prefix, ...rest] = (token?.string ?? "").split(":");
      const text = rest.join(":").toLowerCase();
      if (!(prefix in config.prefixes)) return [];
      const fitting = (await words).filter(({ name, label }) => name.startsWith(`${prefix}:`)
        && (name.slice(prefix.length + 1).toLowerCase().includes(text) || label.toLowerCase().includes(text)));
      const found = fitting.map(({ name, label }) => [name, label]);
      for (const [name, label] of found) labels.set(name, label);
      return found.map(([name]) => name).slice(0, 60);
    },
    postprocessHints: (_, hints) => hints.map((hint) => {
      const label = labels.get(hint.text);
      return { ...hint, displayText: label && label !== hint.text ? `${hint.text}   ${label}` : hint.text };
    }),
    onInitialize: (yasqe) => yasqe.on("change", (_, change) => declare(yasqe, change)),
  });
}

// Known prefixes that a finished word uses are declared, so that the query also runs elsewhere. Not while the word is being
// typed: a new line above it would close the list of completions.
function declare(yasqe, { origin, text, from }) {
  const finished = origin === "complete" || origin === "paste" || (origin === "+input" && /[\s;,.)}]/.test(text.join("\n")));
  if (!finished || /^\s*prefix\b/i.test(yasqe.getDoc().getLine(from.line))) return;
  const declared = yasqe.getPrefixesFromQuery();
  const used = yasqe.getLineTokens(from.line)
    .filter(({ type }) => !["string", "comment"].includes(type))
    .map(({ string }) => /^([A-Za-z][\w-]*):/.exec(string)?.[1])
    .filter((prefix) => prefix in config.prefixes && !(prefix in declared));
  if (used.length) yasqe.addPrefixes(Object.fromEntries(used.map((prefix) => [prefix, config.prefixes[prefix]])));
}

function plugin(Yasr, name, label, draw, priority = 1) {
  Yasr.registerPlugin(name, class {
    priority = priority;
    label = label;
    constructor(yasr) { this.yasr = yasr; }
    canHandleResults() { return Boolean(this.answer()?.columns.length); }
    getIcon() { return undefined; }
    answer() {
      // From the response as it came: YASGUI's own reading fills in what looks like {{ a template }} in a value.
      const { results } = this.yasr;
      if (!results || results.getError?.()) return null;
      if (read.results !== results) Object.assign(read, { results, answer: readResponse(results.getOriginalResponseAsString()) });
      return read.answer;
    }
    draw() {
      const answer = this.answer();
      const box = document.createElement("div");
      if (answer.note) {
        const note = document.createElement("p");
        note.className = "cut";
        note.setAttribute("role", "status");
        note.textContent = answer.note;
        box.append(note);
      }
      this.yasr.resultsEl.replaceChildren(box);
      draw(answer, box);
    }
    download(filename) {
      return { contentType: "text/csv", getData: () => csv(this.answer()), filename: `${filename || "answer"}.csv`, title: "Save as CSV" };
    }
  });
}

function drawCsv(answer, box) {
  const text = csv(answer);
  const link = document.createElement("a");
  link.className = "button";
  link.download = "answer.csv";
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.textContent = "Save as answer.csv";
  const shown = document.createElement("pre");
  shown.className = "csv";
  shown.textContent = text;
  box.append(link, shown);
}

// The search box on top of every page, and suggestions for the parameters of queries.
import { suggest, actors, relations } from "./suggest.js";

const box = document.getElementById("search");
suggest(box, document.getElementById("suggestions"), actors, (row) => {
  // The explorer shows whom it holds; everybody else has a page.
  const wanted = new CustomEvent("actor", { detail: row, cancelable: true });
  if (document.dispatchEvent(wanted)) location.href = row.page;
  else box.value = "";
});

document.querySelectorAll("input[data-suggest]").forEach((input, number) => {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `suggestions-${number}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.after(list);
  const source = input.dataset.suggest === "actors" ? actors : relations;
  suggest(input, list, source, (row) => { input.value = row.label; });
});

// The explorer keeps its state in its own address; here that is carried over to the address that a reader shares.
const frame = document.getElementById("explorer");
const fragment = () => { try { return frame.contentWindow.location.hash; } catch { return ""; } };

if (location.hash) frame.src = frame.getAttribute("src") + location.hash;
frame.addEventListener("load", () => {
  // A link of the explorer to a page of this server opens here, not within the frame.
  frame.contentDocument.addEventListener("click", (event) => {
    const path = event.target.closest?.("a[href]")?.getAttribute("href");
    if (!path?.startsWith("/") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.href = path;
  });
  // There is one box to find an actor in, that of every page.
  frame.contentDocument.body.classList.add("served");
  document.addEventListener("actor", (event) => {
    if (frame.contentWindow.showActor?.(event.detail.iri)) event.preventDefault();
  });
  setInterval(() => {
    const now = fragment();
    if (now !== location.hash) history.replaceState(null, "", now || location.pathname + location.search);
  }, 400);
}, { once: true });

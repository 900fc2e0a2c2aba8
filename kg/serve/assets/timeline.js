// A point of the timeline leads to its claim on this page where the claim is listed here, else to the claim's own page.
document.querySelectorAll(".timeline a[data-claim]").forEach((link) => {
  if (document.getElementById(link.dataset.claim)) link.setAttribute("href", `#${link.dataset.claim}`);
});

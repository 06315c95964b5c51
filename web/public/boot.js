// Sets light or dark before the first paint, so that no page flashes in the wrong colours. It is a file of its own
// because the content security policy allows no inline script.
try {
  var choice = localStorage.getItem("mantine-color-scheme-value") || "auto";
  var dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  document.documentElement.setAttribute("data-density", localStorage.getItem("pacioli.density") || "comfortable");
} catch {
  /* storage may be refused; the app then starts light */
}

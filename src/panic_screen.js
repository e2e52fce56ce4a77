// What a person sees when the program has a bug: reload, and a report without secrets.
//
// A panic ends the program at once, so the screen is not made by it. The report names the build and the functions that
// were running by their numbers: together with the same build, that leads to the line.

const OWN_WORDS = new Set(["guest", "feed", "post", "agents", "hashtags", "sign-in", "register", "accounts", ""]);
const SVG = "http://www.w3.org/2000/svg";

/** Shows the screen when the program traps, wherever that happens. */
export function install(base) {
  const look = (error) => {
    if (error instanceof WebAssembly.RuntimeError) show(report(base, error));
  };
  addEventListener("error", (event) => look(event.error));
  addEventListener("unhandledrejection", (event) => look(event.reason));
}

function report(base, error) {
  const running = String(error.stack ?? "").match(/wasm-function\[\d+\](?::0x[0-9a-f]+)?/g) ?? [];
  const build = document.querySelector('script[type="module"]')?.src.split("/").pop() ?? "unknown";
  const kind = /^[\w :.,()]{1,80}$/.test(error.message) ? error.message : "trap";
  const path = pathWithoutNames(location.pathname.slice(base.replace(/\/$/, "").length));
  return [`The program stopped: ${kind}`, ...running.slice(0, 12), `Path: ${path}`, `Build: ${build}`, `Browser: ${navigator.userAgent}`].join("\n");
}

/** The path with every handle and id replaced: only the words of our own addresses stay. */
function pathWithoutNames(path) {
  const segment = (word) => (OWN_WORDS.has(word) ? word : /^(?:@|%40)/.test(word) ? "@…" : "…");
  return path.split("/").map(segment).join("/");
}

function show(text) {
  if (document.getElementById("panic-screen")) return;
  const words = "The dashboard stopped because of a mistake in it. Your drafts and sign-ins are kept. Reload to go on.";
  const state = element("div", { class: "state", "data-kind": "error", role: "alert" }, [
    icon("bug"),
    element("h1", { tabindex: "-1" }, ["Something broke"]),
    element("p", {}, [words]),
    buttons(text),
    element("details", {}, [element("summary", {}, ["Report"]), element("pre", { class: "details-text", tabindex: "0" }, [text])]),
  ]);
  const icons = document.getElementById("icons");
  document.body.replaceChildren(element("main", { class: "problem", id: "panic-screen" }, [state]), ...(icons ? [icons] : []));
  state.querySelector("h1").focus();
}

function buttons(text) {
  const reload = element("button", { class: "button", type: "button", "data-kind": "primary" }, [icon("rotate-cw"), "Reload"]);
  reload.addEventListener("click", () => location.reload());
  const row = element("div", { class: "button-row" }, [reload]);
  // There is no clipboard on insecure addresses; the report can still be selected.
  if (navigator.clipboard) {
    const copy = element("button", { class: "button", type: "button" }, [icon("copy"), "Copy report"]);
    const said = element("span", { role: "status" }, []);
    copy.addEventListener("click", async () => {
      said.textContent = await navigator.clipboard.writeText(text).then(() => "Copied", () => "The browser did not allow copying.");
    });
    row.append(copy, said);
  }
  return row;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "use");
  shape.setAttribute("href", `#i-${name}`);
  svg.append(shape);
  return svg;
}

function element(tag, attributes, children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

#pragma once

#include <string_view>

namespace rehearse::harness {

// The style and the script of every page of the guide.
inline constexpr std::string_view kGuideStyle = R"css(
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#1c2430;--dim:#556070;
--line:#d5dbe3;
--go:#0b5cad;--on-go:#fff;--good:#1a6b34;--bad:#b3261e;--warn:#7a4d00;--soft:#eaf1fb}
@media (prefers-color-scheme:dark){:root{--paper:#12161c;--card:#1b2129;--ink:#e7ebf0;--dim:#a4afbd;
--line:#364050;--go:#7db4f5;--on-go:#0d1722;--good:#6cc98a;--bad:#ff9d94;--warn:#f0bf6a;
--soft:#202c3c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;
overflow-wrap:anywhere}
.mock{background:var(--soft);border-bottom:1px solid var(--line);padding:.35rem 1rem;
font-size:.875rem}
.wrap{max-width:76rem;margin:0 auto;padding:0 1rem 3rem}
h1{font-size:1.5rem;margin:1.25rem 0 .75rem}h2{font-size:1.1rem;margin:0 0 .6rem}
h3{font-size:1rem;margin:1rem 0 .35rem}
p{margin:.35rem 0}a{color:var(--go)}code{font:.9em ui-monospace,monospace;background:var(--soft);
padding:.1em .3em;border-radius:3px}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem;
margin:0 0 1rem}
.next{border-left:5px solid var(--go)}.next strong{font-size:1.15rem}
.columns{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:60rem){.columns{grid-template-columns:minmax(0,1.15fr) minmax(0,1fr)}}
.tabs{display:flex;flex-wrap:wrap;gap:.75rem;margin:.75rem 0 0;padding:0;list-style:none}
.tabs li{flex:1 1 15rem;border:1px solid var(--line);border-radius:6px;padding:.7rem}
.button,button{display:inline-block;font:inherit;font-weight:600;border:1px solid var(--go);
border-radius:5px;padding:.4rem .8rem;background:var(--card);color:var(--go);text-decoration:none;
cursor:pointer}
.button.main{background:var(--go);color:var(--on-go)}
a:focus-visible,button:focus-visible,summary:focus-visible,
.wide:focus-visible{outline:3px solid var(--go);
outline-offset:2px}
.row{display:flex;flex-wrap:wrap;gap:.5rem;margin:.5rem 0}.row form{margin:0}
.steps{list-style:none;margin:.4rem 0;padding:0}
.steps li{display:grid;grid-template-columns:1.5rem 2.4rem minmax(0,1fr);padding:.28rem .3rem;
border-top:1px solid var(--line)}
.steps .sub{padding-left:1.7rem}.steps .now{background:var(--soft);font-weight:600}
.steps small{display:block;color:var(--dim);font-weight:400;font-size:.875rem}
.mark{font-weight:700}.done .mark{color:var(--good)}.differs .mark{color:var(--warn)}
.off .mark,.todo .mark,.number{color:var(--dim)}
summary{cursor:pointer;font-weight:600;padding:.25rem 0}summary .count{color:var(--dim);
font-weight:400}
.remark{border-left:4px solid var(--line);padding:.2rem 0 .2rem .7rem;margin:.6rem 0}
.remark.stops,.remark.ends{border-color:var(--bad)}.remark.differs,
.remark.caution{border-color:var(--warn)}
.kind{font-weight:700}.stops .kind,.ends .kind,.over{color:var(--bad)}
.differs .kind,.caution .kind{color:var(--warn)}.good{color:var(--good)}
.small{font-size:.875rem;color:var(--dim)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem .35rem 0;
border-top:1px solid var(--line)}
.wide{overflow-x:auto}.code{font:1.5rem/1.3 ui-monospace,monospace;letter-spacing:.12em}
progress{width:100%;height:.8rem;accent-color:var(--good)}
img{max-width:none;display:block}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{.tabs,.row,.mock form,.noprint{display:none}body{background:#fff}section{border:0;
padding:0}}
)css";

// Asks for the page again every two seconds while somebody looks at it, and shows the parts that
// changed. What was opened stays open, the focus stays where it was.
inline constexpr std::string_view kGuideScript = R"js(
(() => {
  const status = document.getElementById("live-status");
  if (!status) return;
  const shown = new Map(), opened = new Map();
  let tag = "";
  for (const part of document.querySelectorAll("[data-live]")) shown.set(part.id, part.innerHTML);
  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (summary) opened.set(summary.parentElement.id, !summary.parentElement.open);
  });
  function put(part, html, fresh) {
    const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceChildren(...fresh.childNodes);
    for (const details of part.querySelectorAll("details")) {
      if (opened.has(details.id)) details.open = opened.get(details.id);
    }
    shown.set(part.id, html);
    const again = focus ? document.getElementById(focus) : null;
    if (again) again.focus({preventScroll: true});
  }
  async function look() {
    if (document.hidden) return;
    let answer;
    try {
      const headers = tag ? {"If-None-Match": tag} : {};
      answer = await fetch(location.pathname, {cache: "no-store", headers});
    } catch {
      status.textContent = "The rehearsal has ended, or does not answer.";
      return;
    }
    status.textContent = "This page keeps itself up to date.";
    if (answer.status !== 200) return;
    tag = answer.headers.get("ETag") || "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const fresh of page.querySelectorAll("[data-live]")) {
      const part = document.getElementById(fresh.id), html = fresh.innerHTML;
      if (part && shown.get(fresh.id) !== html) put(part, html, fresh);
    }
  }
  document.addEventListener("visibilitychange", look);
  setInterval(look, 2000);
  look();
})();
)js";

}  // namespace rehearse::harness

#pragma once

#include <string_view>

namespace rehearse::harness {

// live_script.h: the script of the guide's pages that update by themselves. It asks for the page
// again every two seconds while somebody looks at it, and shows the regions that changed. What was
// opened stays open, the focus stays where it was.
inline constexpr std::string_view kLiveScript = R"js(
(() => {
  const status = document.getElementById("live-status");
  if (!status) return;
  const regions = (from) => from.querySelectorAll("main section[id]");
  const shown = new Map(), opened = new Map();
  let tag = "";
  for (const part of regions(document)) shown.set(part.id, part.innerHTML);
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
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // What differs at first, people have opened or closed before they reloaded the page.
    for (const details of tag ? [] : page.querySelectorAll("details")) {
      const mine = document.getElementById(details.id);
      if (mine && mine.open !== details.open) opened.set(details.id, mine.open);
    }
    tag = answer.headers.get("ETag") || "";
    for (const fresh of regions(page)) {
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

#include <fmt/format.h>

#include "harness/guide/page.h"
#include "harness/guide/pages.h"
#include "harness/matrix/summary.h"
#include "mocks/ledger.h"

namespace rehearse::harness {
namespace {

// Why it ended, the first cause first: each reason's meaning with its name.
std::string chain_html(const Story& story) {
  std::string html;
  for (const std::string& name : story.chain) {
    const Reason* reason = find_reason(name);
    if (reason != nullptr)
      html += fmt::format("<p>{} <code>{}</code></p>", html_escaped(reason->meaning), name);
  }
  return html;
}

std::string life_row(const UsageLife& life) {
  const Story& story = life.story;
  std::string change;
  if (!story.works) change = story.remedy.empty() ? "Nothing in the settings." : story.remedy;
  return "<tr>" + html_element("th", life.meaning) + "<td>" +
         html_element("p", fate_text(story), story.works ? "good" : "over") + "</td><td>" +
         chain_html(story) + "</td><td>" + html_escaped(change) + "</td></tr>";
}

}  // namespace

std::string what_if_content(const AppSeen& app, const WhatIf& what_if) {
  std::string html = fmt::format(
      "<p><a href=\"/\">Back to the guide</a> | <a href=\"/what-if/{}\">Refresh</a></p>",
      html_escaped(app.id));
  std::string content = fmt::format(
      "<p>The settings of <strong>{}</strong> as they are now, lived for {} days on mocks of their "
      "own, under four usages.</p>",
      html_escaped(app.label), simulation::kHorizonDays);
  for (const std::string& sentence : what_if.blocked)
    content += html_element("p", sentence, "over");
  if (!what_if.blocked.empty())
    content += html_element("p", "Once that is put right, it would be:");
  content +=
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Lives by usage\"><table>"
      "<thead><tr><th scope=\"col\">Usage</th><th scope=\"col\">What becomes of it</th>"
      "<th scope=\"col\">Why</th><th scope=\"col\">What to change</th></tr></thead><tbody>";
  for (const UsageLife& life : what_if.lives) content += life_row(life);
  content += "</tbody></table></div>";
  for (const std::string& sentence : what_if.rounded)
    content += html_element("p", sentence, "small");
  return html + live_section("lives", "How long the connection lives", content);
}

std::string certificate_content(const Certificate& certificate) {
  std::string html =
      "<p class=\"noprint\"><a href=\"/\">Back to the guide</a> | "
      "<a href=\"/certificate.md\" download=\"certificate.md\">Download as text</a>"
      "</p><section>";
  html += fmt::format("<p><strong>{}</strong></p>", html_escaped(summary_line(certificate)));
  html += html_element("p", certificate.codes) + html_element("p", certificate.health);
  html += "</section><section><h2>What is not as the guide says</h2>";
  if (certificate.remarks.empty()) html += html_element("p", "Nothing.");
  for (const Remark& remark : certificate.remarks) html += remark_html(remark);
  html += "</section><section><h2>How long the connection lives</h2>";
  if (certificate.lives.empty()) html += html_element("p", "There is no app yet.");
  for (const std::string& life : certificate.lives) html += html_element("p", life);
  html += "</section><section><h2>What to enter in the real org</h2>";
  html += html_element("p",
                       "The consumer key and secret come from the real org; those of the mock are "
                       "of no use there.",
                       "small");
  std::string_view place;
  for (const Certificate::Entry& entry : certificate.to_copy) {
    if (entry.place != place) {
      if (!place.empty()) html += "</tbody></table>";
      html += html_element("h3", entry.place) + "<table><tbody>";
    }
    place = entry.place;
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", html_escaped(entry.label),
                        html_escaped(entry.value));
  }
  if (!place.empty()) html += "</tbody></table>";
  return html + "</section>";
}

}  // namespace rehearse::harness

#include <fmt/format.h>

#include "harness/guide/page.h"
#include "harness/guide/pages.h"

namespace rehearse::harness {
namespace {

std::string_view kind_of(Weight weight) {
  switch (weight) {
    case Weight::stops:
      return "stops";
    case Weight::ends:
      return "ends";
    case Weight::differs:
      return "differs";
    case Weight::caution:
      return "caution";
  }
  return "";
}

std::string tab(const std::string& url, std::string_view name, std::string_view account) {
  return fmt::format(
      "<li><a class=\"button main\" href=\"{}/\" target=\"rehearse-{}\">Open the {} tab</a>"
      "<p>Sign in as <code>{}</code>, password <code>rehearse-2026</code></p></li>",
      html_escaped(url), name, name, account);
}

// Where the next step is done.
std::string_view where(std::string_view step) {
  if (step.empty()) return "";
  const bool salesforce = step.starts_with("sf") || step.starts_with("cred");
  return salesforce ? ", in the Salesforce tab" : ", in the Workato tab";
}

std::string next_content(const Advice& advice) {
  std::string html = fmt::format(
      "<p aria-live=\"polite\"><strong>Next{}: {}</strong> {}</p>"
      "<progress max=\"{}\" value=\"{}\" aria-label=\"Steps of the guide done\"></progress>"
      "<p class=\"small\">{} of {} steps of the guide are done.</p>",
      where(advice.next_step), html_escaped(advice.next), html_escaped(hint_of(advice.next_step)),
      advice.of, advice.done, advice.done, advice.of);
  if (advice.finished)
    html += "<p><a class=\"button\" href=\"/certificate\">See the certificate</a></p>";
  return html;
}

std::string remarks_content(const Advice& advice, const AppSeen* app) {
  std::string html;
  if (app == nullptr) html += html_element("p", "There is no app yet.", "small");
  if (advice.remarks.empty() && app != nullptr)
    html += html_element("p", "Everything is as the guide has it.", "good");
  for (const Remark& remark : advice.remarks) html += remark_html(remark);
  if (app != nullptr)
    html += fmt::format(
        "<p><a href=\"/what-if/{}\">What if: how long would the connection live "
        "with these settings?</a></p>",
        html_escaped(app->id));
  return html;
}

std::string health_content(const Snapshot& snapshot) {
  const Health health = health_of(snapshot);
  const std::string_view kind = health.state == Health::State::over        ? "over"
                                : health.state == Health::State::connected ? "good"
                                                                           : "";
  return html_element("p", health.sentence, kind);
}

}  // namespace

std::string remark_html(const Remark& remark) {
  std::string html =
      fmt::format("<div class=\"remark {}\"><p><span class=\"kind\">{}.</span> {}</p>",
                  kind_of(remark.weight), to_text(remark.weight), html_escaped(remark.sentence));
  html += html_element("p", remark.remedy);
  if (!remark.reason.empty())
    html +=
        fmt::format("<p class=\"small\">Rule: <code>{}</code></p>", html_escaped(remark.reason));
  return html + "</div>";
}

std::string start_content(const Place& place, const Guide& guide, const Snapshot& snapshot,
                          const Advice& advice) {
  std::string html = html_element(
      "p",
      "Do the guide's steps in the two tabs below. This page ticks what the org and the workspace "
      "really have, and says what a setting would cost.");
  html += fmt::format(
      "<section id=\"next\" class=\"next\" data-live=\"\" aria-label=\"What to do next\">{}"
      "</section><ul class=\"tabs\">{}{}</ul>",
      next_content(advice), tab(place.workato, "Workato", "rehearsal@workato.test"),
      tab(place.salesforce, "Salesforce", "admin@rehearsal.test"));
  if (!place.authority.empty()) {
    html += fmt::format(
        "<p class=\"small\">The mocks use TLS with a certificate authority made "
        "for this rehearsal: import <code>{}</code> into your browser, or accept "
        "its warning.</p>",
        html_escaped(place.authority));
  }
  html += "<p class=\"noprint\"><a href=\"/\">Refresh</a></p><div class=\"columns\"><div>";
  html += live_section("steps", "The guide", steps_content(guide, advice));
  html += "</div><div>";
  html += live_section("coach", "What the coach sees", remarks_content(advice, snapshot.app()));
  html += live_section("health", "The connection", health_content(snapshot));
  html += live_section("mail", "Mailbox", mail_content(place, snapshot));
  html += live_section("clock", "Clock", clock_content(place, snapshot));
  html += "</div></div>";
  html += live_section("journal", "What happened", journal_content(snapshot));
  html += live_section("lineage", "The connection's tokens", lineage_content(snapshot));
  return html;
}

}  // namespace rehearse::harness

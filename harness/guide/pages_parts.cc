#include <fmt/format.h>

#include <algorithm>

#include "harness/guide/journal_words.h"
#include "harness/guide/page.h"
#include "harness/guide/pages.h"

namespace rehearse::harness {
namespace {

constexpr size_t kMailsShown = 3, kExchangesShown = 12;

// `03:36:12` of `2026-11-26T03:36:12.345Z`, with the date where it is another day's.
std::string short_time(const std::string& at) {
  const auto instant = parse_time(at);
  return instant ? day_and_time(*instant) : at;
}

// Who proves with a code who they are: the one who sets up.
constexpr std::string_view kAdmin = "admin@rehearsal.test";

std::string authenticator(const Place& place, const Snapshot& snapshot) {
  const auto admin = std::ranges::find(snapshot.users, kAdmin, &UserSeen::username);
  const bool has_one = admin != snapshot.users.end() && !admin->totp.empty();
  std::string html = "<h3>Authenticator</h3>";
  if (has_one) {
    html += fmt::format("<p class=\"code\" id=\"totp\">{}</p>", html_escaped(admin->totp));
    html +=
        html_element("p", "The code of admin@rehearsal.test now; it follows the clock.", "small");
  } else {
    html += html_element("p", "Salesforce sends admin@rehearsal.test the code by mail.", "small");
  }
  html += "<div class=\"row\">";
  html += button_form({.action = "/verification",
                       .text = has_one ? "Send codes by mail" : "Use an authenticator instead",
                       .id = "verification",
                       .csrf = place.csrf,
                       .fields = {{"method", has_one ? "email" : "authenticator"}}});
  return html + "</div>";
}

std::string mail(const MailSeen& mail) {
  std::string html = "<div class=\"remark\">";
  html += fmt::format("<p><strong>{}</strong></p>", html_escaped(mail.subject));
  if (!mail.code.empty()) html += html_element("p", mail.code, "code");
  if (mail.code.empty()) html += html_element("p", mail.body);
  html += html_element("p", fmt::format("To {}, {}", mail.to, short_time(mail.sent_at)), "small");
  return html + "</div>";
}

}  // namespace

std::string mail_content(const Place& place, const Snapshot& snapshot) {
  std::string html;
  if (snapshot.mailbox.empty())
    html += html_element("p", "No mail yet. The one-time password arrives here.", "small");
  size_t shown = 0;
  for (auto next = snapshot.mailbox.rbegin();
       next != snapshot.mailbox.rend() && shown < kMailsShown; ++next, ++shown)
    html += mail(*next);
  return html + authenticator(place, snapshot);
}

std::string clock_content(const Place& place, const Snapshot& snapshot) {
  std::string html = fmt::format("<p><strong id=\"now\">{}</strong></p>",
                                 html_escaped(day_and_time(snapshot.now)));
  html += html_element("p", "Time stands still on the mocks until you move it on.", "small");
  html += "<div class=\"row\">";
  struct Leap {
    std::string_view by{}, text{};
  };
  constexpr Leap kLeaps[] = {
      {"1h", "+1 hour"}, {"1d", "+1 day"}, {"29d", "+29 days"}, {"31d", "+31 days"}};
  for (const Leap& leap : kLeaps) {
    const std::string id = fmt::format("clock-{}", leap.by);
    html += button_form({.action = "/clock",
                         .text = leap.text,
                         .id = id,
                         .csrf = place.csrf,
                         .fields = {{"advance", std::string(leap.by)}}});
  }
  return html + "</div>";
}

std::string journal_content(const Snapshot& snapshot) {
  const auto& newest = snapshot.trail.newest();
  if (newest.empty()) return html_element("p", "Nothing happened yet.", "small");
  std::string rows;
  size_t shown = 0;
  for (auto exchange = newest.rbegin(); exchange != newest.rend() && shown < kExchangesShown;
       ++exchange, ++shown) {
    rows += "<tr>" + html_element("td", short_time(exchange->at)) +
            html_element("td", exchange_words(*exchange)) +
            html_element("td", outcome_words(*exchange)) + "</tr>";
  }
  return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Exchanges, newest "
         "first\">"
         "<table><thead><tr><th scope=\"col\">When</th><th scope=\"col\">What</th>"
         "<th scope=\"col\">What came of it</th></tr></thead><tbody>" +
         rows + "</tbody></table></div>";
}

std::string lineage_content(const Snapshot& snapshot) {
  if (snapshot.connection() == nullptr || !snapshot.connection()->authorized_at)
    return html_element("p", "Once the connection is made, this shows its tokens.", "small");
  // The number makes the picture new whenever something happened.
  return fmt::format(
      "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of the tokens\">"
      "<img src=\"/lineage.svg?{}-{}\" alt=\"Which token came from which, and what ended it\">"
      "</div><p><a href=\"/lineage.txt\">The same as text</a></p>",
      snapshot.trail.seen(), snapshot.now.time_since_epoch().count());
}

}  // namespace rehearse::harness

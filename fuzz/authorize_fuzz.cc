// The authorization endpoint and the pages behind it. Input: a request as
// fuzz/support/request_text.h spells it (GET unless the head has a method), by the administrator's
// browser unless the head has a Cookie; `!allow`, `!deny` and `!forge` (an answer without the
// form's token) say what becomes of the approval page. Holds: a browser is sent to no callback but
// the registered one, byte for byte, with a code or an error, the state as it came and nothing
// else; codes are given where the rules say so, for what was asked; nothing that was sent is in a
// page as markup.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "fuzz/mutate/form_mutator.h"
#include "fuzz/support/answer_checks.h"
#include "fuzz/support/authorize_judge.h"
#include "fuzz/support/furnished_org.h"
#include "fuzz/support/promise.h"
#include "fuzz/support/served.h"
#include "mocks/core/text.h"
#include "mocks/salesforce/endpoints.h"
#include "mocks/wire/form.h"

namespace {

using namespace rehearse;
using namespace rehearse::fuzz;
using End = AuthorizeVerdict::End;

constexpr std::string_view kPath = "/services/oauth2/authorize";
constexpr std::string_view kApproval = "/setup/secur/RemoteAccessAuthorizationPage.apexp";
constexpr std::string_view kErrorPage = "/setup/secur/RemoteAccessErrorPage.apexp?error=";

const FormVocabulary& vocabulary(const FurnishedOrg& org) {
  static const FormVocabulary the_vocabulary{
      .shapes =
          {"response_type=code&client_id=$key&redirect_uri=$callback&code_challenge=$challenge&"
           "code_challenge_method=S256&scope=$scopes&state=rehearsal",
           "response_type=code&client_id=$other_key&redirect_uri=$other_callback&"
           "state=rehearsal&scope=api&prompt=consent",
           "response_type=code&client_id=$key&redirect_uri=$callback&code_challenge=$challenge&"
           "scope=web+id&state=rehearsal&login_hint=somebody&nonce=once&immediate=false"},
      .heads = {"POST", "HEAD", "!allow", "!deny", "!forge", "Cookie: sid=none",
                "?state=of-the-query", "@203.0.113.9"},
      .words = org.words(),
      .fitting = org.fitting()};
  return the_vocabulary;
}

// Landing is where an answer sends the browser.
struct Landing {
  End end = End::refused;
  wire::Fields query{};  // at the callback
};

// O-09, O-10: the callback byte for byte, then one of code and error, one state, no fragment.
Landing at_callback(const FurnishedOrg& org, const std::string& location) {
  const std::vector<std::string> callbacks{org.apps()[0].callback, org.apps()[1].callback,
                                           org.apps()[2].callback,
                                           "http://localhost:1717/OauthRedirect"};
  const auto callback =
      std::find_if(callbacks.begin(), callbacks.end(), [&](const std::string& one) {
        return location.starts_with(one + (one.find('?') == one.npos ? "?" : "&"));
      });
  require(callback != callbacks.end(), "O-09",
          "A browser is sent to a registered callback, byte for byte, or stays with the org.");
  require(location.find('#') == location.npos, "O-10", "A callback gets no fragment.");
  const OwnForm query = own_form(std::string_view(location).substr(callback->size() + 1));
  require(query.is_readable && !query.repeats, "O-10", "A callback gets each parameter once.");
  require(query.has("code") != query.has("error"), "O-10", "A callback gets a code or an error.");
  Landing landing{.end = query.has("code") ? End::code : End::callback_error};
  for (const auto& [name, value] : query.fields) {
    require(name == "code" || name == "error" || name == "error_description" || name == "state",
            "O-10", "A callback gets nothing but the answer and the state.");
    landing.query.push_back({name, value});
  }
  return landing;
}

Landing landing_of(const FurnishedOrg& org, const wire::WireResponse& answer) {
  const auto location = wire::header_of(answer.headers, "Location");
  require(location.has_value() == (answer.status == 302), "O-09",
          "A redirect has a Location, and nothing else has.");
  if (!location) return {};
  if (location->starts_with(std::string(kApproval) + "?source=")) return {End::asked, {}};
  if (location->starts_with("/?ec=302&")) return {End::login, {}};
  if (location->starts_with(kErrorPage)) return {End::error_page, {}};
  return at_callback(org, *location);
}

// The code is bound to what was asked for.
void check_code(FurnishedOrg& org, const std::string& text, const AuthorizeVerdict& verdict) {
  auto tx = org.org().begin();
  const salesforce::FoundCode found = tx.grants().find_code(text);
  require(found.code != nullptr && found.code->spent == nullptr, "O-07", "The code is a new one.");
  const salesforce::CodeRequest& bound = found.code->request;
  require(bound.redirect_uri == verdict.callback, "T15", "The code is bound to its callback.");
  require(bound.challenge.value == verdict.challenge && !bound.is_challenge_plain, "P09",
          "The code is bound to its challenge.");
  require(bound.scopes == verdict.scopes, "O-R6",
          "The code is for the scopes that were asked for.");
}

void check_landing(FurnishedOrg& org, const Served& served, const Landing& landing,
                   const AuthorizeVerdict& verdict) {
  if (landing.end == End::code || landing.end == End::callback_error) {
    require((served.request.method == "GET" || served.request.method == "POST") ||
                landing.end != End::code,
            "A02", "Only GET and POST have an effect.");
    const auto state = wire::value_of(landing.query, "state");
    require(state.value_or("") == verdict.state, "O-10", "The state comes back as it was sent.");
  }
  if (!verdict.is_certain) return;
  if (landing.end == End::code) {
    require(verdict.end == End::code, "A29", "Without anybody's approval there is no code.");
    check_code(org, wire::value_of(landing.query, "code").value_or(""), verdict);
  }
  require(landing.end == verdict.end, "A06",
          "A request ends where the rules have it end: refused, asked, at the callback.");
}

wire::WireRequest within(const FurnishedOrg& org, std::string_view method, std::string target,
                         const wire::Fields& form = {}) {
  wire::RequestParts parts;
  parts.method = method;
  parts.target = std::move(target);
  parts.peer = FurnishedOrg::kAllowedPeer;
  parts.received_at = FurnishedOrg::now();
  parts.headers = {{"Cookie", "sid=" + org.session()}};
  return method == "POST" ? wire::make_form_post(std::move(parts), form)
                          : wire::make_request(std::move(parts));
}

// The pages as they are when a request sends nothing of its own.
std::string plain_login_page(FurnishedOrg& org) {
  const wire::WireRequest opened = within(org, "GET", "/?ec=302&startURL=%2F");
  wire::Call look(opened, 1'001);
  return salesforce::login_page(org.org(), look).body;
}

std::string plain_approval_page(FurnishedOrg& org) {
  RequestText text = read_request(vocabulary(org).shapes[1], org.words());
  text.method = "GET";
  text.headers = {{"Cookie", "sid=" + org.session()}};
  const Served asked = serve(org, salesforce::authorize, text, kPath);
  const wire::WireRequest opened =
      within(org, "GET", wire::header_of(asked.answer.headers, "Location").value_or("/"));
  wire::Call look(opened, 1'001);
  return salesforce::approval_page(org.org(), look).body;
}

std::vector<std::string> all_sent(const OwnParameters& parameters) {
  std::vector<std::string> sent;
  for (const OwnForm* form : {&parameters.query, &parameters.form}) {
    for (const auto& [name, value] : form->fields) {
      sent.push_back(name);
      sent.push_back(value);
    }
  }
  return sent;
}

// The approval page, and what the person clicks there.
void answer_page(FurnishedOrg& org, const std::string& wish, const std::string& location,
                 const OwnParameters& parameters, const AuthorizeVerdict& verdict) {
  const wire::WireRequest opened = within(org, "GET", location);
  wire::Call look(opened, 1'001);
  const wire::WireResponse page = salesforce::approval_page(org.org(), look);
  check_headers(page);
  if (page.status != 200) return;
  static const std::string plain = plain_approval_page(org);
  check_page(page.body, plain, all_sent(parameters));
  if (wish != "allow" && wish != "deny" && wish != "forge") return;
  std::string csrf = "forged";
  if (wish != "forge") {
    auto tx = org.org().begin();
    csrf = tx.sessions().find(org.session(), FurnishedOrg::now())->csrf;
  }
  const std::string source = location.substr(location.find('=') + 1);
  const wire::WireRequest clicked = within(org, "POST", std::string(kApproval),
                                           {{"csrf", csrf},
                                            {"source", wire::percent_decode(source).value_or("")},
                                            {wish == "deny" ? "oadeny" : "oaapprove", "1"}});
  wire::Call click(clicked, 1'002);
  const wire::WireResponse decided = salesforce::decide_approval(org.org(), click);
  check_headers(decided);
  const Landing landing = landing_of(org, decided);
  if (wish == "forge") {
    require(decided.status == 403, "A29", "An approval must come from the page that was shown.");
    return;
  }
  require(wire::value_of(landing.query, "state").value_or("") == verdict.state, "O-10",
          "The state comes back as it was sent.");
  require((landing.end == End::code) == (wish == "allow"), "A20",
          "Allow leads to a code and Deny to an error.");
  if (verdict.is_certain && wish == "allow")
    check_code(org, wire::value_of(landing.query, "code").value_or(""), verdict);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static FurnishedOrg org, twin;
  learn(vocabulary(org));
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  RequestText text = read_request(input, org.words());
  if (!text.has_method) text.method = "GET";
  if (text.peer.empty()) text.peer = FurnishedOrg::kAllowedPeer;
  if (!wire::header_of(text.headers, "Cookie"))
    text.headers.push_back({"Cookie", "sid=" + org.session()});
  const Served served = serve(org, salesforce::authorize, text, kPath);
  check_status(served.answer, {302, 400});
  const OwnParameters parameters = own_parameters(served.request);
  if (served.answer.status == 400) check_form_error(served.answer.body);
  const Landing landing = landing_of(org, served.answer);
  const AuthorizeVerdict verdict = judge_authorize_request(org, served.request, parameters);
  check_landing(org, served, landing, verdict);
  const std::string location = wire::header_of(served.answer.headers, "Location").value_or("");
  if (landing.end == End::asked && parameters.is_certain)
    answer_page(org, text.wish, location, parameters, verdict);
  if (landing.end == End::login) {
    const wire::WireRequest opened = within(org, "GET", location);
    wire::Call look(opened, 1'001);
    const std::string page = salesforce::login_page(org.org(), look).body;
    static const std::string plain = plain_login_page(org);
    check_page(page, plain, all_sent(parameters));
  }
  require(org.alive() == org.alive_at_first(), "O-R8", "What others were given stays good.");
  if (landing.end == End::code || landing.end == End::asked) org.restore();
  const uint64_t hash = hash_of(input);
  if (parameters.is_certain && landing.end != End::asked && hash % 16 == 0)
    check_variant(twin, salesforce::authorize, text, kPath, served, hash / 16);
  return 0;
}

#include "harness/fuzz/probe_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

// RFC 6749 sections 4.1.2.1 and 5.2, RFC 7009 section 2.2.1, and Salesforce's own.
constexpr std::array<std::string_view, 34> kErrors{
    "invalid_request",        "invalid_client",
    "invalid_grant",          "unauthorized_client",
    "unsupported_grant_type", "unsupported_response_type",
    "unsupported_token_type", "invalid_scope",
    "access_denied",          "invalid_token",
    "server_error",           "temporarily_unavailable",
    "invalid_client_id",      "invalid_client_credentials",
    "invalid_app_access",     "invalid_basic_auth_header",
    "inactive_user",          "inactive_org",
    "rate_limit_exceeded",    "redirect_uri_mismatch",
    "redirect_uri_missing",   "immediate_unsuccessful",
    "oauth_flow_disabled",    "app_not_found",
    "authorization_pending",  "slow_down",
    "invalid_assertion_type", "invalid_dpop_proof",
    "use_dpop_nonce",         "login_required",
    "consent_required",       "interaction_required",
    "invalid_target",         "bad_jti_claim"};

// RFC 6749 section 5.2 allows no quotation mark, backslash, or control or non-ASCII character.
bool is_legal(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\'; });
}

std::string known_error(std::string_view code) {
  return std::find(kErrors.begin(), kErrors.end(), code) == kErrors.end() ? "?" : std::string(code);
}

// Members is an answer's body as name and text, whatever it is written in.
struct Members {
  std::string form{"other"};  // json, form, xml, html, empty, other
  std::vector<std::pair<std::string, std::string>> all{};
  const std::string* find(std::string_view name) const {
    for (const auto& [each, value] : all) {
      if (each == name) return &value;
    }
    return nullptr;
  }
};

std::string plain_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : dump_json(value);
}

// <name>text</name>, one level deep: enough for what the token endpoint writes.
void read_xml(std::string_view text, Members& members) {
  for (const std::string_view name : {"error", "error_description", "access_token", "refresh_token",
                                      "scope", "token_type", "active"}) {
    const std::string open = fmt::format("<{}>", name);
    const size_t from = text.find(open);
    const size_t to = text.find(fmt::format("</{}>", name));
    if (from == text.npos || to == text.npos || to < from) continue;
    members.all.emplace_back(name, text.substr(from + open.size(), to - from - open.size()));
  }
}

Members read_members(const wire::WireResponse& response) {
  Members members;
  const std::string type = lower(wire::header_of(response.headers, "Content-Type").value_or(""));
  const std::string_view text = trim(response.body);
  if (text.empty()) {
    members.form = "empty";
  } else if (text.front() == '{') {
    const auto json = parse_json(text);
    if (!json) return members;
    members.form = "json";
    for (const auto& [name, value] : json.value().items())
      members.all.emplace_back(name, plain_text(value));
  } else if (lower(text.substr(0, 200)).find("<html") != std::string::npos ||
             type.find("html") != type.npos) {
    members.form = "html";
  } else if (text.front() == '<') {
    members.form = "xml";
    read_xml(text, members);
  } else if (const auto fields = wire::parse_urlencoded(text);
             fields && (text.starts_with("error=") || type.find("urlencoded") != type.npos)) {
    members.form = "form";
    for (const wire::Field& field : *fields) members.all.emplace_back(field.name, field.value);
  }
  return members;
}

bool keeps_caches_off(const wire::WireResponse& response) {
  const auto header = wire::header_of(response.headers, "Cache-Control");
  return header && lower(*header).find("no-store") != std::string::npos;
}

ProbeAnswer broken(const Trouble& trouble) {
  ProbeAnswer seen;
  switch (trouble.kind) {
    case Trouble::Kind::timeout:
      seen.verdict = ProbeVerdict::hang;
      break;
    case Trouble::Kind::unreachable:
    case Trouble::Kind::interrupted:
    case Trouble::Kind::refused:
    case Trouble::Kind::not_here:
      seen.note("connection", "refused");
      break;
    case Trouble::Kind::tls:
      seen.note("connection", "no TLS");
      break;
    case Trouble::Kind::bad_answer:
      seen.note("connection", "closed without an HTTP answer");
      break;
  }
  return seen;
}

bool is_before_oauth(int status) {
  constexpr std::array kStatuses{404, 405, 413, 414, 415, 431};
  return std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
}

// An error of an endpoint that programs call: whether it is one, properly.
void judge_refusal(const wire::WireResponse& response, const Members& members, ProbeAnswer& seen) {
  const std::string* error = members.find("error");
  const std::string* words = members.find("error_description");
  const bool has_token = members.find("access_token") != nullptr;
  if (error != nullptr) seen.error = known_error(*error);
  const bool is_proper = error != nullptr && seen.error != "?" && members.form != "html" &&
                         (words == nullptr || is_legal(*words)) && !has_token;
  // What is turned away before it is a request of OAuth needs no body that says so.
  const bool is_early = is_before_oauth(response.status) && !has_token;
  seen.verdict = response.status >= 400 && (is_proper || is_early)
                     ? ProbeVerdict::refused
                     : ProbeVerdict::refused_strangely;
}

std::string names_of(const Members& members) {
  std::vector<std::string> names;
  for (const auto& [name, value] : members.all) {
    const bool is_plain = name.size() < 40 && std::all_of(name.begin(), name.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || c == '_';
                          });
    names.push_back(is_plain ? name : "?");
  }
  std::sort(names.begin(), names.end());
  return join(names, " ");
}

std::string sorted_words(std::string_view text) {
  std::vector<std::string> words = split_words(text);
  std::sort(words.begin(), words.end());
  for (std::string& word : words) {
    if (word.size() > 40 || !is_legal(word)) word = "?";
  }
  return join(words, " ");
}

void observe_program(const Asked& asked, const wire::WireResponse& response, ProbeAnswer& seen) {
  const Members members = read_members(response);
  const bool is_ok = response.status == 200;
  const std::string* token = members.find("access_token");
  const bool is_clean = members.find("error") == nullptr;
  bool is_accepted = false;
  if (asked.endpoint == ProbeEndpoint::revoke) {
    is_accepted = is_ok && is_clean && members.form != "html";
  } else if (asked.endpoint == ProbeEndpoint::introspect) {
    const std::string* active = members.find("active");
    is_accepted =
        is_ok && is_clean && active != nullptr && (*active == "true" || *active == "false");
    if (is_accepted) seen.note("active", *active);
  } else {
    is_accepted = is_ok && is_clean && token != nullptr && !token->empty();
  }
  if (is_accepted) {
    seen.verdict = ProbeVerdict::accepted;
    seen.note("members", names_of(members));
    if (const std::string* scope = members.find("scope")) seen.note("scope", sorted_words(*scope));
    seen.note("caches", keeps_caches_off(response) ? "kept off" : "may keep it");
  } else {
    judge_refusal(response, members, seen);
  }
  seen.note("written as", members.form);
}

void observe_person(const Asked& asked, const wire::WireResponse& response, ProbeAnswer& seen) {
  const auto location = wire::header_of(response.headers, "Location");
  if (location && response.status >= 300 && response.status < 400) {
    const ProbeAnswer there = observe_callback(asked, *location, nullptr);
    seen.verdict = there.verdict;
    seen.error = there.error;
    for (const auto& [name, value] : there.facts) seen.note(name, value);
    return;
  }
  const Members members = read_members(response);
  seen.note("written as", members.form);
  if (response.status == 200 && members.form == "html") {
    const bool is_error = response.body.find("error=") != std::string::npos;
    seen.verdict = is_error ? ProbeVerdict::refused_strangely : ProbeVerdict::accepted;
    if (!is_error) seen.note("leads to", "a page of the org");
    return;
  }
  judge_refusal(response, members, seen);
  // A page for a person may be HTML.
  if (response.status >= 400 && members.form == "html") seen.verdict = ProbeVerdict::refused;
}

}  // namespace

std::string_view to_text(ProbeVerdict verdict) {
  switch (verdict) {
    case ProbeVerdict::accepted:
      return "accepted";
    case ProbeVerdict::refused:
      return "refused";
    case ProbeVerdict::refused_strangely:
      return "refused_strangely";
    case ProbeVerdict::error:
      return "error";
    case ProbeVerdict::hang:
      return "hang";
  }
  return "error";
}

void ProbeAnswer::note(std::string_view name, std::string value) {
  facts.emplace_back(name, std::move(value));
}

std::string sentence_of(const ProbeAnswer& observation) {
  std::string text = replace_all(std::string(to_text(observation.verdict)), "_", " ");
  if (observation.status != 0) text += fmt::format(", {}", observation.status);
  if (!observation.error.empty()) text += " " + observation.error;
  if (observation.status == 0) {
    for (const auto& [name, value] : observation.facts) text += fmt::format(", {} {}", name, value);
  }
  return text;
}

ProbeAnswer observe_callback(const Asked& asked, const std::string& location, std::string* code) {
  ProbeAnswer seen;
  seen.verdict = ProbeVerdict::refused_strangely;
  const bool is_callback =
      location.starts_with(asked.redirect_uri) &&
      (location.size() == asked.redirect_uri.size() || location[asked.redirect_uri.size()] == '?');
  const auto uri = wire::parse_uri(wire::resolve(asked.origin, location));
  if (!uri) return seen.note("leads to", "an address that is none"), seen;
  const auto query = wire::parse_urlencoded(uri->query).value_or(wire::Fields{});
  if (const auto error = wire::value_of(query, "error")) seen.error = known_error(*error);
  const auto given = wire::value_of(query, "code");
  if (code != nullptr && given) *code = *given;
  const std::string own = asked.origin;
  const bool is_own = uri->origin() == own || uri->host.ends_with(".salesforce.com");
  if (!is_callback && is_own) {
    seen.note("leads to", seen.error.empty() ? "a page of the org" : "an error page of the org");
    seen.verdict = seen.error.empty() ? ProbeVerdict::accepted : ProbeVerdict::refused;
    return seen;
  }
  seen.note("leads to", is_callback ? "the callback" : "another address");
  seen.note("code", given ? "given" : "none");
  const std::string state = wire::value_of(query, "state").value_or("");
  seen.note("state", state.empty() ? "none" : state == asked.state ? "as sent" : "another");
  if (uri->has_fragment) seen.note("fragment", "there");
  if (given && seen.error.empty()) seen.verdict = ProbeVerdict::accepted;
  if (!given && is_callback && !seen.error.empty() && seen.error != "?")
    seen.verdict = ProbeVerdict::refused;
  return seen;
}

ProbeAnswer observe(const Asked& asked, const Result<wire::WireResponse, Trouble>& answer) {
  if (!answer) return broken(answer.error());
  const wire::WireResponse& response = answer.value();
  ProbeAnswer seen;
  seen.status = response.status;
  if (response.status >= 500) return seen;
  if (asked.method == "HEAD" || asked.method == "OPTIONS") {
    seen.verdict = response.status < 400 ? ProbeVerdict::accepted : ProbeVerdict::refused;
    return seen;
  }
  if (asked.endpoint == ProbeEndpoint::authorize) {
    observe_person(asked, response, seen);
  } else {
    observe_program(asked, response, seen);
  }
  return seen;
}

std::vector<std::string> differences(const ProbeAnswer& server, const ProbeAnswer& mock,
                                     bool coarsely) {
  std::vector<std::string> names;
  if (server.verdict != mock.verdict) names.emplace_back("verdict");
  if (server.error != mock.error) names.emplace_back("error");
  if (coarsely) return names;
  if (server.status != mock.status) names.emplace_back("status");
  const auto value_of = [](const ProbeAnswer& seen, const std::string& name) {
    for (const auto& [each, value] : seen.facts) {
      if (each == name) return value;
    }
    return std::string();
  };
  for (const auto* facts : {&server.facts, &mock.facts}) {
    for (const auto& [name, value] : *facts) {
      const bool is_known = std::find(names.begin(), names.end(), name) != names.end();
      if (!is_known && value_of(server, name) != value_of(mock, name)) names.push_back(name);
    }
  }
  return names;
}

}  // namespace rehearse::harness

#include "harness/sandbox/workspace_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "harness/driver/workato_api.h"
#include "harness/sandbox/guard_rules.h"
#include "harness/sandbox/request_kind.h"
#include "harness/sandbox/workspace_request.h"
#include "harness/target/hosts.h"
#include "mocks/known_names.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using std::chrono::seconds;
using Act = WorkspaceRequest::Act;

constexpr size_t kMostAtOnce = 50;  // profiles and connections of a run
constexpr seconds kLongestPause{60};
// docs.workato.com, limits: most calls about connections are limited to one a second, the others
// and the list to so many a minute.
constexpr seconds kConnectionPause{1}, kUsualPause{60};

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 20 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// An id as a number or as its digits; empty: none.
std::string id_in(const Json& object, std::string_view name) {
  const auto number = integer_member(object, name);
  const std::string text =
      number ? std::to_string(*number) : string_member(object, name).value_or("");
  return is_number(text) ? text : std::string();
}

bool holds(const std::string& text, const Secret& secret) {
  return !secret.value.empty() && text.find(secret.value) != std::string::npos;
}

std::string why_no_workspace(const TargetFile& target) {
  if (target.workato != TargetFile::Workato::workspace) return "the target file names no workspace";
  if (!workato_sites(target.data_centre)) return "the target file names no data centre of Workato";
  if (!is_number(target.workspace_id)) return "the target file pins no workspace id";
  return {};
}

wire::Uri uri_of(const std::string& url) { return wire::parse_uri(url).value_or(wire::Uri{}); }

}  // namespace

struct WorkspaceGuard::State {
  State(const TargetFile& target_in, Secret token_in, wire::HttpCall& inner_in, Waiting wait_in)
      : target(target_in),
        token(std::move(token_in)),
        inner(inner_in),
        wait(std::move(wait_in)),
        no_pin(why_no_workspace(target_in)),
        sites(workato_sites(target_in.data_centre).value_or(WorkatoSites{})),
        api(uri_of(sites.api)),
        web(uri_of(sites.web)),
        callback(uri_of(sites.callback)) {}

  Trouble refuse(const std::string& host, const std::string& what) const {
    return {Trouble::Kind::refused, what + "; nothing was sent.", host, false};
  }
  std::optional<Trouble> wrong_place(const wire::HttpRequest& request, const wire::Uri& uri) const;
  std::optional<Trouble> not_now(const std::string& host, const WorkspaceRequest& what) const;
  std::optional<std::string> not_own(const wire::HttpRequest& request, const wire::Uri& uri,
                                     const WorkspaceRequest& what) const;
  std::optional<std::string> wrong_body(const wire::HttpRequest& request,
                                        const WorkspaceRequest& what) const;
  Result<wire::WireResponse, Trouble> once(const wire::HttpRequest& request,
                                           const std::string& host);
  Result<wire::WireResponse, Trouble> patiently(const wire::HttpRequest& request,
                                                const WorkspaceRequest& what,
                                                const std::string& host);
  void learn(const WorkspaceRequest& what, const wire::Uri& uri, const wire::WireResponse& answer);
  bool has(Resource::Kind kind, const std::string& id) const { return owned.contains({kind, id}); }

  const TargetFile target;
  const Secret token;
  wire::HttpCall& inner;
  const Waiting wait;
  const std::string no_pin;
  const WorkatoSites sites;
  const wire::Uri api, web, callback;

  bool admitted = false;
  std::string ended{};  // why nothing is changed any more
  std::string own_names{};
  std::set<std::pair<Resource::Kind, std::string>> owned{};
  std::set<std::string> states{};  // of authorizations that connections of the run began
  int sent = 0, changing = 0;
  FailureRow failures{};
  std::optional<std::pair<FailureRow, int>> before_cleanup{};  // failures and requests
  std::optional<std::string> refusal{};
};

std::optional<Trouble> WorkspaceGuard::State::wrong_place(const wire::HttpRequest& request,
                                                          const wire::Uri& uri) const {
  if (!no_pin.empty()) return refuse(uri.host, no_pin);
  if (uri.host.empty() || has_odd_character(request.url))
    return refuse(api.host, "the address of the request is not well-formed");
  if (uri.host != api.host && uri.host != web.host && uri.host != callback.host)
    return refuse(
        uri.host,
        fmt::format("{} is no documented host of Workato's data centre {}{}", uri.host,
                    target.data_centre,
                    holds_credential(request, uri) ? ", and the request holds a credential" : ""));
  if (auto why = why_odd_request(request, uri)) return refuse(uri.host, *why);
  const bool is_api = uri.host == api.host && uri.path.starts_with("/api/");
  const bool is_open = std::any_of(
      request.headers.begin(), request.headers.end(),
      [](const wire::Field& field) { return holds_credential({.headers = {field}}, wire::Uri{}); });
  if (!is_api && (is_open || holds(request.body, token) || holds(request.url, token)))
    return refuse(uri.host,
                  fmt::format("a credential goes to {}/api alone, not to {}", sites.api, uri.host));
  if (uri.host != api.host && (uri.path == "/api" || uri.path.starts_with("/api/")))
    return refuse(uri.host, fmt::format("the Developer API is asked at {} alone", sites.api));
  return std::nullopt;
}

std::optional<Trouble> WorkspaceGuard::State::not_now(const std::string& host,
                                                      const WorkspaceRequest& what) const {
  if (!failures.broken().empty()) return refuse(host, failures.broken());
  if (sent >= target.limits.requests)
    return refuse(host, fmt::format("this run has sent its {} requests to Workato "
                                    "(limits.requests in the target file)",
                                    target.limits.requests));
  if (what.act == Act::read) return std::nullopt;
  if (!ended.empty()) return refuse(host, ended);
  if (!admitted)
    return refuse(host,
                  "the workspace has not yet said that it is the pinned one, and until then "
                  "it is only read");
  if (what.act == Act::make && owned.size() >= kMostAtOnce)
    return refuse(host, fmt::format("this run has {} profiles and connections, which is as many as "
                                    "a run may have at once",
                                    owned.size()));
  return std::nullopt;
}

// What is in the body of a request to make or change something.
std::optional<std::string> WorkspaceGuard::State::wrong_body(const wire::HttpRequest& request,
                                                             const WorkspaceRequest& what) const {
  const auto body = parse_json(request.body.empty() ? "{}" : request.body);
  if (!body || !body.value().is_object()) return "a run sends a workspace JSON objects only";
  const auto name = string_member(body.value(), "name");
  const bool is_named = name && !own_names.empty() && name->starts_with(own_names);
  if ((what.act == Act::make || body.value().contains("name")) && !is_named)
    return "a run makes profiles and connections in a workspace under its own names only";
  if (body.value().contains("oauth_token_pair")) return "a run brings no tokens into a workspace";
  const Json* key = find_member(body.value(), "custom_oauth_key_id");
  if (key != nullptr && !has(Resource::Kind::profile, id_in(body.value(), "custom_oauth_key_id")))
    return "a connection of a run uses a profile of that run only";
  return std::nullopt;
}

std::optional<std::string> WorkspaceGuard::State::not_own(const wire::HttpRequest& request,
                                                          const wire::Uri& uri,
                                                          const WorkspaceRequest& what) const {
  if (what.act == Act::read) return std::nullopt;
  if (what.act == Act::unknown)
    return fmt::format("a run does not send {} {} to a workspace", request.method, uri.path);
  if (what.act == Act::respond) {
    const auto query = wire::parse_urlencoded(uri.query);
    const bool is_own = query && wire::count_of(*query, "state") == 1 &&
                        states.contains(wire::value_of(*query, "state").value_or(""));
    if (is_own) return std::nullopt;
    return "a real workspace gets the response to an authorization once, and only if a connection "
           "of this run began it";
  }
  if (what.act != Act::make && !has(what.kind, what.id))
    return fmt::format("the {} {} was not made by this run, which leaves it alone",
                       to_text(what.kind), what.id);
  if (what.act == Act::make || what.act == Act::change) return wrong_body(request, what);
  return std::nullopt;
}

Result<wire::WireResponse, Trouble> WorkspaceGuard::State::once(const wire::HttpRequest& request,
                                                                const std::string& host) {
  ++sent;
  wire::HttpRequest bounded = request;
  bounded.timeout = std::min<std::chrono::milliseconds>(request.timeout, target.limits.a_request);
  auto answer = inner.send(bounded);
  // What it says may be shown; it has no reason to say this.
  if (answer && holds(answer.value().body, token)) answer.value().body = "{}";
  if (answer || answer.error().kind != Trouble::Kind::interrupted)
    failures.count(host, !answer || answer.value().status >= 500);
  return answer;
}

// A 429 says that nothing was done, so the same may be asked again.
Result<wire::WireResponse, Trouble> WorkspaceGuard::State::patiently(
    const wire::HttpRequest& request, const WorkspaceRequest& what, const std::string& host) {
  auto answer = once(request, host);
  if (!answer || answer.value().status != 429) return answer;
  const bool is_by_second = what.kind == Resource::Kind::connection && what.act != Act::read;
  const seconds usual = is_by_second ? kConnectionPause : kUsualPause;
  const seconds pause = retry_after(answer.value(), usual).value_or(usual);
  if (pause > std::min(kLongestPause, target.limits.a_wait) || sent >= target.limits.requests)
    return answer;
  if (!wait(pause))
    return Trouble{Trouble::Kind::interrupted, "the run was interrupted", host, false};
  return once(request, host);
}

void WorkspaceGuard::State::learn(const WorkspaceRequest& what, const wire::Uri& uri,
                                  const wire::WireResponse& answer) {
  // A data centre with pages of its own is led there from the one callback.
  const std::string next = wire::header_of(answer.headers, "Location").value_or("");
  const bool is_led_on = uri_of(wire::resolve(uri.origin(), next)).path == callback.path;
  if (what.act == Act::respond && !(answer.status / 100 == 3 && is_led_on)) {
    const auto query = wire::parse_urlencoded(uri.query);
    states.erase(wire::value_of(query.value_or(wire::Fields{}), "state").value_or(""));
  }
  if (what.act != Act::authorize || answer.status != 200) return;
  const auto json = parse_json(answer.body);
  if (!json) return;
  const auto url = string_member(what_is_inside(json.value()), "url");
  const auto query = wire::parse_urlencoded(uri_of(url.value_or("")).query);
  const auto state = query ? wire::value_of(*query, "state") : std::nullopt;
  if (state && !state->empty()) states.insert(*state);
}

WorkspaceGuard::WorkspaceGuard(const TargetFile& target, Secret token, wire::HttpCall& inner,
                               Waiting wait)
    : state_(std::make_unique<State>(target, std::move(token), inner, std::move(wait))) {}
WorkspaceGuard::~WorkspaceGuard() = default;

Result<wire::WireResponse, Trouble> WorkspaceGuard::send(const wire::HttpRequest& request) {
  State& state = *state_;
  const auto uri = wire::parse_uri(request.url);
  if (!uri) return state.refuse("", "the request has no address");
  if (auto trouble = state.wrong_place(request, *uri)) return *std::move(trouble);
  const WorkspaceRequest what = workspace_request(request, *uri, state.callback);
  if (auto why = state.not_own(request, *uri, what)) {
    state.refusal = why;
    return state.refuse(uri->host, *why);
  }
  if (auto trouble = state.not_now(uri->host, what)) return *std::move(trouble);
  const bool is_changing = what.act != Act::read;
  if (is_changing && what.act != Act::respond) {
    if (const auto still = admit(); !still) {
      Trouble trouble = still.error();
      trouble.bytes_sent = false;  // of this request
      return trouble;
    }
  }
  if (is_changing) ++state.changing;
  auto answer = state.patiently(request, what, uri->host);
  if (answer) state.learn(what, *uri, answer.value());
  return answer;
}

Result<WorkspaceIdentity, Trouble> WorkspaceGuard::admit() {
  State& state = *state_;
  const std::string where = state.sites.api + "/api/users/me";
  const auto refuse = [&](std::string why) {
    if (state.admitted && state.ended.empty())
      state.ended =
          fmt::format("the run ended when the workspace was asked again who it is ({})", why);
    return Trouble{Trouble::Kind::refused, std::move(why), where, true};
  };
  if (!state.ended.empty()) return state.refuse(state.api.host, state.ended);
  const auto sent = send({.url = where,
                          .headers = {{"Authorization", "Bearer " + state.token.value},
                                      {"Accept", "application/json"}}});
  if (!sent) return sent.error();
  const int status = sent.value().status;
  if (status == 429)
    return state.refuse(state.api.host, "Workato is too busy to say which workspace it is");
  if (status == 401 || status == 403)
    return refuse(
        fmt::format("Workato does not say whose the token is (HTTP {}): check that it is of an API "
                    "client in the data centre {}, and that its role has the privilege Get "
                    "workspace details",
                    status, state.target.data_centre));
  const auto json = parse_json(sent.value().body);
  const std::string id =
      status == 200 && json ? id_in(what_is_inside(json.value()), "id") : std::string();
  if (id.empty())
    return refuse(
        fmt::format("{} does not say which workspace it is (HTTP {})", state.sites.api, status));
  if (id != state.target.workspace_id)
    return refuse(fmt::format("the token is of the workspace {}, and the target file pins {}", id,
                              state.target.workspace_id));
  state.admitted = true;
  return WorkspaceIdentity{id, string_member(what_is_inside(json.value()), "name").value_or("")};
}

void WorkspaceGuard::begin_cleanup() {
  State& state = *state_;
  if (state.before_cleanup) return;
  state.before_cleanup = {std::exchange(state.failures, {}), std::exchange(state.sent, 0)};
}
void WorkspaceGuard::end_cleanup() {
  State& state = *state_;
  if (state.before_cleanup) std::tie(state.failures, state.sent) = *state.before_cleanup;
  state.before_cleanup.reset();
}
std::string WorkspaceGuard::why_ended() const {
  return state_->ended.empty() ? state_->failures.broken() : state_->ended;
}
void WorkspaceGuard::set_own_names(const std::string& beginning) { state_->own_names = beginning; }
void WorkspaceGuard::own(Resource::Kind kind, const std::string& id) {
  state_->owned.insert({kind, id});
}
void WorkspaceGuard::disown(Resource::Kind kind, const std::string& id) {
  state_->owned.erase({kind, id});
}
bool WorkspaceGuard::owns(Resource::Kind kind, const std::string& id) const {
  return state_->has(kind, id);
}
std::optional<std::string> WorkspaceGuard::take_refusal() {
  return std::exchange(state_->refusal, std::nullopt);
}
const std::string& WorkspaceGuard::api() const { return state_->sites.api; }
const Secret& WorkspaceGuard::token() const { return state_->token; }
int WorkspaceGuard::sent() const { return state_->sent; }
int WorkspaceGuard::changing() const { return state_->changing; }

}  // namespace rehearse::harness

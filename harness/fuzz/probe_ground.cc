#include "harness/fuzz/probe_ground.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/fuzz/probe_sequences.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kUser = "user@rehearsal.test";
constexpr int kMostNames = 100;  // apps that earlier runs may have left behind

Trouble trouble(std::string what, const std::string& where) {
  return {Trouble::Kind::bad_answer, std::move(what), where, true};
}

ProbeGround::Answered answered_by(const wire::WireResponse& response) {
  const auto json = parse_json(response.body);
  if (!json) return {};
  return {string_member(json.value(), "access_token").value_or(""),
          string_member(json.value(), "refresh_token").value_or("")};
}

std::string state_in(const std::string& query) {
  const auto fields = wire::parse_urlencoded(query);
  return fields ? wire::value_of(*fields, "state").value_or("") : "";
}

}  // namespace

ProbeGround::ProbeGround(wire::HttpCall& http, GroundOptions options)
    : http_(http), options_(std::move(options)) {}

Result<Json, Trouble> ProbeGround::steer(std::string_view method, const std::string& path,
                                         const Json& body) {
  const auto answer = options_.control(method, path, body.is_null() ? "" : dump_json(body));
  if (!answer) return answer.error();
  auto json = parse_json(answer.value().json);
  if (answer.value().status == 200 && json) return std::move(json).value();
  const Json* error = json ? find_member(json.value(), "error") : nullptr;
  return trouble(
      fmt::format(
          "{} {} of the control listener answers {}{}", method, path, answer.value().status,
          error == nullptr ? std::string() : " " + string_member(*error, "code").value_or("")),
      options_.origin);
}

Result<ProbeGround::App, Trouble> ProbeGround::make_app(int number) {
  Trouble last;
  for (int tried = 0; tried < kMostNames; ++tried) {
    const std::string name = fmt::format("RehearseProbe{}", number + 2 * tried);
    const auto made = steer("POST", "/apps",
                            {{"apiName", name},
                             {"label", name},
                             {"contactEmail", "admin@rehearsal.test"},
                             {"callbackUrl", kProbeCallback},
                             {"scopes", "api id refresh_token"},
                             {"isPkceRequired", number == 1},
                             {"isRefreshTokenRotationEnabled", true}});
    if (!made) {
      last = made.error();
      continue;
    }
    App app{.id = string_member(made.value(), "app_id").value_or("")};
    app.material.client_id = string_member(made.value(), "consumer_key").value_or("");
    app.material.client_secret = string_member(made.value(), "consumer_secret").value_or("");
    app.material.redirect_uri = kProbeCallback;
    return app;
  }
  return last;
}

Result<Done, Trouble> ProbeGround::set_up() {
  if (!options_.makes_material) return Done{};
  const auto users = steer("GET", "/users", nullptr);
  if (!users) return users.error();
  for (const Json& user : users.value()) {
    const std::string name = string_member(user, "username").value_or("");
    if (user_.empty() || name == kUser) user_ = name;
  }
  for (const int number : {1, 2}) {
    auto app = make_app(number);
    if (!app) return app.error();
    apps_.push_back(std::move(app).value());
  }
  return Done{};
}

void ProbeGround::clean_up() {
  for (const App& app : apps_) (void)steer("DELETE", "/apps/" + app.id, nullptr);
  apps_.clear();
  live_.reset();
}

// A code for that app, approved in one step.
Result<std::string, Trouble> ProbeGround::approve(const ProbeMaterial& app) {
  const ProbeDraft draft = good_draft(ProbeEndpoint::authorize, app);
  const auto approved =
      steer("POST", "/approve", {{"username", user_}, {"authorize_url", finish(draft, "").url}});
  if (!approved) return approved.error();
  const auto uri = wire::parse_uri(string_member(approved.value(), "location").value_or(""));
  const auto query = wire::parse_urlencoded(uri ? uri->query : "").value_or(wire::Fields{});
  const auto code = wire::value_of(query, "code");
  if (code) return *code;
  return trouble("the good authorization request gives no code, so there is nothing to probe with",
                 options_.origin);
}

Result<ProbeMaterial, Trouble> ProbeGround::with_code() {
  ProbeMaterial material = apps_[0].material;
  auto code = approve(material);
  if (!code) return code.error();
  material.code = std::move(code).value();
  return material;
}

Result<ProbeMaterial, Trouble> ProbeGround::with_tokens() {
  ProbeMaterial material = apps_[1].material;
  auto code = approve(material);
  if (!code) return code.error();
  material.code = std::move(code).value();
  Answered answered;
  const ProbeAnswer seen =
      ask(ProbeEndpoint::code, good_draft(ProbeEndpoint::code, material), &answered);
  if (answered.refresh_token.empty())
    return trouble(fmt::format("the good exchange of a code gives no refresh token: {}; if the "
                               "user has logged in too often, move the clock an hour on with POST "
                               "/clock",
                               sentence_of(seen)),
                   options_.origin);
  material.refresh_token = answered.refresh_token;
  material.access_token = answered.access_token;
  return material;
}

Result<ProbeMaterial, Trouble> ProbeGround::material_for(ProbeEndpoint endpoint) {
  if (!options_.makes_material) return options_.material;
  if (endpoint == ProbeEndpoint::authorize) return apps_[0].material;
  if (endpoint == ProbeEndpoint::code) return with_code();
  if (!live_) {
    auto tokens = with_tokens();
    if (!tokens) return tokens.error();
    live_ = std::move(tokens).value();
  }
  return *live_;
}

wire::HttpRequest ProbeGround::bounded(wire::HttpRequest request) const {
  request.timeout = options_.deadline;
  return request;
}

ProbeAnswer ProbeGround::ask(ProbeEndpoint endpoint, const ProbeDraft& draft, Answered* answered) {
  const auto answer = http_.send(bounded(finish(draft, options_.origin)));
  if (answer && answered != nullptr) *answered = answered_by(answer.value());
  return observe({.endpoint = endpoint,
                  .method = draft.method,
                  .origin = options_.origin,
                  .redirect_uri = std::string(kProbeCallback)},
                 answer);
}

std::string ProbeGround::state_of(const std::string& token, const ProbeMaterial& caller) {
  ProbeMaterial asked = caller;
  asked.refresh_token = token;
  const ProbeAnswer seen =
      ask(ProbeEndpoint::introspect, good_draft(ProbeEndpoint::introspect, asked));
  for (const auto& [name, value] : seen.facts) {
    if (name == "active") return value == "true" ? "active" : "over";
  }
  return sentence_of(seen);
}

// What the person's approval of a request makes of it, and what the code is good for.
void ProbeGround::approve_after(const std::string& query, const Asked& asked, ProbeAnswer& seen) {
  const auto approved =
      steer("POST", "/approve",
            {{"username", user_}, {"authorize_url", "/services/oauth2/authorize?" + query}});
  if (!approved) return seen.note("approved", "not at all");
  const auto location = string_member(approved.value(), "location");
  if (!location) return seen.note("approved", "leads nowhere");
  std::string code;
  const ProbeAnswer there = observe_callback(asked, *location, &code);
  seen.note("approved", sentence_of(there));
  for (const auto& [name, value] : there.facts) seen.note("approved, " + name, value);
  if (code.empty()) return;
  ProbeMaterial material = apps_[0].material;
  material.code = code;
  const ProbeAnswer exchanged = ask(ProbeEndpoint::code, good_draft(ProbeEndpoint::code, material));
  seen.note("its code", sentence_of(exchanged));
  for (const auto& [name, value] : exchanged.facts) {
    if (name == "scope") seen.note("granted", value);
  }
}

// What is left of the tokens.
void ProbeGround::look_after(const ProbeMaterial& material, ProbeAnswer& seen) {
  const std::string refresh = state_of(material.refresh_token, material);
  const std::string access = state_of(material.access_token, material);
  seen.note("refresh token after it", refresh);
  seen.note("access token after it", access);
  if (refresh != "active" || access != "active") live_.reset();
}

void ProbeGround::follow(const Probe& probe, const MadeRequest& made, const Asked& asked,
                         const ProbeMaterial& material, ProbeAnswer& seen) {
  switch (probe.endpoint) {
    case ProbeEndpoint::authorize:
      if (seen.verdict == ProbeVerdict::accepted && asked.method == "GET")
        approve_after(made.query, asked, seen);
      return;
    case ProbeEndpoint::code:
      seen.note("the code after it",
                sentence_of(ask(ProbeEndpoint::code, good_draft(ProbeEndpoint::code, material))));
      return;
    default:
      return look_after(material, seen);
  }
}

Result<ProbeAnswer, Trouble> ProbeGround::perform(const Probe& probe) {
  if (probe.change == Probe::Change::sequence) return sequences()[probe.number].play(*this);
  auto material = material_for(probe.endpoint);
  if (!material) return material.error();
  const MadeRequest made = make_probe_request(probe, material.value(), options_.origin);
  const Asked asked{.endpoint = probe.endpoint,
                    .method = made.request.method,
                    .origin = options_.origin,
                    .redirect_uri = material.value().redirect_uri,
                    .state = state_in(made.query)};
  const auto answer = http_.send(bounded(made.request));
  ProbeAnswer seen = observe(asked, answer);
  seen.applies = made.applies;
  if (!options_.makes_material || !answer) return seen;
  ProbeMaterial after = material.value();
  const Answered answered = answered_by(answer.value());
  if (probe.endpoint == ProbeEndpoint::refresh && !answered.refresh_token.empty()) {
    seen.note("refresh token", answered.refresh_token == after.refresh_token ? "same" : "new");
    after.refresh_token = answered.refresh_token;
    after.access_token = answered.access_token;
    live_ = after;
  }
  follow(probe, made, asked, after, seen);
  return seen;
}

}  // namespace rehearse::harness

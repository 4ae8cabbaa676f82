#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/driver/target_factory.h"
#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/http_call.h"

namespace rehearse::harness::testing {

// Drift is one thing that a newer release of the org might answer otherwise.
enum class Drift {
  member_added,        // to the token endpoint's answer
  member_gone,         // from it
  member_renamed,      // in it
  member_type,         // issued_at is a number
  error_words,         // of a refresh token that is over
  error_code,          // of an unknown grant type
  error_status,        // of an unknown client: 401 instead of 400
  header_gone,         // Cache-Control of the token endpoint
  redirect_parameter,  // one more on the way to the callback URL
  scope_order,         // of the granted scopes
  order_of_checks,     // a wrong code is found before a wrong secret
  rotation_off,        // the same refresh token comes back
};
inline constexpr int kDrifts = 12;

// DriftingCall passes requests on to the mock org and changes its answers.
class DriftingCall final : public wire::HttpCall {
 public:
  DriftingCall(wire::HttpCall& inner, std::set<Drift> drifts)
      : inner_(inner), drifts_(std::move(drifts)) {}

  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    wire::HttpRequest sent = request;
    const bool is_token = request.url.ends_with("/services/oauth2/token");
    const wire::Fields form =
        is_token ? wire::parse_urlencoded(request.body).value_or(wire::Fields{}) : wire::Fields{};
    const std::string presented = wire::value_of(form, "refresh_token").value_or("");
    if (const auto current = current_.find(presented); current != current_.end())
      sent.body = replace_all(sent.body, wire::percent_encode(presented),
                              wire::percent_encode(current->second));
    auto answer = inner_.send(sent);
    if (!answer) return answer;
    if (is_token) change_token_answer(form, presented, answer.value());
    change_redirect(answer.value());
    return answer;
  }

 private:
  bool does(Drift drift) const { return drifts_.contains(drift); }

  void change_token_answer(const wire::Fields& form, const std::string& presented,
                           wire::WireResponse& response) {
    if (does(Drift::header_gone))
      std::erase_if(response.headers,
                    [](const wire::Field& one) { return lower(one.name) == "cache-control"; });
    const auto body = parse_json(response.body);
    if (!body) return;
    Json json = body.value();
    response.status == 200 ? change_tokens(presented, json) : change_error(form, response, json);
    response.body = dump_json(json);
  }

  void change_tokens(const std::string& presented, Json& json) {
    if (does(Drift::member_gone)) json.erase("signature");
    if (does(Drift::member_type))
      json["issued_at"] = std::stoll(json["issued_at"].get<std::string>());
    if (does(Drift::scope_order) && json.contains("scope")) {
      std::vector<std::string> scopes = split_words(json["scope"].get<std::string>());
      std::reverse(scopes.begin(), scopes.end());
      json["scope"] = join(scopes, " ");
    }
    if (does(Drift::rotation_off) && !presented.empty() && json.contains("refresh_token")) {
      current_[presented] = json["refresh_token"].get<std::string>();
      json["refresh_token"] = presented;
    }
    if (does(Drift::member_renamed)) {
      Json renamed = Json::object();
      for (const auto& [name, value] : json.items())
        renamed[name == "id" ? "identity_url" : name] = value;
      json = renamed;
    }
    if (does(Drift::member_added)) json["api_tier"] = "standard";
  }

  void change_error(const wire::Fields& form, wire::WireResponse& response, Json& json) const {
    const std::string error = json["error"].get<std::string>();
    const std::string words = json["error_description"].get<std::string>();
    if (does(Drift::error_words) && words == "expired access/refresh token")
      json["error_description"] = "this refresh token has expired";
    if (does(Drift::error_code) && error == "unsupported_grant_type")
      json["error"] = "unauthorized_client";
    if (does(Drift::error_status) && error == "invalid_client_id") response.status = 401;
    if (does(Drift::order_of_checks) && wire::value_of(form, "code") == "nonsense") {
      json["error"] = "invalid_grant";
      json["error_description"] = "invalid authorization code";
    }
  }

  void change_redirect(wire::WireResponse& response) const {
    if (!does(Drift::redirect_parameter)) return;
    for (wire::Field& header : response.headers) {
      if (lower(header.name) == "location" && header.value.find("code=aPrx") != std::string::npos)
        header.value += "&sfdc_release=262";
    }
  }

  wire::HttpCall& inner_;
  std::set<Drift> drifts_;
  std::map<std::string, std::string> current_{};  // by the token that the client has
};

// DriftingTarget is a target whose org answers so.
class DriftingTarget final : public Target {
 public:
  DriftingTarget(std::unique_ptr<Target> inner, const std::set<Drift>& drifts)
      : inner_(std::move(inner)), http_(inner_->http(), drifts) {}
  bool can(std::string_view capability) const override { return inner_->can(capability); }
  const Sites& sites() const override { return inner_->sites(); }
  wire::HttpCall& http() override { return http_; }
  Entropy& entropy() override { return inner_->entropy(); }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override {
    return inner_->control(method, path, body);
  }
  void step_begins(std::string_view id) override { inner_->step_begins(id); }

 private:
  std::unique_ptr<Target> inner_;
  DriftingCall http_;
};

// DriftingStages opens stages on such a target, beneath whatever else is put around it.
class DriftingStages final : public TargetFactory {
 public:
  DriftingStages(TargetFactory& inner, std::set<Drift> drifts)
      : inner_(inner), drifts_(std::move(drifts)) {}
  Result<Stage, Trouble> open(const TargetRequest& request) override {
    TargetRequest wrapped = request;
    wrapped.wrapping.target = [more = request.wrapping.target, drifts = drifts_](
                                  std::unique_ptr<Target> target) -> std::unique_ptr<Target> {
      target = std::make_unique<DriftingTarget>(std::move(target), drifts);
      return more ? more(std::move(target)) : std::move(target);
    };
    return inner_.open(wrapped);
  }

 private:
  TargetFactory& inner_;
  std::set<Drift> drifts_;
};

}  // namespace rehearse::harness::testing

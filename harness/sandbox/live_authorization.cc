#include "harness/sandbox/live_authorization.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "mocks/core/json.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr size_t kShortId = 15;
constexpr std::string_view kCredentials = "/apps/oauth/credentials/";
constexpr std::string_view kAuthorize = "/services/oauth2/authorize";
constexpr std::string_view kToken = "/services/oauth2/token", kRevoke = "/services/oauth2/revoke";

class Borrowed final : public wire::HttpCall {
 public:
  explicit Borrowed(wire::HttpCall& inner) : inner_(inner) {}
  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    return inner_.send(request);
  }

 private:
  wire::HttpCall& inner_;
};

}  // namespace

Result<wire::WireResponse, Trouble> LiveAuthorization::send(const wire::HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  if (auto why = why_not(request)) {
    refusal_ = *why;
    return Trouble{Trouble::Kind::refused, std::move(*why), base_, false};
  }
  auto answer = inner_.send(request);
  if (answer) learn(request, answer.value());
  return answer;
}

// The caller holds the lock.
std::optional<std::string> LiveAuthorization::why_not(const wire::HttpRequest& request) const {
  const auto uri = wire::parse_uri(request.url);
  if (!uri) return std::nullopt;
  const size_t credentials = uri->path.find(kCredentials);
  if (credentials != std::string::npos &&
      !apps_.contains(uri->path.substr(credentials + kCredentials.size(), kShortId)))
    return "keys and secrets are read of apps alone that this run made";
  if (uri->path != kAuthorize) return std::nullopt;
  if (uri->origin() != base_)
    return "a sandbox's users authorize at the org's own address, where they come in without a "
           "password";
  const auto query = wire::parse_urlencoded(request.method == "POST" ? request.body : uri->query);
  const std::string key = query ? wire::value_of(*query, "client_id").value_or("") : std::string();
  if (!keys_.contains(key))
    return "a sandbox's users authorize only apps that this run made: another authorization could "
           "push out a connection that somebody needs";
  if (token_ || is_held_)
    return "a run holds one authorization at a time on a sandbox: end the first one before the "
           "second";
  return std::nullopt;
}

void LiveAuthorization::allow(const std::string& consumer_key) {
  const std::lock_guard lock(mutex_);
  if (!consumer_key.empty()) keys_.insert(consumer_key);
}

void LiveAuthorization::own(const std::string& app_id) {
  const std::lock_guard lock(mutex_);
  if (app_id.size() >= kShortId) apps_.insert(app_id.substr(0, kShortId));
}

std::optional<std::string> LiveAuthorization::take_refusal() {
  const std::lock_guard lock(mutex_);
  return std::exchange(refusal_, std::nullopt);
}

// The caller holds the lock.
void LiveAuthorization::learn(const wire::HttpRequest& request, const wire::WireResponse& answer) {
  const auto uri = wire::parse_uri(request.url);
  const auto form = wire::parse_urlencoded(request.body);
  if (!uri || !form || request.method != "POST") return;
  if (uri->path == kRevoke && answer.status == 200) {
    if (token_ && wire::value_of(*form, "token") == *token_) token_.reset();
    return;
  }
  if (uri->path != kToken) return;
  const auto json = parse_json(answer.body);
  if (!json || !json.value().is_object()) return;
  const auto refresh = string_member(json.value(), "refresh_token");
  if (answer.status == 200) {
    if (refresh) {
      token_ = refresh;
    } else if (!token_) {
      token_ = string_member(json.value(), "access_token");
    }
  } else if (token_ && string_member(json.value(), "error") == "invalid_grant" &&
             wire::value_of(*form, "refresh_token") == *token_) {
    token_.reset();
  }
}

void LiveAuthorization::set_held(bool is_held) {
  const std::lock_guard lock(mutex_);
  is_held_ = is_held;
}

bool LiveAuthorization::is_live() const {
  const std::lock_guard lock(mutex_);
  return token_.has_value() || is_held_;
}

Result<Done, Trouble> LiveAuthorization::revoke() {
  std::optional<std::string> token;
  {
    const std::lock_guard lock(mutex_);
    token = token_;
  }
  if (!token) return Done{};
  const wire::HttpRequest request{
      .method = "POST",
      .url = base_ + std::string(kRevoke),
      .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
      .body = wire::encode_form({{"token", *token}})};
  const auto answer = send(request);
  if (!answer) return answer.error();
  // Observed: a token that is dead already is an invalid one, or one of an unsupported type.
  const std::string& body = answer.value().body;
  const bool is_dead_already =
      answer.value().status == 400 && (body.find("invalid_token") != std::string::npos ||
                                       body.find("unsupported_token_type") != std::string::npos);
  if (answer.value().status == 200 || is_dead_already) {
    const std::lock_guard lock(mutex_);
    if (token_ == token) token_.reset();
    return Done{};
  }
  return Trouble{Trouble::Kind::bad_answer,
                 fmt::format("it could not be revoked (HTTP {}); deleting its app ends it",
                             answer.value().status),
                 base_, true};
}

std::unique_ptr<wire::HttpCall> LiveAuthorization::share() {
  return std::make_unique<Borrowed>(*this);
}

}  // namespace rehearse::harness

#include "harness/sandbox/live_authorization.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

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
  auto answer = inner_.send(request);
  if (answer) learn(request, answer.value());
  return answer;
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

bool LiveAuthorization::is_live() const {
  const std::lock_guard lock(mutex_);
  return token_.has_value();
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
  // 400 says that it is dead already.
  if (answer.value().status == 200 || answer.value().status == 400) return Done{};
  return Trouble{Trouble::Kind::bad_answer,
                 fmt::format("the run's authorization could not be revoked (HTTP {}); deleting its "
                             "app ends it",
                             answer.value().status),
                 base_, true};
}

std::unique_ptr<wire::HttpCall> LiveAuthorization::share() {
  return std::make_unique<Borrowed>(*this);
}

}  // namespace rehearse::harness

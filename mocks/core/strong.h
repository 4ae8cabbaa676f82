#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace rehearse {

// Strong is a string that cannot be mistaken for another kind of string: five OAuth values in a row
// must not be swappable. It has no stream operator, so a token does not slip into a message.
template <class Tag>
struct Strong {
  std::string value{};

  Strong() = default;
  explicit Strong(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Strong&, const Strong&) = default;
};

using ClientId = Strong<struct ClientIdTag>;          // consumer key
using ClientSecret = Strong<struct ClientSecretTag>;  // consumer secret
using AuthorizationCode = Strong<struct AuthorizationCodeTag>;
using RefreshToken = Strong<struct RefreshTokenTag>;
using AccessToken = Strong<struct AccessTokenTag>;
using CodeVerifier = Strong<struct CodeVerifierTag>;
using CodeChallenge = Strong<struct CodeChallengeTag>;
using AppId = Strong<struct AppIdTag>;          // 0xI…, 18 characters
using UserId = Strong<struct UserIdTag>;        // 005…, 18 characters
using SessionId = Strong<struct SessionIdTag>;  // a browser session's cookie value

}  // namespace rehearse

template <class Tag>
struct std::hash<rehearse::Strong<Tag>> {
  size_t operator()(const rehearse::Strong<Tag>& strong) const noexcept {
    return std::hash<std::string>{}(strong.value);
  }
};

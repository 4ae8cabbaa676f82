#include "harness/sandbox/org_login.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/sandbox/login_kinds.h"
#include "harness/sandbox/secrets.h"
#include "harness/target/jwt.h"
#include "mocks/core/pem_key.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

using wire::Fields;

constexpr std::chrono::minutes kAssertionLives{3};  // as long as Salesforce takes one

// A token goes into a header: it is one word.
bool is_token(const std::string& text) {
  return !text.empty() && !has_control(text) && text.find(' ') == std::string::npos;
}

Result<Secret, Trouble> secret_of(const TargetFile& target, const SecretSource& source,
                                  const LoginTools& tools) {
  auto secret = read_secret(source, tools.terminal, target.limits.a_wait);
  if (secret) return std::move(secret).value();
  return login_trouble(source.name, secret.error());
}

Result<OrgSession, Trouble> log_in_by_access_token(const TargetFile& target,
                                                   const LoginTools& tools) {
  auto secret = secret_of(target, target.login.secret, tools);
  if (!secret) return secret.error();
  if (!is_token(secret.value().value))
    return login_trouble(
        target.login.secret.name,
        fmt::format("{} holds no access token, which is one word.", target.login.secret.name));
  return OrgSession{secret.value().value, target.my_domain, ""};
}

// The client's secret, where the app has one.
Result<Done, Trouble> add_client(const TargetFile& target, const LoginTools& tools, Fields& form) {
  form.push_back({"client_id", target.login.client_id});
  if (target.login.client_secret.kind == SecretSource::Kind::none) return Done{};
  auto secret = secret_of(target, target.login.client_secret, tools);
  if (!secret) return secret.error();
  form.push_back({"client_secret", secret.value().value});
  return Done{};
}

Result<OrgSession, Trouble> log_in_by_refresh_token(const TargetFile& target,
                                                    const LoginTools& tools) {
  const SecretSource& source = target.login.secret;
  const SecretLock turn(source, tools.interrupted);
  if (tools.interrupted())
    return Trouble{Trouble::Kind::interrupted, "the run was interrupted", source.name, false};
  auto secret = secret_of(target, source, tools);
  if (!secret) return secret.error();
  const std::string& token = secret.value().value;
  if (!is_token(token))
    return login_trouble(source.name,
                         fmt::format("{} holds no refresh token, which is one word.", source.name));
  Fields form{{"grant_type", "refresh_token"}, {"refresh_token", token}};
  if (const auto added = add_client(target, tools, form); !added) return added.error();
  // Once the org has replaced the token it is too late to find that the file cannot take another.
  if (const auto kept = write_secret(source, token); !kept)
    return login_trouble(source.name, kept.error());
  auto answer = ask_for_session(
      target, tools, form,
      "get a new refresh token (sf org login web), and put it into the secret's file");
  if (!answer) return answer.error();
  const std::string& next = answer.value().refresh_token;
  if (!next.empty() && next != token) {
    if (const auto kept = write_secret(source, next); !kept)
      return login_trouble(
          source.name,
          "the org replaced the refresh token, and the new one is lost: " + kept.error());
  }
  return answer.value().session;
}

Result<OrgSession, Trouble> log_in_by_jwt(const TargetFile& target, const LoginTools& tools) {
  const OrgLogin& login = target.login;
  auto pem = secret_of(target, login.secret, tools);
  if (!pem) return pem.error();
  const auto expires = std::chrono::floor<std::chrono::seconds>(tools.now()) + kAssertionLives;
  const Json claims{{"iss", login.client_id},
                    {"sub", login.username},
                    {"aud", login.login_url},
                    {"exp", expires.time_since_epoch().count()}};
  bool is_signed = false;
  const std::string assertion = jwt(Json{{"alg", "RS256"}}, claims, [&](std::string_view message) {
    const auto signature = pem_sign_rs256(pem.value().value, message);
    is_signed = signature.has_value();
    return signature.value_or("");
  });
  if (!is_signed)
    return login_trouble(login.secret.name,
                         fmt::format("{} is no RSA private key of 2048 bits or more in PEM form, "
                                     "without a passphrase: make one with openssl genrsa, and give "
                                     "the app its certificate.",
                                     login.secret.name));
  const Fields form{{"grant_type", std::string(kJwtBearerGrant)}, {"assertion", assertion}};
  auto answer = ask_for_session(
      target, tools, form,
      "check that the app holds the certificate of this key, that client_id and username are "
      "right, and that an administrator approved the app for that user");
  if (!answer) return answer.error();
  answer.value().session.username = login.username;
  return answer.value().session;
}

Trouble refusal(const std::string& host, const wire::WireResponse& answer,
                std::string_view remedy) {
  if (answer.status >= 300 && answer.status < 400) {
    const auto uri = wire::parse_uri(wire::header_of(answer.headers, "Location").value_or(""));
    return {Trouble::Kind::bad_answer,
            fmt::format("{} answered the login with a redirect to {}, which was not followed: "
                        "check login.login_url in the target file.",
                        host, uri && !uri->host.empty() ? uri->host : "another page"),
            host, true};
  }
  const auto body = parse_json(answer.body);
  const auto error = body ? string_member(body.value(), "error") : std::nullopt;
  if (error && is_plain_name(*error))
    return {Trouble::Kind::bad_answer,
            fmt::format("{} refused the login ({}): {}.", host, *error, remedy), host, true};
  return {Trouble::Kind::bad_answer,
          fmt::format("{} answered the login with HTTP {} and no session: try again later, or open "
                      "it in a browser and look.",
                      host, answer.status),
          host, true};
}

}  // namespace

Trouble login_trouble(const std::string& where, std::string what) {
  return {Trouble::Kind::refused, std::move(what), where, false};
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-.@:").find(c) != std::string_view::npos;
  });
}

Result<LoginAnswer, Trouble> ask_for_session(const TargetFile& target, const LoginTools& tools,
                                             const Fields& form, std::string_view remedy) {
  const std::string host = wire::parse_uri(target.login.login_url).value_or(wire::Uri{}).host;
  auto sent = tools.http.send({.method = "POST",
                               .url = target.login.login_url + "/services/oauth2/token",
                               .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                           {"Accept", "application/json"}},
                               .body = wire::encode_form(form),
                               .timeout = target.limits.a_request});
  if (!sent) return sent.error();
  const auto body = parse_json(sent.value().body);
  LoginAnswer answer;
  if (sent.value().status == 200 && body) {
    answer.session.access_token = string_member(body.value(), "access_token").value_or("");
    answer.session.instance_url = string_member(body.value(), "instance_url").value_or("");
    answer.refresh_token = string_member(body.value(), "refresh_token").value_or("");
  }
  const bool is_whole = is_token(answer.session.access_token) &&
                        (answer.refresh_token.empty() || is_token(answer.refresh_token));
  if (!is_whole) return refusal(host, sent.value(), remedy);
  return answer;
}

Result<OrgSession, Trouble> log_in(const TargetFile& target, const LoginTools& tools) {
  using Kind = OrgLogin::Kind;
  switch (target.login.kind) {
    case Kind::sf_cli:
      return log_in_by_cli(target, tools);
    case Kind::access_token:
      return log_in_by_access_token(target, tools);
    case Kind::refresh_token:
      return log_in_by_refresh_token(target, tools);
    case Kind::jwt_bearer:
      return log_in_by_jwt(target, tools);
    case Kind::browser:
      break;
  }
  return log_in_by_browser(target, tools);
}

}  // namespace rehearse::harness

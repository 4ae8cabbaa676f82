#include <fmt/format.h>

#include <array>

#include "harness/sandbox/login_kinds.h"
#include "harness/sandbox/loopback_callback.h"
#include "harness/sandbox/secrets.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

// A person logs in with a browser of their own. It ends at a port of this machine; where the
// browser runs on another machine, or the port is taken, the person takes the address from there.
namespace rehearse::harness {
namespace {

constexpr std::string_view kOrigin = "http://localhost:1717";
constexpr std::string_view kRedirect = "http://localhost:1717/OauthRedirect";

std::string draw(Entropy& entropy) {
  std::array<uint8_t, 32> bytes{};
  entropy.fill(bytes);
  return base64_encode(bytes, Base64::url);
}

// What is wrong with the address where the browser ended; nothing of it is quoted.
struct Ended {
  std::string code{};
  std::string wrong{};
  bool is_answer = false;  // to this login, be it a refusal
};

Ended read_end(const std::string& text, const std::string& state) {
  const auto uri = wire::parse_uri(trim(text));
  const std::string place = uri ? uri->origin() + uri->path : "";
  if (place != kRedirect)
    return {.wrong = fmt::format("that is not the address where the login ends, which starts with "
                                 "{}: start again, and copy all of it",
                                 kRedirect)};
  const auto query = wire::parse_urlencoded(uri->query);
  const wire::Fields fields = query.value_or(wire::Fields{});
  const std::string answered = wire::value_of(fields, "state").value_or("");
  if (wire::count_of(fields, "state") != 1 || !constant_time_equal(answered, state))
    return {.wrong =
                "that address answers another login than this one (its state differs): start "
                "again, with the address that is shown then"};
  if (const auto error = wire::value_of(fields, "error"))
    return {.wrong = fmt::format("the login was not granted{}: start again",
                                 is_plain_name(*error) ? " (" + *error + ")" : ""),
            .is_answer = true};
  if (wire::count_of(fields, "code") != 1 || !wire::value_of(fields, "code"))
    return {.wrong = "that address has no code in it: start again, and copy all of it"};
  return {.code = *wire::value_of(fields, "code"), .is_answer = true};
}

// The address where the browser ended, from the browser itself or from the person.
std::optional<std::string> where_it_ended(const TargetFile& target, const LoginTools& tools,
                                          const std::string& state) {
  const auto callback =
      LoopbackCallback::start(tools.callback_port, kOrigin, [&state](const std::string& address) {
        const Ended end = read_end(address, state);
        return end.is_answer ? "" : end.wrong;
      });
  if (callback) {
    tools.listening(callback.value()->port());
    tools.terminal.say(fmt::format(
        "The login ends here by itself. If the browser runs on another machine, it ends at an "
        "address that starts with {} and cannot be shown: paste that address here.\n",
        kRedirect));
  } else {
    tools.terminal.say(fmt::format(
        "Another program listens on port 1717, so the browser ends at an address that starts with "
        "{} and shows that program, or nothing. Copy that address within a few minutes.\n",
        kRedirect));
  }
  auto pasted = tools.terminal.ask_secret(
      "The address where the browser ended", target.limits.a_wait,
      [&] { return callback.ok() && callback.value()->address().has_value(); });
  if (!pasted && callback) return callback.value()->address();
  return pasted;
}

}  // namespace

Result<OrgSession, Trouble> log_in_by_browser(const TargetFile& target, const LoginTools& tools) {
  const OrgLogin& login = target.login;
  if (!tools.terminal.is_there())
    return login_trouble("the terminal",
                         "a login with a browser needs a person at a terminal: take another kind "
                         "of login in the target file.");
  wire::Fields form{{"grant_type", "authorization_code"},
                    {"client_id", login.client_id},
                    {"redirect_uri", std::string(kRedirect)}};
  if (login.client_secret.kind != SecretSource::Kind::none) {
    auto secret = read_secret(login.client_secret, tools.terminal, target.limits.a_wait);
    if (!secret) return login_trouble(login.client_secret.name, secret.error());
    form.push_back({"client_secret", secret.value().value});
  }
  const std::string verifier = draw(tools.entropy), state = draw(tools.entropy);
  const std::string address =
      wire::with_query(login.login_url + "/services/oauth2/authorize",
                       {{"response_type", "code"},
                        {"client_id", login.client_id},
                        {"redirect_uri", std::string(kRedirect)},
                        {"scope", "api web"},  // no refresh token: the login ends with its session
                        {"state", state},
                        {"prompt", "login"},
                        {"code_challenge", base64_encode(sha256(verifier), Base64::url)},
                        {"code_challenge_method", "S256"}});
  tools.terminal.say(fmt::format(
      "Open this address in a browser and log in as an administrator of the sandbox:\n\n{}\n\n",
      address));
  const auto end = where_it_ended(target, tools, state);
  if (!end)
    return Trouble{tools.interrupted() ? Trouble::Kind::interrupted : Trouble::Kind::refused,
                   "nobody gave the address where the login ended: start again.", "the terminal",
                   false};
  Ended read = read_end(*end, state);
  if (!read.wrong.empty()) return login_trouble("the terminal", read.wrong + ".");
  form.push_back({"code", std::move(read.code)});
  form.push_back({"code_verifier", verifier});
  auto answer = ask_for_session(target, tools, form, "start again: a code is good for one use");
  if (!answer) return answer.error();
  return answer.value().session;
}

}  // namespace rehearse::harness

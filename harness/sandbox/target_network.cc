#include "harness/sandbox/target_network.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "harness/sandbox/secrets.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

constexpr std::streamsize kLongestFile = 4 * 1024 * 1024;  // all of a system's authorities are 0.3

Result<Done, std::string> add_authorities(const std::string& path, CurlOptions& options) {
  std::ifstream file(path, std::ios::binary);
  std::string text(size_t(kLongestFile) + 1, '\0');
  file.read(text.data(), std::streamsize(text.size()));
  text.resize(size_t(file.gcount()));
  if (text.empty() || file.bad())
    return fmt::format(
        "{} cannot be read: \"ca\" in the target file takes a PEM file of "
        "certificates.",
        path);
  if (std::streamsize(text.size()) > kLongestFile ||
      text.find("-----BEGIN CERTIFICATE-----") == std::string::npos)
    return fmt::format("{} holds no certificate in PEM form.", path);
  options.ca_pem = std::move(text);
  return Done{};
}

}  // namespace

Result<CurlOptions, std::string> curl_options_of(const TargetFile& target, Terminal& terminal) {
  CurlOptions options{.routes = target.resolve, .repeats_get = false};
  options.proxy.uses_environment = target.proxy.empty();
  if (!target.ca_file.empty()) {
    if (const auto added = add_authorities(target.ca_file, options); !added) return added.error();
  }
  if (target.proxy.empty()) return options;
  const auto uri = wire::parse_uri(target.proxy).value_or(wire::Uri{});
  options.proxy.url = uri.origin();
  options.proxy.username = wire::percent_decode(uri.userinfo).value_or(uri.userinfo);
  if (target.proxy_password.kind == SecretSource::Kind::none) return options;
  auto password = read_secret(target.proxy_password, terminal, target.limits.a_wait);
  if (!password) return password.error();
  options.proxy.password = std::move(password).value().value;
  return options;
}

}  // namespace rehearse::harness

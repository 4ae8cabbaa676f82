#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "harness/sandbox/target_members.h"
#include "harness/target/hosts.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Kind = OrgLogin::Kind;
using Need = MemberReader::Need;

constexpr std::array<std::string_view, 5> kKinds{"sf_cli", "access_token", "refresh_token",
                                                 "jwt_bearer", "browser"};

// What a kind of login takes besides login_url: needed, possible, or out of place.
enum class Part : uint8_t { no, may, must };
struct Parts {
  Part username = Part::no, client_id = Part::no, secret = Part::no, client_secret = Part::no,
       login_url = Part::no;
};
constexpr std::array<Parts, 5> kParts{
    Parts{.username = Part::must},
    Parts{.secret = Part::must},
    Parts{.client_id = Part::must,
          .secret = Part::must,
          .client_secret = Part::may,
          .login_url = Part::may},
    Parts{.username = Part::must,
          .client_id = Part::must,
          .secret = Part::must,
          .login_url = Part::may},
    Parts{.client_id = Part::may, .client_secret = Part::may, .login_url = Part::may},
};

class LoginReader {
 public:
  LoginReader(const Json& object, const std::string& path, const SecretReader& secrets,
              TargetFile& target, Problems& problems)
      : reader_(object, path, "\"login\"", problems),
        secrets_(secrets),
        target_(target),
        problems_(problems) {}

  void read() {
    OrgLogin& login = target_.login;
    const auto kind =
        read_choice(reader_, "kind", {kKinds[0], kKinds[1], kKinds[2], kKinds[3], kKinds[4]},
                    Need::required, problems_);
    if (!kind) return;
    login.kind = Kind(*kind);
    kind_ = kKinds[*kind];
    const Parts& parts = kParts[*kind];
    login.username = text("username", parts.username);
    login.client_id = text("client_id", parts.client_id);
    login.secret = secret("secret", parts.secret);
    login.client_secret = secret("client_secret", parts.client_secret);
    login.login_url = text("login_url", parts.login_url);
    reader_.refuse_others();
    if (login.kind == Kind::browser && login.client_id.empty()) login.client_id = "PlatformCLI";
    if (login.kind == Kind::refresh_token && login.secret.kind != SecretSource::Kind::none &&
        login.secret.kind != SecretSource::Kind::file && !problems_.touch(path("secret")))
      problems_.add(path("secret"),
                    "is {\"file\": \"PATH\"} for a refresh token: the org may replace it, and the "
                    "new one must be kept");
    check_login_url();
  }

 private:
  std::string path(std::string_view key) const { return reader_.path_of(key); }

  bool is_out_of_place(std::string_view key, Part part) {
    if (part != Part::no || reader_.anything(key) == nullptr) return part == Part::no;
    problems_.add(path(key), fmt::format("does not go with the login \"{}\"", kind_));
    return true;
  }

  std::string text(std::string_view key, Part part) {
    if (is_out_of_place(key, part)) return {};
    const std::string value =
        reader_.text(key, part == Part::must ? Need::required : Need::optional);
    if (has_control(value) || value.starts_with("-") || value.size() > 512)
      problems_.add(path(key), "takes a name of one line that does not start with a hyphen");
    return value;
  }

  SecretSource secret(std::string_view key, Part part) {
    if (is_out_of_place(key, part)) return {};
    return secrets_.read(reader_, key, part == Part::must ? Need::required : Need::optional);
  }

  // The login host is one of Salesforce's own or the org itself: a login sends secrets there.
  void check_login_url() {
    OrgLogin& login = target_.login;
    const bool is_developer =
        target_.allow_developer_edition &&
        !is_sandbox_host(origin_of(target_.my_domain).value_or(wire::Uri{}).host);
    const std::string usual =
        is_developer ? "https://login.salesforce.com" : "https://test.salesforce.com";
    if (login.login_url.empty()) {
      login.login_url = usual;
      return;
    }
    const auto uri = origin_of(login.login_url);
    const std::string origin = uri ? uri->origin() : "";
    if (!origin.empty() && (origin == usual || origin == target_.my_domain)) {
      login.login_url = origin;
      return;
    }
    problems_.add(path("login_url"), fmt::format("is {} or the org's own address", usual));
  }

  MemberReader reader_;
  const SecretReader& secrets_;
  TargetFile& target_;
  Problems& problems_;
  std::string_view kind_{};
};

// "host:port" in two.
std::optional<std::pair<std::string, int>> host_and_port(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view host = text.substr(0, colon), digits = text.substr(colon + 1);
  int port = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_port = read.ec == std::errc() && read.ptr == digits.data() + digits.size() &&
                       port > 0 && port < 65'536;
  const bool is_host = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
  const bool is_bare_ipv6 = host.front() != '[' && host.find(':') != std::string_view::npos;
  if (!is_port || !is_host || is_bare_ipv6) return std::nullopt;
  return std::pair(lower(host), port);
}

void read_resolve(MemberReader& reader, TargetFile& target, Problems& problems) {
  const Json* object = reader.object("resolve");
  if (object == nullptr) return;
  for (const auto& [name, value] : object->items()) {
    const auto from = host_and_port(name);
    const auto to = host_and_port(value.is_string() ? value.get<std::string>() : "");
    if (from && to) {
      target.resolve.push_back({from->first, from->second, to->first, to->second});
    } else {
      problems.add(member_path(reader.path_of("resolve"), name),
                   "says where a host is: \"host:port\": \"address:port\"");
    }
  }
}

void read_proxy(MemberReader& reader, const SecretReader& secrets, TargetFile& target,
                Problems& problems) {
  const std::string text = reader.text("proxy");
  target.proxy_password = secrets.read(reader, "proxy_password", Need::optional);
  const auto uri = wire::parse_uri(text);
  const bool has_user = uri && !uri->userinfo.empty();
  if (target.proxy_password.kind != SecretSource::Kind::none && !has_user)
    problems.add(reader.path_of("proxy_password"),
                 "goes with a user in \"proxy\": http://user@host:port");
  if (text.empty()) return;
  const bool is_proxy = uri && (uri->scheme == "http" || uri->scheme == "https") &&
                        !uri->host.empty() && !uri->port.empty() &&
                        (uri->path.empty() || uri->path == "/") && !uri->has_query &&
                        !uri->has_fragment && !has_control(text);
  if (!is_proxy)
    return problems.add(reader.path_of("proxy"),
                        "takes http://host:port or http://user@host:port, as curl does");
  target.proxy =
      uri->scheme + "://" + (has_user ? uri->userinfo + "@" : "") + uri->host + ":" + uri->port;
}

}  // namespace

void read_login(const Json& object, const std::string& path, const SecretReader& secrets,
                TargetFile& target, Problems& problems) {
  LoginReader(object, path, secrets, target, problems).read();
}

void read_network(const Json& object, const SecretReader& secrets, TargetFile& target,
                  Problems& problems) {
  MemberReader reader(object, "$.network", "\"network\"", problems);
  read_proxy(reader, secrets, target, problems);
  const std::string ca = reader.text("ca");
  if (!ca.empty()) target.ca_file = secrets.file(reader, "ca", ca);
  read_resolve(reader, target, problems);
  reader.refuse_others();
}

}  // namespace rehearse::harness

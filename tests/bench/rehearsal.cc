#include "tests/bench/rehearsal.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "mocks/core/json.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"
#include "mocks/world.h"

namespace rehearse::bench {
namespace {

constexpr const char* kOrigin = "https://rehearsal-dev-ed.develop.my.salesforce.com";
constexpr const char* kCallback = "https://www.workato.com/oauth/callback";

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "benchmark: %s\n", what.c_str());
  std::abort();
}

Json control(Instance& instance, const char* method, const char* path, const Json& body) {
  const ControlAnswer answer = instance.control().call(method, path, dump_json(body));
  if (answer.status >= 300) give_up(answer.json);
  return parse_json(answer.json).value();
}

std::string member(const Json& object, const char* name) {
  const auto value = string_member(object, name);
  if (!value) give_up(std::string("no ") + name + " in " + dump_json(object));
  return *value;
}

}  // namespace

Rehearsal::Rehearsal(Sockets sockets) {
  if (sockets == Sockets::plain) {
    auto started = Bench::start({});
    if (!started) give_up(started.error().what);
    bench_ = std::move(started).value();
    instance_ = &bench_->first();
  } else {
    alone_ = std::make_unique<Instance>(InstanceOptions{});
    instance_ = alone_.get();
  }
  const Json app = control(*instance_, "POST", "/apps",
                           {{"apiName", "Bench"},
                            {"label", "Bench"},
                            {"contactEmail", "bench@rehearsal.test"},
                            {"callbackUrl", kCallback},
                            {"isPkceRequired", false},
                            {"scopes", {"api", "refresh_token"}}});
  const std::string key = member(app, "consumer_key"), secret = member(app, "consumer_secret");
  const wire::Fields authorize{
      {"response_type", "code"}, {"client_id", key}, {"redirect_uri", kCallback}};
  const std::string site = bench_ ? instance_->addresses().salesforce : kOrigin;
  const Json approved = control(
      *instance_, "POST", "/approve",
      {{"username", "user@rehearsal.test"},
       {"authorize_url", site + "/services/oauth2/authorize?" + wire::encode_form(authorize)}});
  const auto location = wire::parse_uri(member(approved, "location"));
  const auto code = wire::value_of(wire::parse_urlencoded(location->query).value(), "code");
  if (!code) give_up("no code came back: " + dump_json(approved));
  const std::string exchange = wire::encode_form({{"grant_type", "authorization_code"},
                                                  {"code", *code},
                                                  {"client_id", key},
                                                  {"client_secret", secret},
                                                  {"redirect_uri", kCallback}});
  const auto tokens =
      instance_->world()->salesforce.handle(request("/services/oauth2/token", exchange));
  const Json answer = parse_json(tokens.response.body).value();
  refresh_form_ = wire::encode_form({{"grant_type", "refresh_token"},
                                     {"refresh_token", member(answer, "refresh_token")},
                                     {"client_id", key},
                                     {"client_secret", secret}});
}

wire::WireRequest Rehearsal::request(std::string target, std::string form) const {
  return wire::make_request({.method = "POST",
                             .origin = kOrigin,
                             .target = std::move(target),
                             .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                             .body = std::move(form)});
}

std::string Rehearsal::refresh_on_the_wire() const {
  return "POST /services/oauth2/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
         "application/x-www-form-urlencoded\r\nContent-Length: " +
         std::to_string(refresh_form_.size()) + "\r\n\r\n" + refresh_form_;
}

int Rehearsal::salesforce_port() const {
  const auto uri = wire::parse_uri(instance_->addresses().salesforce);
  return std::atoi(uri->port.c_str());
}

}  // namespace rehearse::bench

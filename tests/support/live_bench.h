#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/bench.h"
#include "mocks/wire/form.h"
#include "mocks/wire/http_client.h"
#include "mocks/wire/uri.h"
#include "mocks/world.h"
#include "tests/support/control_fixture.h"

namespace rehearse::testing {

inline std::unique_ptr<Bench> start_bench(BenchOptions options = {}) {
  auto started = Bench::start(std::move(options));
  EXPECT_TRUE(started.ok()) << (started.ok() ? "" : started.error().what);
  return started ? std::move(started).value() : nullptr;
}

// A client of an instance's sockets, under the documented host names too.
inline std::unique_ptr<wire::HttpClient> client_of(Bench& bench, Instance& instance) {
  wire::HttpClientOptions options{.ca_pem = bench.ca_pem()};
  options.locate = [hosts = instance.addresses().documented_hosts](
                       std::string_view host, int) -> std::optional<wire::Endpoint> {
    for (const auto& known : hosts) {
      if (known.host == host) return wire::Endpoint{"127.0.0.1", known.port};
    }
    return std::nullopt;
  };
  return std::make_unique<wire::HttpClient>(std::move(options));
}

// Answer is a response over a socket, or the Trouble in its place.
struct Answer {
  int status = 0;  // 0: Trouble
  Json body{};
  std::string text{};
  bool bytes_sent = false;

  std::string operator[](std::string_view name) const {
    return string_member(body, name).value_or("");
  }
};

inline Answer send(wire::HttpCall& http, wire::HttpRequest request) {
  const auto sent = http.send(request);
  if (!sent) return {.text = sent.error().what, .bytes_sent = sent.error().bytes_sent};
  Answer answer{.status = sent.value().status, .text = sent.value().body};
  if (auto parsed = parse_json(answer.text)) answer.body = std::move(parsed).value();
  return answer;
}

inline Answer post_form(wire::HttpCall& http, const std::string& url, const wire::Fields& form) {
  return send(http, {.method = "POST",
                     .url = url,
                     .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                     .body = wire::encode_form(form)});
}

// LiveTest has a bench on sockets and one app, and does what a client of it does.
class LiveTest : public ::testing::Test {
 protected:
  explicit LiveTest(BenchOptions options = {}) : bench_(start_bench(std::move(options))) {
    http_ = client_of(*bench_, instance());
    site_ = instance().addresses().salesforce;
  }

  Instance& instance() { return bench_->first(); }
  Json ask(std::string_view method, std::string_view path, std::string_view body = {}) {
    return testing::ask(instance().control(), method, path, body);
  }
  void create_app(std::string_view more = "{}") {
    Json settings = parse_json(guide_app("Live")).value();
    settings.update(parse_json(more).value());
    const Json app = ask("POST", "/apps", dump_json(settings));
    key_ = app["consumer_key"];
    secret_ = app["consumer_secret"];
    app_id_ = app["app_id"];
  }
  std::string approved_code() {
    const std::string url = wire::with_query(
        site_ + "/services/oauth2/authorize",
        {{"response_type", "code"}, {"client_id", key_}, {"redirect_uri", kCallback}});
    const Json approved =
        ask("POST", "/approve",
            dump_json({{"username", "user@rehearsal.test"}, {"authorize_url", url}}));
    const auto uri = wire::parse_uri(string_member(approved, "location").value_or(""));
    EXPECT_TRUE(uri.has_value()) << approved;
    const auto query = wire::parse_urlencoded(uri ? uri->query : "");
    return wire::value_of(query.value_or(wire::Fields{}), "code").value_or("");
  }
  Answer token(wire::Fields form) {
    form.push_back({"client_id", key_});
    form.push_back({"client_secret", secret_});
    return post_form(*http_, site_ + "/services/oauth2/token", form);
  }
  Answer exchange(const std::string& code) {
    return token(
        {{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", kCallback}});
  }
  Answer refresh(const std::string& refresh_token) {
    return token({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}});
  }
  int use(const std::string& access_token) {
    return send(*http_, {.url = site_ + "/services/data/v62.0/limits",
                         .headers = {{"Authorization", "Bearer " + access_token}}})
        .status;
  }
  std::string last_reason() {
    const Json journal = ask("GET", "/journal", R"({"brief":true})");
    return string_member(journal["exchanges"].back(), "reason").value_or("");
  }

  static constexpr const char* kCallback = "https://www.workato.com/oauth/callback";
  std::unique_ptr<Bench> bench_;
  std::unique_ptr<wire::HttpClient> http_;  // ends first
  std::string site_{}, key_{}, secret_{}, app_id_{};
};

}  // namespace rehearse::testing

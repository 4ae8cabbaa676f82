#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "harness/driver/form_session.h"
#include "mocks/wire/http_call.h"
#include "mocks/wire/uri.h"
#include "tests/support/org_site.h"

namespace rehearse::salesforce {

// OrgCall reaches an OrgSite as a browser reaches a host. It keeps the last reason and answer.
class OrgCall : public wire::HttpCall {
 public:
  explicit OrgCall(OrgSite& site) : site_(site) {}

  Result<wire::WireResponse, Trouble> send(const wire::HttpRequest& request) override {
    wire::RequestParts parts;
    parts.method = request.method;
    parts.origin = wire::parse_uri(request.url)->origin();
    parts.target = wire::parse_uri(request.url)->target();
    parts.headers = request.headers;
    parts.body = request.body;
    parts.received_at = site_.now;
    last = site_.send(wire::make_request(std::move(parts)));
    reasons.push_back(last.reason);
    return last.response;
  }

  OrgSite::Answer last{};
  std::vector<std::string> reasons{};  // of every request so far; empty where nothing was refused

 private:
  OrgSite& site_;
};

// OrgBrowser is a person's browser on an org of its own.
struct OrgBrowser {
  explicit OrgBrowser(OrgConfig config = {}) : site(std::move(config)) {}

  void sign_in(const std::string& username = "admin@rehearsal.test") {
    done(page.open(site.origin + "/"));
    done(page.fill("Username", username));
    done(page.fill("Password", "rehearse-2026"));
    click("Log In");
  }
  void open(const std::string& path) { done(page.open(site.origin + path)); }
  void click(const std::string& text) { done(page.click(text)); }
  void fill(const std::string& label, const std::string& text) { done(page.fill(label, text)); }
  void check(const std::string& label, bool on) { done(page.check(label, on)); }
  void select(const std::string& label, const std::vector<std::string>& options) {
    done(page.select(label, options));
  }
  std::string read(const std::string& label) {
    const auto text = page.read(label);
    EXPECT_TRUE(text.ok()) << (text.ok() ? "" : text.error().what);
    return text.ok() ? text.value() : std::string();
  }
  std::string reason() const { return http.last.reason; }

  OrgSite site;
  OrgCall http{site};
  harness::FormSession page{http};

 private:
  static void done(const harness::PageResult& result) {
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().what);
  }
};

}  // namespace rehearse::salesforce

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/text.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/salesforce/routes.h"
#include "mocks/wire/call.h"
#include "mocks/wire/form.h"
#include "mocks/wire/message.h"

namespace rehearse::salesforce {

// OrgSite is an org with its routes, reached in process by a browser that keeps one cookie.
class OrgSite {
 public:
  struct Answer {
    wire::WireResponse response{};
    std::string reason{};  // empty: nothing was refused
    std::string location() const {
      return wire::header_of(response.headers, "Location").value_or("");
    }
    std::string header(std::string_view name) const {
      return wire::header_of(response.headers, name).value_or("");
    }
    // The decoded field of the Location's query; empty if there is none.
    std::string in_location(std::string_view name) const {
      const std::string target = location();
      const size_t mark = target.find('?');
      if (mark == std::string::npos) return {};
      const auto fields = wire::parse_urlencoded(std::string_view(target).substr(mark + 1));
      return fields ? wire::value_of(*fields, name).value_or("") : "";
    }
  };

  explicit OrgSite(OrgConfig config = {}) : org(std::move(config), dials, kRunStart) {}

  Answer get(const std::string& target, wire::Fields headers = {}) {
    return send(wire::make_request(parts("GET", target, std::move(headers))));
  }
  Answer post(const std::string& target, const wire::Fields& form, wire::Fields headers = {}) {
    return send(wire::make_form_post(parts("POST", target, std::move(headers)), form));
  }

  // Serves the request by the first route that fits, and keeps the session cookie.
  Answer send(const wire::WireRequest& request, wire::FaultProbe* probe = nullptr) {
    wire::Call call(request, ++arrivals_, probe);
    for (const Route& route : routes()) {
      const bool is_method =
          route.method == request.method || (request.method == "HEAD" && route.method == "GET");
      if (!is_method || !fits(route.path, request.path, call.params)) continue;
      Answer answer;
      org.catch_up(request.received_at);
      answer.response = serve(org, route, call);
      if (call.reason() != nullptr) answer.reason = call.reason()->name;
      const std::string cookie = answer.header("Set-Cookie");
      if (cookie.starts_with("sid=")) sid = cookie.substr(4, cookie.find(';') - 4);
      return answer;
    }
    return {refusal(404, request), "no route"};
  }

  Answer log_in(std::string_view username = "admin@rehearsal.test",
                std::string_view start_url = "") {
    return post("/", {{"username", std::string(username)},
                      {"pw", "rehearse-2026"},
                      {"startURL", std::string(start_url)}});
  }

  oauth::AppSettings settings() const {
    oauth::AppSettings settings;
    settings.api_name = "Rehearsal";
    settings.label = "Rehearsal";
    settings.contact_email = "admin@rehearsal.test";
    settings.callback_urls = {"https://www.workato.com/oauth/callback"};
    settings.scopes = {"api", "id", "refresh_token"};
    settings.is_pkce_required = false;
    return settings;
  }
  // The app is copied: edits go through Apps.
  App create_app(const std::function<void(oauth::AppSettings&)>& edit = {}) {
    oauth::AppSettings wanted = settings();
    if (edit) edit(wanted);
    auto tx = org.begin();
    const auto created = tx.apps().create(wanted, now);
    return created ? *tx.apps().find(created.value()) : App{};
  }
  User user(std::string_view username = "admin@rehearsal.test") {
    auto tx = org.begin();
    return *tx.users().find_by_username(username);
  }
  std::string csrf() {
    auto tx = org.begin();
    const WebSession* session = tx.sessions().find(sid, now);
    return session == nullptr ? "" : session->csrf;
  }
  // A token as the code exchange would give it.
  std::string access_token(const App& app, std::vector<std::string> scopes,
                           std::string_view username = "admin@rehearsal.test") {
    auto tx = org.begin();
    const UserId id = tx.users().find_by_username(username)->id;
    return tx.grants().open_grant(app.id, id, std::move(scopes), {}, now).access.value;
  }

  oauth::Dials dials{};
  Org org;
  TimePoint now = kRunStart;
  std::string origin{"https://login.rehearsal.test:8443"};
  std::string peer{"127.0.0.1"};
  std::string sid{};

 private:
  wire::RequestParts parts(std::string_view method, const std::string& target,
                           wire::Fields headers) const {
    if (!sid.empty()) headers.push_back({"Cookie", "sid=" + sid});
    return {.method = std::string(method),
            .origin = origin,
            .target = target,
            .headers = std::move(headers),
            .peer = peer,
            .received_at = now};
  }

  static bool fits(std::string_view pattern, std::string_view path, wire::Fields& params) {
    const std::vector<std::string> wanted = split(pattern, '/'), given = split(path, '/');
    params.clear();
    for (size_t index = 0; index < wanted.size(); ++index) {
      if (wanted[index] == "*") return index < given.size();
      if (index >= given.size()) return false;
      if (wanted[index].starts_with(':') && !given[index].empty()) {
        params.push_back({wanted[index].substr(1), given[index]});
      } else if (wanted[index] != given[index]) {
        return false;
      }
    }
    return wanted.size() == given.size();
  }

  uint64_t arrivals_ = 0;
};

// StopAtCommit is a planned fault between judgement and commit.
class StopAtCommit : public wire::FaultProbe {
 public:
  bool stops(wire::CommitPoint point) override { return point == wire::CommitPoint::validated; }
};

}  // namespace rehearse::salesforce

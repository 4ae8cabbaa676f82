#include "harness/guide/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/guide/live_script.h"
#include "harness/report/lineage.h"
#include "harness/report/lineage_svg.h"
#include "harness/report/lineage_text.h"
#include "mocks/core/crypto.h"
#include "mocks/core/text.h"
#include "mocks/wire/page.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kWhatIf = "/what-if/";
constexpr size_t kTokenLength = 43;

struct Shown {
  std::string_view path{}, title{};  // path: of its row in the navigation, if it has one
  wire::Markup content{};
  bool updates = false;  // the script asks for the page again and shows what changed
};
wire::WireResponse page(int status, const Shown& shown) {
  wire::Page page{.title = shown.title,
                  .site = "Rehearsal",
                  .content = shown.content,
                  .navigation = {{"/", "Guide"}, {"/certificate", "Certificate"}},
                  .banner = "This is a mock: nothing you do here reaches Salesforce or Workato.",
                  .tone = "plum"};
  for (wire::NavLink& link : page.navigation) link.is_here = link.href == shown.path;
  if (shown.updates) page.script = kLiveScript;
  page.live = shown.updates;
  return wire::page_response(status, page);
}

wire::WireResponse refusal(int status, std::string_view title, std::string_view sentence) {
  wire::Markup content = wire::alert(sentence);
  content += wire::main_action(wire::link("/", "To the guide"));
  return page(status, {.title = title, .content = content});
}

wire::WireResponse file(std::string body, std::string_view type) {
  return {.status = 200,
          .headers = {{"Content-Type", std::string(type)},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

// Back to where the button was; 303 makes it a GET.
wire::WireResponse back_to(std::string_view part) {
  return {.status = 303, .headers = {{"Location", fmt::format("/#{}", part)}}};
}

// The address with which somebody came is one of ours: the Host header of a page that rebinds a
// name to this machine says another.
bool is_own_address(const wire::WireRequest& request, const std::string& origin) {
  const size_t port = origin.rfind(':');
  return request.origin == origin || request.origin == "http://localhost" + origin.substr(port);
}

// A browser sends the Origin "null" from a page that asks for no Referer (Fetch, "append a request
// `Origin` header"), as these do: then Sec-Fetch-Site and the token tell.
bool is_from_own_page(const wire::WireRequest& request, const std::string& csrf) {
  const auto site = wire::header_of(request.headers, "Sec-Fetch-Site");
  if (site && *site != "same-origin") return false;
  const auto origin = wire::header_of(request.headers, "Origin");
  if (origin && *origin != "null" && *origin != request.origin) return false;
  return constant_time_equal(wire::value_of(request.form, "csrf").value_or(""), csrf);
}

// A browser that has the page as it is needs no other copy.
wire::WireResponse unless_known(const wire::WireRequest& request, wire::WireResponse response) {
  if (response.status != 200) return response;
  const std::string tag = fmt::format("\"{}\"", hex_encode(sha256(response.body)).substr(0, 32));
  response.headers.push_back({"ETag", tag});
  if (wire::header_of(request.headers, "If-None-Match") != tag) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

Result<Lineage, std::string> lineage_of(Control& control) {
  return read_lineage(control.call("GET", "/lineage", "").json);
}

}  // namespace

struct GuideSite::Row {
  std::string_view method{}, path{};  // a path that ends in a slash: and what follows it
  wire::WireResponse (GuideSite::*serve)(const wire::WireRequest&) = nullptr;
};

constexpr GuideSite::Row GuideSite::kRows[] = {
    {"GET", "/", &GuideSite::start},
    {"GET", kWhatIf, &GuideSite::what_if},
    {"GET", "/certificate", &GuideSite::certificate_page},
    {"GET", "/certificate.md", &GuideSite::certificate_file},
    {"GET", "/favicon.ico", &GuideSite::no_icon},
    {"GET", "/lineage.svg", &GuideSite::lineage_picture},
    {"GET", "/lineage.txt", &GuideSite::lineage_file},
    {"POST", "/clock", &GuideSite::move_clock},
    {"POST", "/verification", &GuideSite::set_verification},
};

GuideSite::GuideSite(Control& control, SiteOptions options, Entropy& entropy)
    : control_(control),
      guide_(std::move(options.guide)),
      place_{.workato = std::move(options.workato),
             .salesforce = std::move(options.salesforce),
             .authority = std::move(options.authority),
             .csrf = entropy.text(kAlphanumeric, kTokenLength)},
      simulator_(std::move(options.live)) {}

wire::WireResponse GuideSite::answer(const wire::WireRequest& request, const std::string& origin) {
  if (!is_own_address(request, origin)) {
    return refusal(403, "Another address", fmt::format("The guide answers at {} only.", origin));
  }
  const auto matches = [&](const Row& row) {
    return row.path == kWhatIf ? request.path.starts_with(kWhatIf) : request.path == row.path;
  };
  const auto row = std::ranges::find_if(kRows, matches);
  if (row == std::end(kRows))
    return refusal(404, "No such page", "There is no page at this address.");
  if (request.method != row->method) {
    wire::WireResponse response =
        refusal(405, "Not that way", fmt::format("This address takes {} only.", row->method));
    response.headers.push_back({"Allow", std::string(row->method)});
    return response;
  }
  if (row->method == "POST" && !is_from_own_page(request, place_.csrf)) {
    return refusal(403, "Form refused",
                   "The form was not one of this rehearsal's own: open the guide again and use the "
                   "button there.");
  }
  const std::lock_guard lock(mutex_);
  return unless_known(request, (this->*row->serve)(request));
}

GuideSite::View GuideSite::view() {
  View seen{.snapshot = look(control_, trail_)};
  seen.advice = coach(seen.snapshot, guide_);
  return seen;
}

wire::WireResponse GuideSite::start(const wire::WireRequest&) {
  const View seen = view();
  return page(200, {.path = "/",
                    .title = "Rehearse the setup by hand",
                    .content = start_content(place_, guide_, seen.snapshot, seen.advice),
                    .updates = true});
}

wire::WireResponse GuideSite::what_if(const wire::WireRequest& request) {
  const View seen = view();
  const AppSeen* app = seen.snapshot.app(request.path.substr(kWhatIf.size()));
  if (app == nullptr) {
    return refusal(404, "No such app",
                   "The org has no app with that id; it may have been deleted.");
  }
  return page(200, {.title = "What if",
                    .content = what_if_content(*app, simulator_.what_if(*app, seen.snapshot)),
                    .updates = true});
}

// The caller holds the lock.
Certificate GuideSite::certified() {
  const View seen = view();
  WhatIf lives;
  if (const AppSeen* app = seen.snapshot.app()) lives = simulator_.what_if(*app, seen.snapshot);
  return certificate_of(seen.snapshot, seen.advice, lives);
}

Certificate GuideSite::certificate() {
  const std::lock_guard lock(mutex_);
  return certified();
}

wire::WireResponse GuideSite::certificate_page(const wire::WireRequest&) {
  const Certificate certificate = certified();
  return page(200, {.path = "/certificate",
                    .title = certificate.finished ? "Certificate" : "Not finished yet",
                    .content = certificate_content(certificate)});
}

wire::WireResponse GuideSite::certificate_file(const wire::WireRequest&) {
  wire::WireResponse response = file(certificate_text(certified()), "text/markdown; charset=utf-8");
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"certificate.md\""});
  return response;
}

// Browsers ask for it by themselves, and call a 404 an error.
wire::WireResponse GuideSite::no_icon(const wire::WireRequest&) { return {.status = 204}; }

wire::WireResponse GuideSite::lineage_picture(const wire::WireRequest&) {
  const auto lineage = lineage_of(control_);
  if (!lineage) return refusal(500, "No picture", lineage.error());
  return file(lineage_svg(lineage.value()), "image/svg+xml");
}

wire::WireResponse GuideSite::lineage_file(const wire::WireRequest&) {
  const auto lineage = lineage_of(control_);
  if (!lineage) return refusal(500, "No picture", lineage.error());
  return file(lineage_text(lineage.value()), "text/plain; charset=utf-8");
}

wire::WireResponse GuideSite::move_clock(const wire::WireRequest& request) {
  const std::string by = wire::value_of(request.form, "advance").value_or("");
  if (by != "1h" && by != "1d" && by != "29d" && by != "31d")
    return refusal(400, "No such leap", "The clock moves on by 1h, 1d, 29d or 31d.");
  const ControlAnswer moved = control_.call("POST", "/clock", dump_json(Json{{"advance", by}}));
  if (moved.status != 200)
    return refusal(409, "The clock did not move", "It is as far on as it can be.");
  return back_to("clock");
}

wire::WireResponse GuideSite::set_verification(const wire::WireRequest& request) {
  const std::string method = wire::value_of(request.form, "method").value_or("");
  if (method != "email" && method != "authenticator")
    return refusal(400, "No such way", "Codes come by email or from an authenticator.");
  const ControlAnswer set = control_.call("PATCH", "/users/admin@rehearsal.test",
                                          dump_json(Json{{"verification", method}}));
  if (set.status != 200) return refusal(409, "Not changed", "The org did not take the change.");
  return back_to("mail");
}

}  // namespace rehearse::harness

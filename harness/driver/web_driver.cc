#include "harness/driver/web_driver.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/crypto.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Kind = Trouble::Kind;

// W3C WebDriver, section 12: how an element is written.
constexpr std::string_view kElement = "element-6066-11e4-a52e-4f735466cecf";
constexpr size_t kLongestMessage = 240;

// What a driver says, on one line, without the session's details and its stack.
std::string short_message(std::string message) {
  for (const std::string_view end : {"(Session info", "Stacktrace:", "#0 "}) {
    const size_t at = message.find(end);
    if (at != std::string::npos) message.erase(at);
  }
  message = join(split_words(message), " ");
  if (message.size() > kLongestMessage) message = message.substr(0, kLongestMessage) + "…";
  return message;
}

// Refusals that a person would meet as well; everything else means that the browser is not well.
bool is_of_page(std::string_view error) {
  constexpr std::array kOfPage{
      "element click intercepted", "element not interactable", "invalid argument",
      "invalid element state",     "invalid selector",         "javascript error",
      "move target out of bounds", "no such element",          "no such frame",
      "stale element reference",   "unexpected alert open"};
  return std::find(kOfPage.begin(), kOfPage.end(), error) != kOfPage.end();
}

PageProblem broken(Kind kind, std::string what, const std::string& where) {
  PageProblem problem{std::move(what), {}};
  problem.trouble = Trouble{kind, problem.what, where, true};
  return problem;
}

PageProblem refusal(const Json& value, std::string_view tried, const std::string& where) {
  const std::string error = string_member(value, "error").value_or("");
  const std::string message = short_message(string_member(value, "message").value_or(""));
  const bool adds = !message.empty() && message != error;
  std::string what = fmt::format("the browser could not {}: {}{}", tried, error,
                                 adds ? fmt::format(" ({})", message) : "");
  if (is_of_page(error)) return {std::move(what), {}};
  return broken(error == "timeout" || error == "script timeout" ? Kind::timeout : Kind::bad_answer,
                std::move(what), where);
}

std::string stripped(std::string url) {
  while (url.ends_with("/")) url.pop_back();
  return url;
}

Result<Json, PageProblem> ask(wire::HttpCall& http, const std::string& server,
                              wire::HttpRequest request, std::string_view tried) {
  request.headers = {{"Accept", "application/json"}};
  if (request.method == "POST")
    request.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
  auto sent = http.send(request);
  if (!sent) {
    if (sent.error().kind == Kind::interrupted)
      return PageProblem{sent.error().what, std::move(sent).error()};
    const std::string why =
        sent.error().kind == Kind::timeout
            ? fmt::format("gave no answer within {} seconds", request.timeout.count() / 1000)
            : fmt::format("does not answer ({})", sent.error().what);
    PageProblem problem = broken(
        sent.error().kind,
        fmt::format("the browser could not {}: its WebDriver server {}", tried, why), server);
    problem.trouble->bytes_sent = sent.error().bytes_sent;
    return problem;
  }
  auto parsed = parse_json(sent.value().body);
  const Json* value = parsed ? find_member(parsed.value(), "value") : nullptr;
  if (value == nullptr)
    return broken(Kind::bad_answer,
                  fmt::format("the browser could not {}: what answers there is no WebDriver server "
                              "(HTTP {})",
                              tried, sent.value().status),
                  server);
  if (sent.value().status >= 400) return refusal(*value, tried, server);
  return *value;
}

Trouble trouble_of(const PageProblem& problem, const std::string& server) {
  return problem.trouble.value_or(Trouble{Kind::bad_answer, problem.what, server, true});
}

}  // namespace

Result<Done, Trouble> WebDriver::probe(const WebDriverServer& server) {
  auto answer = ask(server.http, server.url,
                    {.url = stripped(server.url) + "/status", .timeout = kEndWait}, "be reached");
  if (!answer) return trouble_of(answer.error(), server.url);
  if (!bool_member(answer.value(), "ready"))
    return Trouble{Kind::bad_answer,
                   "the browser could not be reached: what answers there is no WebDriver server",
                   server.url, true};
  return Done{};
}

Result<std::unique_ptr<WebDriver>, Trouble> WebDriver::start(const WebDriverServer& server,
                                                             const Json& capabilities) {
  auto answer = ask(server.http, server.url,
                    {.method = "POST",
                     .url = stripped(server.url) + "/session",
                     .body = dump_json({{"capabilities", {{"alwaysMatch", capabilities}}}}),
                     .timeout = kStartWait},
                    "be started");
  if (!answer) return trouble_of(answer.error(), server.url);
  const auto id = string_member(answer.value(), "sessionId");
  if (!id || id->empty())
    return Trouble{Kind::bad_answer,
                   "the browser could not be started: its WebDriver server gave "
                   "no session",
                   server.url, true};
  const Json* granted = find_member(answer.value(), "capabilities");
  const bool is_chromium = granted != nullptr && find_member(*granted, "chrome") != nullptr;
  return std::unique_ptr<WebDriver>(new WebDriver(server, *id, is_chromium));
}

WebDriver::~WebDriver() {
  (void)ask(
      server_.last_call, server_.url,
      {.method = "DELETE", .url = stripped(server_.url) + "/session/" + id_, .timeout = kEndWait},
      "be closed");
}

WebDriver::Answer<Json> WebDriver::call(std::string_view method, const std::string& path,
                                        const Json& body, std::string_view tried) {
  return ask(server_.http, server_.url,
             {.method = std::string(method),
              .url = stripped(server_.url) + "/session/" + id_ + path,
              .body = method == "POST" ? dump_json(body) : std::string(),
              .timeout = kCallWait},
             tried);
}

PageResult WebDriver::act(const std::string& path, const Json& body, std::string_view tried) {
  auto done = call("POST", path, body, tried);
  if (!done) return std::move(done).error();
  return Done{};
}

PageResult WebDriver::navigate(const std::string& url) {
  return act("/url", {{"url", url}},
             fmt::format("open {}", url.substr(0, url.find_first_of("?#"))));
}
PageResult WebDriver::back() { return act("/back", Json::object(), "go back"); }
PageResult WebDriver::refresh() { return act("/refresh", Json::object(), "reload the page"); }

WebDriver::Answer<std::string> WebDriver::url() {
  auto answer = call("GET", "/url", {}, "tell the address of the page");
  if (!answer) return std::move(answer).error();
  return answer.value().is_string() ? answer.value().get<std::string>() : std::string();
}

WebDriver::Answer<Json> WebDriver::execute(std::string_view script, const Json& arguments,
                                           std::string_view tried) {
  return call("POST", "/execute/sync", {{"script", script}, {"args", arguments}}, tried);
}

WebDriver::Answer<WebElement> WebDriver::element(std::string_view script, const Json& arguments,
                                                 std::string_view tried) {
  auto answer = execute(script, arguments, tried);
  if (!answer) return std::move(answer).error();
  const auto id = string_member(answer.value(), kElement);
  if (!id) return PageProblem{fmt::format("the browser could not {}: it is gone", tried), {}};
  return *id;
}

PageResult WebDriver::click(const WebElement& element, std::string_view tried) {
  return act("/element/" + element + "/click", Json::object(), tried);
}
PageResult WebDriver::clear(const WebElement& element, std::string_view tried) {
  return act("/element/" + element + "/clear", Json::object(), tried);
}
PageResult WebDriver::type(const WebElement& element, std::string_view text,
                           std::string_view tried) {
  return act("/element/" + element + "/value", {{"text", text}}, tried);
}

// Section 15.4: a key is held until its release; the last ones go up first.
PageResult WebDriver::press(const std::vector<std::string>& keys, std::string_view tried) {
  Json actions = Json::array();
  for (const std::string& key : keys) actions.push_back({{"type", "keyDown"}, {"value", key}});
  for (auto key = keys.rbegin(); key != keys.rend(); ++key)
    actions.push_back({{"type", "keyUp"}, {"value", *key}});
  const Json keyboard{{"type", "key"}, {"id", "keyboard"}, {"actions", std::move(actions)}};
  return act("/actions", {{"actions", Json::array({keyboard})}}, tried);
}

WebDriver::Answer<std::string> WebDriver::window() {
  auto answer = call("GET", "/window", {}, "tell its tab");
  if (!answer) return std::move(answer).error();
  return answer.value().is_string() ? answer.value().get<std::string>() : std::string();
}

WebDriver::Answer<std::vector<std::string>> WebDriver::windows() {
  auto answer = call("GET", "/window/handles", {}, "tell its tabs");
  if (!answer) return std::move(answer).error();
  std::vector<std::string> all;
  for (const Json& one : answer.value()) {
    if (one.is_string()) all.push_back(one.get<std::string>());
  }
  return all;
}

WebDriver::Answer<std::string> WebDriver::new_window() {
  auto answer = call("POST", "/window/new", {{"type", "tab"}}, "open a tab");
  if (!answer) return std::move(answer).error();
  return string_member(answer.value(), "handle").value_or("");
}

PageResult WebDriver::switch_to(const std::string& window) {
  return act("/window", {{"handle", window}}, "change to another tab");
}

PageResult WebDriver::close_window() {
  auto done = call("DELETE", "/window", {}, "close a tab");
  if (!done) return std::move(done).error();
  return Done{};
}

// DevTools protocol: Page.getLayoutMetrics, Page.captureScreenshot.
WebDriver::Answer<Json> WebDriver::whole_page(std::string_view tried) {
  auto metrics = cdp("Page.getLayoutMetrics", Json::object(), tried);
  if (!metrics) return metrics;
  const auto length = [&](std::string_view of, std::string_view name) {
    const Json* part = find_member(metrics.value(), of);
    const Json* found = part != nullptr ? find_member(*part, name) : nullptr;
    return found != nullptr && found->is_number() ? found->get<double>() : 0.0;
  };
  const double width = length("cssContentSize", "width");
  const double height = length("cssContentSize", "height");
  if (width <= 0 || height <= length("cssLayoutViewport", "clientHeight")) return Json();
  const Json clip{{"x", 0},
                  {"y", 0},
                  {"width", width},
                  {"height", std::min(height, double(kTallest))},
                  {"scale", 1}};
  auto taken = cdp("Page.captureScreenshot",
                   {{"format", "png"}, {"captureBeyondViewport", true}, {"clip", clip}}, tried);
  if (!taken) return taken;
  const Json* data = find_member(taken.value(), "data");
  return data != nullptr ? *data : Json();
}

WebDriver::Answer<std::string> WebDriver::screenshot() {
  constexpr std::string_view kTried = "take a picture of the page";
  Answer<Json> answer = is_chromium_ ? whole_page(kTried) : Answer<Json>(Json());
  const bool hangs =
      !answer && answer.error().trouble && answer.error().trouble->kind == Kind::timeout;
  if (!hangs && (!answer || answer.value().is_null()))
    answer = call("GET", "/screenshot", {}, kTried);
  if (!answer) return std::move(answer).error();
  const auto png = answer.value().is_string()
                       ? base64_decode(answer.value().get<std::string>(), Base64::standard)
                       : std::nullopt;
  if (!png || !png->starts_with("\x89PNG"))
    return broken(Kind::bad_answer,
                  "the browser could not take a picture of the page: it sent no PNG", server_.url);
  return *png;
}

WebDriver::Answer<Json> WebDriver::cdp(std::string_view command, const Json& parameters,
                                       std::string_view tried) {
  return call("POST", "/goog/cdp/execute", {{"cmd", command}, {"params", parameters}}, tried);
}

WebDriver::Answer<std::vector<Json>> WebDriver::log(std::string_view tried) {
  auto answer = call("POST", "/se/log", {{"type", "performance"}}, tried);
  if (!answer) return std::move(answer).error();
  std::vector<Json> events;
  for (const Json& entry : answer.value()) {
    auto parsed = parse_json(string_member(entry, "message").value_or(""));
    const Json* message = parsed ? find_member(parsed.value(), "message") : nullptr;
    if (message != nullptr) events.push_back(*message);
  }
  return events;
}

}  // namespace rehearse::harness

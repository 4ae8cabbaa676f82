#include "harness/fuzz/reproduction_scenario.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "mocks/core/text.h"
#include "mocks/core/time.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

// What the line says came of a request; null: nothing.
Json expected(const Json& line) {
  const auto status = integer_member(line, "status");
  if (!status || *status < 100 || *status > 599) return nullptr;
  Json expect{{"outcome", *status < 400 ? "ok" : "refused"}, {"status", *status}};
  const std::string error = text_member(line, "error");
  if (*status >= 400 && !error.empty()) expect["error"] = error;
  return expect;
}

// A person's answer at the authorize endpoint: a code is success, whatever the status.
Json expected_of_approval(const Json& line) {
  const Json gives = object_member(line, "gives");
  if (gives.contains("code")) return {{"outcome", "ok"}};
  Json expect{{"outcome", "refused"}};
  const auto status = integer_member(line, "status");
  if (status && *status >= 100 && *status <= 599) expect["status"] = *status;
  const std::string error = text_member(line, "error");
  if (!error.empty()) expect["error"] = error;
  return expect;
}

// Strings of a document that is not for references.
Json escaped(const Json& value) {
  if (value.is_string()) return replace_all(value.get<std::string>(), "${", "$${");
  if (!value.is_structured()) return value;
  Json copy = value;
  for (auto& [name, member] : copy.items()) member = escaped(member);
  return copy;
}

// The verb names that type by itself.
void drop_form_type(Json& headers) {
  std::vector<std::string> dropped;
  for (const auto& [name, value] : headers.items()) {
    if (lower(name) == "content-type" && value == kFormType) dropped.push_back(name);
  }
  for (const std::string& name : dropped) headers.erase(name);
}

}  // namespace

std::string ScenarioWriter::text_of(const std::string& from) {
  std::string text;
  for (const auto& piece : names_.cut(from))
    text += piece.is_name ? "${" + piece.text + "}" : replace_all(piece.text, "${", "$${");
  return text;
}

// A name that is there more than once has a list of values.
Json ScenarioWriter::object_of(const Json& line, std::string_view pairs) {
  Json object = Json::object();
  std::string last;
  for (const auto& [name, value] : transcript_pairs(line, pairs)) {
    const std::string text = text_of(value);
    if (!object.contains(name)) {
      object[name] = text;
    } else {
      if (last != name)
        note(
            fmt::format("The parameter \"{}\" is repeated with others in between; the scenario "
                        "sends both side by side.",
                        name));
      if (!object[name].is_array()) object[name] = Json::array({object[name]});
      object[name].push_back(text);
    }
    last = name;
  }
  return object;
}

Json ScenarioWriter::gives_of(const Json& line, std::initializer_list<std::string_view> possible) {
  Json gives = Json::object();
  for (const auto& [what, name] : names_.take_gives(line, possible)) gives[what] = name;
  return gives.empty() ? Json() : gives;
}

void ScenarioWriter::step(std::string verb, std::string title, Json with, Json gives, Json expect) {
  Json made{{"id", fmt::format("s{:02}", steps_.size() + 1)}, {"do", std::move(verb)}};
  if (!title.empty()) made["title"] = replace_all(std::move(title), "${", "$${");
  if (!with.empty()) made["with"] = std::move(with);
  if (!gives.is_null()) made["gives"] = std::move(gives);
  if (!expect.is_null()) made["expect"] = std::move(expect);
  steps_.push_back(std::move(made));
}

void ScenarioWriter::app(const Json& line) {
  const std::string name = text_member(line, "name");
  Json settings = escaped(object_member(line, "settings"));
  if (!settings.contains("label")) settings["label"] = name;
  if (!settings.contains("apiName")) settings["apiName"] = name;
  Json gives = Json::object();
  constexpr std::array<std::pair<const char*, const char*>, 3> kGiven{
      std::pair{"consumer_key", "_key"}, {"consumer_secret", "_secret"}, {"app_id", "_id"}};
  for (const auto& [what, suffix] : kGiven) {
    if (names_.give(name + suffix)) gives[what] = name + suffix;
  }
  step("setup.app", "Create the app " + name, {{"settings", settings}}, gives, nullptr);
}

void ScenarioWriter::approve(const Json& line) {
  Json with{{"via", "control"}, {"pkce", "none"}};
  for (const char* name : {"username", "decision"}) {
    if (const auto value = string_member(line, name)) with[name] = *value;
  }
  Json params{{"response_type", nullptr}, {"client_id", nullptr}, {"redirect_uri", nullptr}};
  const Json query = object_of(line, "query");
  with["state"] = "";
  params["state"] = nullptr;
  for (const auto& [name, value] : query.items()) {
    const std::string text =
        value.is_array() ? value[0].get<std::string>() : value.get<std::string>();
    if (value.is_array())
      note(
          fmt::format("The authorize request has \"{}\" more than once; the scenario sends the "
                      "first.",
                      name));
    params[name] = text;
    if (name == "state" || name == "redirect_uri") with[name] = text;
    if (name == "state") params.erase(name);
  }
  const Json gives = gives_of(line, {"code", "state", "verifier"});
  // A verifier that the line gives is the verb's own, and so is its challenge.
  if (gives.is_object() && gives.contains("verifier")) {
    with["pkce"] = "S256";
    params.erase("code_challenge");
    params.erase("code_challenge_method");
  }
  with["params"] = params;
  step("client.authorize", "A person decides at the authorize endpoint", with, gives,
       expected_of_approval(line));
}

void ScenarioWriter::request(const Json& line) {
  const std::string method = string_member(line, "method").value_or("GET");
  const std::string path = text_member(line, "path");
  if (method != "GET" && method != "POST" && method != "HEAD") {
    note(fmt::format("A {} {} is left out of the scenario; curl.sh has it.", method, path));
    return;
  }
  Json with{{"method", method}, {"path", text_of(path)}};
  for (const char* name : {"query", "form", "headers"}) {
    Json object = object_of(line, name);
    if (std::string_view(name) == "headers" && with.contains("form")) drop_form_type(object);
    if (!object.empty()) with[name] = object;
  }
  if (const std::string body = text_member(line, "body"); !body.empty()) {
    const std::string decoded = wire::percent_decode(body).value_or(body);
    if (is_utf8(decoded) && decoded.find('\0') == std::string::npos) {
      with["body"] = text_of(decoded);
    } else {
      note(fmt::format("The body of the {} {} is no text; curl.sh has it.", method, path));
    }
  }
  if (const std::string peer = text_member(line, "peer"); !peer.empty()) with["from"] = peer;
  const Json gives = gives_of(line, {"access_token", "refresh_token", "code"});
  step("client.send", fmt::format("{} {}", method, path), with, gives, expected(line));
}

void ScenarioWriter::settings(const Json& line) {
  const std::string app = text_member(line, "app");
  Json with{{"settings", escaped(object_member(line, "settings"))}};
  if (!app.empty()) with["app_id"] = text_of("${" + app + "_id}");
  step("app.change", "The settings of " + app + " are edited", with, nullptr, nullptr);
}

void ScenarioWriter::add(const Json& line) {
  const std::string what = text_member(line, "do");
  if (what == "app") {
    app(line);
  } else if (what == "approve") {
    approve(line);
  } else if (what == "request") {
    request(line);
  } else if (what == "settings") {
    settings(line);
  } else if (what == "dials") {
    step("dials.turn", "", {{"dials", object_member(line, "dials")}}, nullptr, nullptr);
  } else if (what == "fault") {
    step("fault.plan", "", {{"fault", escaped(object_member(line, "fault"))}}, nullptr, nullptr);
  } else if (what == "advance") {
    const std::string by = text_member(line, "by");
    if (parse_duration(by)) {
      step("clock.advance", "", {{"by", by}}, nullptr, nullptr);
    } else {
      note(fmt::format("The clock moves by \"{}\", which no scenario can.", by));
    }
  } else if (what == "user") {
    Json change = escaped(line);
    change.erase("do");
    change.erase("username");
    step("user.change", "",
         {{"username", text_member(line, "username")}, {"change", std::move(change)}}, nullptr,
         nullptr);
  } else if (what == "note") {
    note(text_member(line, "text"));
  } else if (what != "promise") {
    note(fmt::format("A line \"{}\" of the transcript is left out.", what));
  }
}

std::string ScenarioWriter::text(const ReproductionOf& of, const std::string& why) const {
  Json scenario{{"name", "scenario"}};
  const std::string broke = of.promise.empty() ? of.sentence : of.promise + ": " + of.sentence;
  scenario["title"] = fmt::format("Found by fuzzing {}: {}", of.target, broke);
  scenario["why"] = why;
  if (!of.mutant.empty()) scenario["org"] = {{"mutant", of.mutant}};
  if (!of.bug.empty()) scenario["workspace"] = {{"bugs", Json::array({of.bug})}};
  for (const char* name : {"title", "why"})
    scenario[name] = replace_all(scenario[name].get<std::string>(), "${", "$${");
  Json steps = steps_;
  if (steps.empty()) {
    // A scenario has steps; this one's input is no request.
    steps.push_back({{"id", "s01"}, {"do", "clock.advance"}, {"with", {{"by", "0s"}}}});
  }
  steps.back()["means"] = replace_all("This broke. " + broke, "${", "$${");
  scenario["steps"] = steps;
  return dump_json(scenario, 2) + "\n";
}

}  // namespace rehearse::harness

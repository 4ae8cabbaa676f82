#pragma once

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "mocks/core/text.h"
#include "mocks/wire/call.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"
#include "mocks/workato/routes.h"

namespace rehearse::workato::testing {

// Browser is a person's browser on the workspace, without sockets: it knows labels, links, buttons
// and one cookie. Every page must be well-formed XML.
class PageBrowser {
 public:
  PageBrowser(Workspace& workspace, const TimePoint& now,
              std::string origin = "https://www.workato.com")
      : workspace_(workspace), now_(now), origin_(std::move(origin)) {}

  void open(const std::string& target) { visit({.target = target}, {}); }
  void click(std::string_view text) {
    const pugi::xml_node node = find("a|button", text);
    ASSERT_TRUE(node) << "no link or button \"" << text << "\" on " << title();
    if (std::string_view(node.name()) == "a") return open(node.attribute("href").value());
    submit(node);
  }
  void fill(std::string_view label, std::string_view text) {
    pugi::xml_node field = by_label(label);
    ASSERT_TRUE(field) << "no field \"" << label << "\" on " << title();
    if (std::string_view(field.name()) != "select") {
      set(field, "value", text);
      return;
    }
    bool chosen = false;
    for (pugi::xml_node option : field.children("option")) {
      option.remove_attribute("selected");
      if (option.text().get() != text) continue;
      set(option, "selected", "selected");
      chosen = true;
    }
    EXPECT_TRUE(chosen) << "no option \"" << text << "\" under " << label;
  }
  // What stands under an id.
  std::string read(const std::string& id) const {
    return page_.select_node(("//*[@id='" + id + "']").c_str()).node().text().get();
  }
  pugi::xml_node by_label(std::string_view label) const {
    const pugi::xml_node node = find("label", label);
    const std::string path = "//*[@id='" + std::string(node.attribute("for").value()) + "']";
    return node ? page_.select_node(path.c_str()).node() : pugi::xml_node();
  }
  // All labels of the page, in order.
  std::vector<std::string> labels() const {
    std::vector<std::string> all;
    for (const auto& node : page_.select_nodes("//label"))
      all.emplace_back(node.node().text().get());
    return all;
  }
  std::string csrf() const {
    return page_.select_node("//input[@name='csrf']").node().attribute("value").value();
  }
  bool offers(std::string_view text) const { return bool(find("a|button", text)); }
  std::string title() const { return page_.select_node("//h1").node().text().get(); }
  std::string alert() const { return page_.select_node("//*[@role='alert']").node().text().get(); }

  wire::WireResponse response{};
  std::string location{};  // where the last answer sends the browser off the workspace
  std::string reason{};    // of the last answer that had one
  std::string cookie{};

  void visit(wire::RequestParts parts, const wire::Fields& form) {
    parts.origin = origin_;
    parts.received_at = now_;
    if (!cookie.empty()) parts.headers.push_back({"Cookie", cookie});
    const bool post = parts.method == "POST";
    const wire::WireRequest request =
        post ? wire::make_form_post(std::move(parts), form) : wire::make_request(std::move(parts));
    serve(request);
  }

 private:
  // The row of the table that serves a path, as the wire finds it: fixed paths before patterns.
  static const wire::Route<Workspace>* route_of(const wire::WireRequest& request,
                                                wire::Fields& params) {
    const std::vector<std::string> path = split(request.path, '/');
    for (const bool fixed : {true, false}) {
      for (const auto& row : routes()) {
        const std::vector<std::string> pattern = split(row.path, '/');
        if (row.method != request.method || pattern.size() != path.size()) continue;
        params.clear();
        bool fits = true;
        for (size_t i = 0; i < path.size(); ++i) {
          const bool variable = !fixed && pattern[i].starts_with(':');
          if (variable) params.push_back({pattern[i].substr(1), path[i]});
          fits = fits && (variable || pattern[i] == path[i]);
        }
        if (fits) return &row;
      }
    }
    return nullptr;
  }

  void serve(const wire::WireRequest& request) {
    wire::Call call(request, 1);
    const auto* route = route_of(request, call.params);
    ASSERT_NE(route, nullptr) << "no route for " << request.method << " " << request.path;
    response = route->endpoint(workspace_, call);
    if (call.reason() != nullptr) reason = call.reason()->name;
    for (const wire::Field& header : response.headers) {
      if (header.name == "Set-Cookie") cookie = header.value.substr(0, header.value.find(';'));
    }
    location.clear();
    if (response.status == 302) {
      location = wire::header_of(response.headers, "Location").value_or("");
      if (location.starts_with('/')) open(location);
      return;
    }
    const auto parsed = page_.load_string(response.body.c_str());
    ASSERT_TRUE(parsed) << request.path << ": " << parsed.description();
  }

  void submit(const pugi::xml_node& button) {
    pugi::xml_node form = button;
    while (form && std::string_view(form.name()) != "form") form = form.parent();
    ASSERT_TRUE(form) << "a button outside of a form";
    wire::Fields fields;
    for (const auto& found : form.select_nodes(".//input|.//textarea|.//select")) {
      const pugi::xml_node field = found.node();
      std::string value = field.attribute("value").value();
      if (std::string_view(field.name()) == "select")
        value = field.find_child_by_attribute("selected", "selected").attribute("value").value();
      fields.push_back({field.attribute("name").value(), value});
    }
    if (button.attribute("name"))
      fields.push_back({button.attribute("name").value(), button.attribute("value").value()});
    const pugi::xml_attribute elsewhere = button.attribute("formaction");
    visit({.method = "POST", .target = (elsewhere ? elsewhere : form.attribute("action")).value()},
          fields);
  }

  pugi::xml_node find(std::string_view kinds, std::string_view text) const {
    for (const std::string& kind : split(kinds, '|')) {
      for (const auto& found : page_.select_nodes(("//" + kind).c_str())) {
        if (found.node().text().get() == text) return found.node();
      }
    }
    return {};
  }
  static void set(pugi::xml_node& node, const char* name, std::string_view value) {
    node.remove_attribute(name);
    node.append_attribute(name) = std::string(value).c_str();
  }

  Workspace& workspace_;
  const TimePoint& now_;
  std::string origin_;
  pugi::xml_document page_;
};

}  // namespace rehearse::workato::testing

#include "harness/driver/page_view.h"

#include <charconv>
#include <map>
#include <pugixml.hpp>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

void collect_text(const pugi::xml_node& node, std::string& text) {
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = child.name();
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    } else if (name != "style" && name != "script" && name != "title") {
      text += ' ';
      collect_text(child, text);
      text += ' ';
    }
  }
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  collect_text(node, text);
  return join(split_words(text), " ");
}

// A label's own words, without those of a control inside it.
std::string raw_text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) text += child.value();
  return text;
}

bool is_disabled(pugi::xml_node node) {
  if (node.attribute("disabled")) return true;
  for (node = node.parent(); node; node = node.parent()) {
    if (std::string_view(node.name()) == "fieldset" && node.attribute("disabled")) return true;
  }
  return false;
}

class Reader {
 public:
  explicit Reader(PageView& view) : view_(view) {}

  void labels(const pugi::xml_node& root) {
    for (const pugi::xpath_node& found : root.select_nodes("//*[local-name()='label'][@for]")) {
      labels_[found.node().attribute("for").value()] = text_of(found.node());
    }
  }

  void walk(const pugi::xml_node& node, PageForm* form) {
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      const std::string_view name = child.name();
      if (name == "form") {
        PageForm inner{.method = lower(child.attribute("method").as_string("get")),
                       .action = child.attribute("action").value()};
        walk(child, &inner);
        view_.forms.push_back(std::move(inner));
        continue;
      }
      if (form != nullptr) control(child, name, *form);
      show(child, name);
      walk(child, form);
    }
  }

 private:
  void control(const pugi::xml_node& node, std::string_view name, PageForm& form) {
    const std::string type =
        lower(node.attribute("type").as_string(name == "button" ? "submit" : "text"));
    if (name == "input" && type != "button" && type != "reset") {
      form.fields.push_back(input(node, type));
    } else if (name == "button" && type == "submit") {
      PageField field = common(node, PageField::Kind::submit);
      field.label = text_of(node);
      form.fields.push_back(std::move(field));
    } else if (name == "textarea") {
      PageField field = common(node, PageField::Kind::text);
      field.value = raw_text_of(node);
      form.fields.push_back(std::move(field));
    } else if (name == "select") {
      form.fields.push_back(choice(node));
    }
  }

  PageField common(const pugi::xml_node& node, PageField::Kind kind) const {
    PageField field{.kind = kind,
                    .name = node.attribute("name").value(),
                    .id = node.attribute("id").value(),
                    .value = node.attribute("value").value(),
                    .disabled = is_disabled(node),
                    .multiple = bool(node.attribute("multiple")),
                    .max_length = size_t(node.attribute("maxlength").as_uint(0))};
    field.form_action = node.attribute("formaction").value();
    field.in_new_tab = std::string_view(node.attribute("formtarget").value()) == "_blank";
    const auto label = labels_.find(field.id);
    if (label != labels_.end()) field.label = label->second;
    if (field.label.empty()) field.label = node.attribute("aria-label").value();
    return field;
  }

  PageField input(const pugi::xml_node& node, const std::string& type) const {
    using Kind = PageField::Kind;
    const Kind kind = type == "hidden"                      ? Kind::hidden
                      : type == "checkbox"                  ? Kind::check_box
                      : type == "radio"                     ? Kind::radio
                      : type == "submit" || type == "image" ? Kind::submit
                                                            : Kind::text;
    PageField field = common(node, kind);
    field.checked = bool(node.attribute("checked"));
    if (kind == Kind::submit) field.label = field.value;
    if ((kind == Kind::check_box || kind == Kind::radio) && !node.attribute("value")) {
      field.value = "on";
    }
    return field;
  }

  PageField choice(const pugi::xml_node& node) const {
    PageField field = common(node, PageField::Kind::select);
    for (const pugi::xpath_node& found : node.select_nodes(".//*[local-name()='option']")) {
      const pugi::xml_node option = found.node();
      const std::string label = text_of(option);
      field.options.push_back({option.attribute("value").as_string(label.c_str()), label,
                               bool(option.attribute("selected"))});
    }
    return field;
  }

  void show(const pugi::xml_node& node, std::string_view name) {
    const std::string_view role = node.attribute("role").value();
    if (role == "alert") view_.alerts.push_back(text_of(node));
    if (role == "status") view_.notices.push_back(text_of(node));
    if (name == "h1" && view_.heading.empty()) view_.heading = text_of(node);
    if (name == "a" && node.attribute("href")) {
      view_.links.push_back({text_of(node), node.attribute("href").value(),
                             std::string_view(node.attribute("target").value()) == "_blank"});
    }
    if (name == "summary") view_.sections.push_back(text_of(node));
    if (name == "dt") last_term_ = text_of(node);
    if (node.attribute("id") && name != "dt") {
      view_.values.push_back(
          {node.attribute("id").value(), name == "dd" ? last_term_ : "", text_of(node)});
    }
  }

  PageView& view_;
  std::map<std::string, std::string> labels_{};
  std::string last_term_{};
};

std::string listed(std::string_view kind, const std::vector<std::string>& labels) {
  if (labels.empty()) return {};
  return std::string(kind) + ": " + join(labels, ", ");
}

}  // namespace

PageView read_page(std::string_view url, const wire::WireResponse& response) {
  PageView view{.url = std::string(url), .status = response.status};
  const std::string type = lower(wire::header_of(response.headers, "Content-Type").value_or(""));
  pugi::xml_document document;
  const bool is_page = type.find("html") != std::string::npos &&
                       document.load_buffer(response.body.data(), response.body.size(),
                                            pugi::parse_default | pugi::parse_ws_pcdata);
  if (!is_page) {
    view.text = response.body;
    return view;
  }
  const pugi::xml_node html = document.child("html");
  view.title = text_of(html.child("head").child("title"));
  view.text = text_of(html.child("body"));
  Reader reader(view);
  reader.labels(html);
  reader.walk(html.child("body"), nullptr);
  return view;
}

std::string what_is_on(const PageView& page) {
  std::vector<std::string> fields, buttons, links;
  for (const PageForm& form : page.forms) {
    for (const PageField& field : form.fields) {
      if (field.label.empty()) continue;
      const bool is_button = field.kind == PageField::Kind::submit;
      (is_button ? buttons : fields).push_back(field.label + (field.disabled ? " (disabled)" : ""));
    }
  }
  for (const PageLink& link : page.links) links.push_back(link.label);
  std::vector<std::string> parts;
  for (std::string part :
       {listed("fields", fields), listed("buttons", buttons), listed("links", links)}) {
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return parts.empty() ? "nothing to fill in or to click" : join(parts, "; ");
}

}  // namespace rehearse::harness

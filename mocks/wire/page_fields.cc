#include <string>

#include "mocks/wire/page.h"
#include "mocks/wire/page_parts.h"

namespace rehearse::wire {
namespace {

using kainjow::mustache::data;

std::string text(std::string_view value) { return std::string(value); }

// WCAG 3.3.1: an error stands beside its field, and the field says that it has one.
data field_values(std::string_view label, std::string_view name, std::string_view id,
                  std::string_view hint, std::string_view error) {
  data values;
  values.set("label", text(label));
  values.set("name", text(name));
  values.set("id", text(id.empty() ? name : id));
  values.set("hint", text(hint));
  values.set("has_hint", !hint.empty());
  values.set("error", text(error));
  values.set("has_error", !error.empty());
  values.set("both", !hint.empty() && !error.empty());
  values.set("described", !hint.empty() || !error.empty());
  return values;
}

const std::string kDescribed =
    "{{#has_error}} aria-invalid=\"true\"{{/has_error}}"
    "{{#described}} aria-describedby=\"{{#has_hint}}{{id}}-hint{{/has_hint}}"
    "{{#both}} {{/both}}{{#has_error}}{{id}}-error{{/has_error}}\"{{/described}}";
const std::string kAfterField =
    "{{#has_hint}}<div class=\"hint\" id=\"{{id}}-hint\">{{hint}}</div>{{/has_hint}}"
    "{{#has_error}}<div class=\"error\" id=\"{{id}}-error\" role=\"alert\">{{error}}</div>"
    "{{/has_error}}";
const std::string kBeforeField =
    "<div class=\"field{{#required}} required{{/required}}\">"
    "<label for=\"{{id}}\">{{label}}</label>";

data input_values(const Input& input) {
  data values = field_values(input.label, input.name, input.id, input.hint, input.error);
  values.set("value", text(input.value));
  values.set("type", text(input.type));
  values.set("limited", input.max_length > 0);
  values.set("max_length", std::to_string(input.max_length));
  values.set("required", input.required);
  values.set("disabled", input.disabled);
  return values;
}

}  // namespace

Markup text_field(const Input& input) {
  static const std::string layout =
      kBeforeField +
      "<input id=\"{{id}}\" name=\"{{name}}\" type=\"{{type}}\" value=\"{{value}}\""
      "{{#limited}} maxlength=\"{{max_length}}\"{{/limited}}"
      "{{#required}} required=\"required\"{{/required}}"
      "{{#disabled}} disabled=\"disabled\"{{/disabled}}" +
      kDescribed + " autocomplete=\"off\"/>" + kAfterField + "</div>\n";
  return render(layout, input_values(input));
}

Markup text_area(const Input& input) {
  static const std::string layout =
      kBeforeField +
      "<textarea id=\"{{id}}\" name=\"{{name}}\" rows=\"4\" cols=\"60\""
      "{{#required}} required=\"required\"{{/required}}"
      "{{#disabled}} disabled=\"disabled\"{{/disabled}}" +
      kDescribed + ">{{value}}</textarea>" + kAfterField + "</div>\n";
  return render(layout, input_values(input));
}

Markup check_box(const CheckBox& box) {
  static const std::string layout =
      "<div class=\"field check\"><input id=\"{{id}}\" name=\"{{name}}\" type=\"checkbox\""
      " value=\"{{value}}\"{{#checked}} checked=\"checked\"{{/checked}}"
      "{{#disabled}} disabled=\"disabled\"{{/disabled}}" +
      kDescribed + "/> <label for=\"{{id}}\">{{label}}</label>" + kAfterField + "</div>\n";
  data values = field_values(box.label, box.name, {}, box.hint, box.error);
  values.set("value", text(box.value));
  values.set("checked", box.checked);
  values.set("disabled", box.disabled);
  return render(layout, values);
}

Markup select(const Select& select) {
  static const std::string layout =
      kBeforeField +
      "<select id=\"{{id}}\" name=\"{{name}}\"{{#multiple}} multiple=\"multiple\"{{/multiple}}"
      "{{#disabled}} disabled=\"disabled\"{{/disabled}}" +
      kDescribed +
      ">{{#options}}<option value=\"{{option}}\"{{#chosen}} selected=\"selected\"{{/chosen}}>"
      "{{caption}}</option>{{/options}}</select>" +
      kAfterField + "</div>\n";
  data values = field_values(select.label, select.name, {}, select.hint, select.error);
  values.set("multiple", select.multiple);
  values.set("disabled", select.disabled);
  data options(data::type::list);
  for (const Option& option : select.options) {
    data row("option", option.value);
    row.set("caption", option.label);
    row.set("chosen", option.selected);
    options.push_back(row);
  }
  values.set("options", options);
  return render(layout, values);
}

Markup picker(const Picker& picker) {
  const auto arrow = [](const Picker::Arrow& which, std::string_view kind) {
    data values("label", text(which.label));
    values.set("name", text(which.name));
    values.set("kind", text(kind));
    return render(
               "<button type=\"submit\" id=\"{{name}}\" name=\"{{name}}\" value=\"1\""
               " class=\"quiet arrow{{kind}}\" title=\"{{label}}\">"
               "<span class=\"sr\">{{label}}</span></button>\n",
               values)
        .html;
  };
  Markup html{"<div class=\"picker\" data-picker=\"" + escaped(picker.name).html + "\">\n"};
  html += select(picker.from);
  html.html += "<div class=\"arrows\">" + arrow(picker.forward, "") + arrow(picker.back, " back");
  html.html += "</div>\n";
  html += select(picker.to);
  for (const Option& option : picker.to.options) html += hidden(picker.name, option.value);
  html.html += "</div>\n";
  return html;
}

Markup hidden(std::string_view name, std::string_view value) {
  data values("name", text(name));
  values.set("value", text(value));
  return render("<input type=\"hidden\" name=\"{{name}}\" value=\"{{value}}\"/>", values);
}

Markup button(std::string_view label, std::string_view name, std::string_view value, Look look) {
  data values("label", text(label));
  values.set("name", text(name));
  values.set("named", !name.empty());
  values.set("value", text(value));
  values.set("look", text(look == Look::quiet    ? " class=\"quiet\""
                          : look == Look::danger ? " class=\"danger\""
                                                 : ""));
  return render(
      "<button type=\"submit\"{{{look}}}{{#named}} id=\"{{name}}\" name=\"{{name}}\" "
      "value=\"{{value}}\""
      "{{/named}}>{{label}}</button>\n",
      values);
}

Markup button_in_new_tab(std::string_view label, std::string_view name, std::string_view action) {
  data values("label", text(label));
  values.set("name", text(name));
  values.set("action", text(action));
  return render(
      "<button type=\"submit\" class=\"quiet\" id=\"{{name}}\" name=\"{{name}}\" value=\"1\""
      " formaction=\"{{action}}\" formtarget=\"_blank\">{{label}}</button>\n",
      values);
}

Markup form(std::string_view action, std::string_view csrf, const Markup& content) {
  // The server says what is wrong with a field, in the same words for every browser.
  data values("action", text(action));
  values.set("csrf", csrf.empty() ? std::string() : hidden("csrf", csrf).html);
  values.set("content", content.html);
  return render(
      "<form method=\"post\" action=\"{{action}}\" autocomplete=\"off\""
      " novalidate=\"novalidate\">{{{csrf}}}\n"
      "{{{content}}}</form>\n",
      values);
}

}  // namespace rehearse::wire

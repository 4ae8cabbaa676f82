#include "mocks/wire/page.h"

#include <kainjow/mustache.hpp>

namespace rehearse::wire {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

// Scripts only ever add comfort, and these pages have none: nothing but our own inline style is
// allowed.
constexpr std::string_view kStyle = R"(
body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#1b2430;background:#f4f6f8}
header{background:#22364f;color:#fff;padding:.6rem 1.5rem;display:flex;gap:1rem;justify-content:space-between}
main{max-width:56rem;margin:1.5rem auto;padding:1.5rem;background:#fff;border:1px solid #d8dee6;border-radius:6px}
nav{color:#5b6775;font-size:.85rem}nav a{color:#1f5fa8}h1{font-size:1.4rem;margin:.3rem 0 1rem}
details{border:1px solid #d8dee6;border-radius:4px;margin:.8rem 0;padding:.4rem 1rem}summary{font-weight:600;cursor:pointer}
.field{margin:.7rem 0}.field label{display:block;font-weight:600}.check label{display:inline;font-weight:400}
input[type=text],input[type=password],textarea,select{width:100%;max-width:34rem;padding:.4rem;border:1px solid #98a4b3;border-radius:4px;font:inherit}
select[multiple]{min-height:12rem}button{padding:.45rem 1.1rem;border:0;border-radius:4px;background:#1f5fa8;color:#fff;font:inherit;cursor:pointer}
.hint{color:#5b6775;font-size:.85rem}.error,.alert{color:#a1241a}.alert{border:1px solid #a1241a;border-radius:4px;padding:.5rem 1rem;background:#fdf1f0}
.notice{border:1px solid #2d7a46;border-radius:4px;padding:.5rem 1rem;background:#eff8f1}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;border-bottom:1px solid #d8dee6;overflow-wrap:anywhere}
dt{font-weight:600}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{background:#12181f;color:#dfe6ee}main{background:#1b232d;border-color:#344050}nav a,a{color:#86b7ef}}
)";

std::string text(std::string_view value) { return std::string(value); }

Markup render(const char* layout, const data& values) {
  mustache compiled{std::string(layout)};
  return {compiled.render(values)};
}

data field_values(std::string_view label, std::string_view name, std::string_view hint,
                  std::string_view error) {
  data values;
  values.set("label", text(label));
  values.set("name", text(name));
  values.set("hint", text(hint));
  values.set("has_hint", !hint.empty());
  values.set("error", text(error));
  values.set("has_error", !error.empty());
  return values;
}

constexpr const char* kAfterField =
    "{{#has_hint}}<div class=\"hint\">{{hint}}</div>{{/has_hint}}"
    "{{#has_error}}<div class=\"error\" role=\"alert\">{{error}}</div>{{/has_error}}</div>\n";

data input_values(const Input& input) {
  data values = field_values(input.label, input.name, input.hint, input.error);
  values.set("id", text(input.id.empty() ? input.name : input.id));
  values.set("value", text(input.value));
  values.set("type", text(input.type));
  values.set("limited", input.max_length > 0);
  values.set("max_length", std::to_string(input.max_length));
  values.set("required", input.required);
  values.set("disabled", input.disabled);
  return values;
}

}  // namespace

Markup escaped(std::string_view value) { return render("{{value}}", data("value", text(value))); }

Markup heading(std::string_view value) {
  return render("<h2>{{value}}</h2>\n", data("value", text(value)));
}

Markup paragraph(std::string_view value) {
  return render("<p>{{value}}</p>\n", data("value", text(value)));
}

Markup alert(std::string_view value) {
  return render("<p class=\"alert\" role=\"alert\">{{value}}</p>\n", data("value", text(value)));
}

Markup notice(std::string_view value) {
  return render("<p class=\"notice\" role=\"status\">{{value}}</p>\n", data("value", text(value)));
}

Markup link(std::string_view href, std::string_view label) {
  data values("href", text(href));
  values.set("label", text(label));
  return render("<a href=\"{{href}}\">{{label}}</a>", values);
}

Markup link_in_new_tab(std::string_view href, std::string_view label) {
  data values("href", text(href));
  values.set("label", text(label));
  return render("<a href=\"{{href}}\" target=\"_blank\" rel=\"noopener\">{{label}}</a>", values);
}

Markup detail(std::string_view label, std::string_view value, std::string_view name) {
  data values("label", text(label));
  values.set("value", text(value));
  values.set("name", text(name));
  return render(
      "<dl><dt id=\"{{name}}-label\">{{label}}</dt>"
      "<dd id=\"{{name}}\" aria-labelledby=\"{{name}}-label\">{{value}}</dd></dl>\n",
      values);
}

Markup table(const std::vector<std::string>& head, const std::vector<std::vector<Markup>>& rows) {
  Markup html{"<table><thead><tr>"};
  for (const std::string& cell : head)
    html.html += "<th scope=\"col\">" + escaped(cell).html + "</th>";
  html.html += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    html.html += "<tr>";
    for (const Markup& cell : row) html.html += "<td>" + cell.html + "</td>";
    html.html += "</tr>";
  }
  html.html += "</tbody></table>\n";
  return html;
}

Markup section(std::string_view title, const Markup& content) {
  data values("title", text(title));
  values.set("content", content.html);
  return render("<details open=\"open\"><summary>{{title}}</summary>\n{{{content}}}</details>\n",
                values);
}

Markup list(const std::vector<Markup>& items) {
  Markup html{"<ul>"};
  for (const Markup& item : items) html.html += "<li>" + item.html + "</li>";
  html.html += "</ul>\n";
  return html;
}

Markup text_field(const Input& input) {
  static const std::string layout =
      std::string(
          "<div class=\"field\"><label for=\"{{id}}\">{{label}}</label>"
          "<input id=\"{{id}}\" name=\"{{name}}\" type=\"{{type}}\" value=\"{{value}}\""
          "{{#limited}} maxlength=\"{{max_length}}\"{{/limited}}"
          "{{#required}} required=\"required\"{{/required}}"
          "{{#disabled}} disabled=\"disabled\"{{/disabled}} autocomplete=\"off\"/>") +
      kAfterField;
  return render(layout.c_str(), input_values(input));
}

Markup text_area(const Input& input) {
  static const std::string layout =
      std::string(
          "<div class=\"field\"><label for=\"{{name}}\">{{label}}</label>"
          "<textarea id=\"{{name}}\" name=\"{{name}}\" rows=\"4\" cols=\"60\""
          "{{#required}} required=\"required\"{{/required}}"
          "{{#disabled}} disabled=\"disabled\"{{/disabled}}>{{value}}</textarea>") +
      kAfterField;
  return render(layout.c_str(), input_values(input));
}

Markup check_box(const CheckBox& box) {
  static const std::string layout =
      std::string(
          "<div class=\"field check\"><input id=\"{{name}}\" name=\"{{name}}\" type=\"checkbox\""
          " value=\"{{value}}\"{{#checked}} checked=\"checked\"{{/checked}}"
          "{{#disabled}} disabled=\"disabled\"{{/disabled}}/> "
          "<label for=\"{{name}}\">{{label}}</label>") +
      kAfterField;
  data values = field_values(box.label, box.name, box.hint, {});
  values.set("value", text(box.value));
  values.set("checked", box.checked);
  values.set("disabled", box.disabled);
  return render(layout.c_str(), values);
}

Markup select(const Select& select) {
  static const std::string layout =
      std::string(
          "<div class=\"field\"><label for=\"{{name}}\">{{label}}</label>"
          "<select id=\"{{name}}\" name=\"{{name}}\"{{#multiple}} "
          "multiple=\"multiple\"{{/multiple}}"
          "{{#disabled}} disabled=\"disabled\"{{/disabled}}>"
          "{{#options}}<option value=\"{{option}}\"{{#chosen}} selected=\"selected\"{{/chosen}}>"
          "{{caption}}</option>{{/options}}</select>") +
      kAfterField;
  data values = field_values(select.label, select.name, select.hint, select.error);
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
  return render(layout.c_str(), values);
}

Markup hidden(std::string_view name, std::string_view value) {
  data values("name", text(name));
  values.set("value", text(value));
  return render("<input type=\"hidden\" name=\"{{name}}\" value=\"{{value}}\"/>", values);
}

Markup button(std::string_view label, std::string_view name, std::string_view value) {
  data values("label", text(label));
  values.set("name", text(name));
  values.set("named", !name.empty());
  values.set("value", text(value));
  return render(
      "<button type=\"submit\"{{#named}} id=\"{{name}}\" name=\"{{name}}\" value=\"{{value}}\""
      "{{/named}}>{{label}}</button>\n",
      values);
}

Markup button_in_new_tab(std::string_view label, std::string_view name, std::string_view action) {
  data values("label", text(label));
  values.set("name", text(name));
  values.set("action", text(action));
  return render(
      "<button type=\"submit\" id=\"{{name}}\" name=\"{{name}}\" value=\"1\""
      " formaction=\"{{action}}\" formtarget=\"_blank\">{{label}}</button>\n",
      values);
}

Markup form(std::string_view action, std::string_view csrf, const Markup& content) {
  data values("action", text(action));
  values.set("csrf", csrf.empty() ? std::string() : hidden("csrf", csrf).html);
  values.set("content", content.html);
  return render(
      "<form method=\"post\" action=\"{{action}}\" autocomplete=\"off\">{{{csrf}}}\n"
      "{{{content}}}</form>\n",
      values);
}

WireResponse page_response(int status, const Page& page) {
  constexpr const char* kLayout =
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
      "<meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\"/>"
      "<title>{{title}}{{^plain}} | {{site}}{{/plain}}</title><style>{{{style}}}</style></head>\n"
      "<body><header><strong>{{site}}</strong><span>This is a mock. Nothing here is a real "
      "account.</span>"
      "</header>\n<main>{{#has_path}}<nav aria-label=\"Breadcrumb\">{{{path}}}</nav>{{/has_path}}\n"
      "<h1>{{title}}</h1>\n{{{content}}}</main></body></html>\n";
  std::string path;
  for (const Markup& part : page.breadcrumb) path += (path.empty() ? "" : " &gt; ") + part.html;
  data values("title", text(page.title));
  values.set("site", text(page.site));
  values.set("plain", page.plain_title);
  values.set("style", text(kStyle));
  values.set("has_path", !path.empty());
  values.set("path", path);
  values.set("content", page.content.html);
  WireResponse response = html_response(status, render(kLayout, values).html);
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
       "base-uri 'none'"});
  response.headers.push_back({"X-Frame-Options", "DENY"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

}  // namespace rehearse::wire

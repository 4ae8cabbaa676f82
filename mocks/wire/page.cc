#include "mocks/wire/page.h"

#include "mocks/wire/page_parts.h"

namespace rehearse::wire {
namespace {

using kainjow::mustache::data;

std::string text(std::string_view value) { return std::string(value); }

Markup fact(std::string_view label, std::string_view value, std::string_view name, bool is_copied) {
  data values("label", text(label));
  values.set("value", text(value));
  values.set("name", text(name));
  values.set("copied", is_copied);
  return render(
      "<dl class=\"fact{{#copied}} secret{{/copied}}\"{{#copied}} data-copy=\"1\"{{/copied}}>"
      "<dt id=\"{{name}}-label\">{{label}}</dt>"
      "<dd id=\"{{name}}\" aria-labelledby=\"{{name}}-label\">{{value}}</dd></dl>\n",
      values);
}

Markup items_of(std::string_view kind, const std::vector<Markup>& items) {
  Markup html{"<ul class=\"" + text(kind) + "\">"};
  for (const Markup& item : items) html.html += "<li>" + item.html + "</li>";
  html.html += "</ul>\n";
  return html;
}

}  // namespace

Markup escaped(std::string_view value) { return {kainjow::mustache::html_escape(text(value))}; }

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
  return fact(label, value, name, false);
}

Markup copied_detail(std::string_view label, std::string_view value, std::string_view name) {
  return fact(label, value, name, true);
}

Markup table(const std::vector<std::string>& head, const std::vector<std::vector<Markup>>& rows) {
  Markup html{"<div class=\"box\"><table class=\"stack\"><thead><tr>"};
  for (const std::string& cell : head)
    html.html += "<th scope=\"col\">" + escaped(cell).html + "</th>";
  html.html += "</tr></thead><tbody>";
  for (const auto& row : rows) {
    html.html += "<tr>";
    for (size_t column = 0; column < row.size(); ++column) {
      const std::string title = column < head.size() ? head[column] : std::string();
      html.html += "<td data-head=\"" + escaped(title).html + "\">" + row[column].html + "</td>";
    }
    html.html += "</tr>";
  }
  html.html += "</tbody></table></div>\n";
  return html;
}

Markup section(std::string_view title, const Markup& content) {
  data values("title", text(title));
  values.set("content", content.html);
  return render(
      "<details open=\"open\"><summary>{{title}}</summary>\n"
      "<div class=\"body\">{{{content}}}</div></details>\n",
      values);
}

Markup card(const Markup& content) { return {"<div class=\"card\">" + content.html + "</div>\n"}; }

Markup list(const std::vector<Markup>& items) { return items_of("plain", items); }

Markup actions(const std::vector<Markup>& links) { return items_of("actions", links); }

Markup main_action(const Markup& link) {
  return {"<div class=\"actions go\">" + link.html + "</div>\n"};
}

Markup bar(const Markup& buttons) { return {"<div class=\"bar\">" + buttons.html + "</div>\n"}; }

Markup nav_items(const std::vector<NavLink>& links) {
  Markup html{"<ul>"};
  for (const NavLink& item : links) {
    data values("href", item.href);
    values.set("label", item.label);
    values.set("here", item.is_here);
    html += render(
        "<li><a href=\"{{href}}\"{{#here}} aria-current=\"page\"{{/here}}>{{label}}</a></li>",
        values);
  }
  html.html += "</ul>";
  return html;
}

Markup tabs(const std::vector<NavLink>& links) {
  return {"<nav class=\"tabs\" aria-label=\"Tabs\">" + nav_items(links).html + "</nav>\n"};
}

Markup error_summary(const Markup& lead, const std::vector<FieldError>& errors) {
  Markup html{"<div class=\"summary\">" + lead.html};
  std::vector<Markup> items;
  for (const FieldError& error : errors) {
    const std::string words = error.label + ": " + error.message;
    items.push_back(error.id.empty()
                        ? Markup{"<span role=\"alert\">" + escaped(words).html + "</span>"}
                        : link("#" + error.id, words));
  }
  if (!items.empty()) html += list(items);
  html.html += "</div>\n";
  return html;
}

}  // namespace rehearse::wire

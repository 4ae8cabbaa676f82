#include "mocks/core/crypto.h"
#include "mocks/wire/page_parts.h"
#include "mocks/wire/page_script.h"
#include "mocks/wire/page_style.h"

namespace rehearse::wire {
namespace {

using kainjow::mustache::data;

std::string text(std::string_view value) { return std::string(value); }

// In XHTML a script's `<` and `&` would be markup; to a browser that reads the page as HTML the
// brackets are comments, and its hash covers them.
std::string bracketed(std::string_view script) {
  return "/*<![CDATA[*/" + text(script) + "/*]]>*/";
}

// CSP level 3, section 2.3.1: 'sha256-…', of the element's whole text.
std::string hash_source(std::string_view content) {
  const Digest digest = sha256(content);
  return " 'sha256-" + base64_encode(digest, Base64::standard) + "'";
}

// Where a mock's forms may be sent to is named only on pages that have none. The answer to a form
// may lead to another origin (an approval to the app's callback URL, a login to the org's My
// Domain, Connect to the org), and browsers apply form-action to such a redirect as well.
std::string policy_of(const Page& page) {
  static const std::string style = hash_source(page_style());
  static const std::string script = hash_source(bracketed(page_script()));
  std::string policy = "default-src 'none'; style-src" + style + "; script-src" + script;
  if (!page.script.empty()) policy += hash_source(bracketed(page.script));
  policy += page.live ? "; img-src data: 'self'; connect-src 'self'" : "; img-src data:";
  policy += "; base-uri 'none'; frame-ancestors 'none'";
  if (page.content.html.find("<form") == std::string::npos)
    policy += "; form-action 'none'";
  else if (page.live)
    policy += "; form-action 'self'";
  return policy;
}

// A picture in the page itself: browsers ask for /favicon.ico otherwise.
constexpr std::string_view kIcon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect "
    "width='16' height='16' rx='3' fill='%231a56a8'/%3E%3Cpath d='M4 8l3 3 5-6' fill='none' "
    "stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

const std::string kLayout =
    "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
    "<meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\"/><meta name=\"color-scheme\" content=\"light dark\"/>"
    "<title>{{title}}{{^plain}} | {{site}}{{/plain}}</title>"
    "<link rel=\"icon\" href=\"{{{icon}}}\"/><style>{{{style}}}</style></head>\n"
    "<body{{#classes}} class=\"{{classes}}\"{{/classes}}>"
    "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
    "<header><div class=\"wide\"><strong>{{site}}</strong><span class=\"mock\">{{banner}}</span>"
    "</div></header>\n"
    "{{#has_apps}}<nav class=\"apps\" aria-label=\"Main\"><div class=\"wide\">{{{apps}}}</div>"
    "</nav>\n{{/has_apps}}"
    "<main id=\"main\" class=\"wide\">{{#has_path}}<nav class=\"path\" aria-label=\"Breadcrumb\">"
    "<ol>{{{path}}}</ol></nav>{{/has_path}}\n<h1>{{title}}</h1>\n{{{content}}}</main>\n"
    "<script>{{{script}}}</script>{{#has_own}}\n<script>{{{own}}}</script>{{/has_own}}\n"
    "</body></html>\n";

constexpr std::string_view kHeaderEnd = "</div></header>";

}  // namespace

WireResponse page_response(int status, const Page& page) {
  std::string path;
  for (const Markup& part : page.breadcrumb) path += "<li>" + part.html + "</li>";
  std::string classes = text(page.tone);
  if (page.is_narrow) classes += classes.empty() ? "narrow" : " narrow";
  data values("title", text(page.title));
  values.set("site", text(page.site));
  values.set("plain", page.plain_title);
  values.set("banner", text(page.banner));
  values.set("icon", text(kIcon));
  values.set("style", text(page_style()));
  values.set("classes", classes.empty() ? data(false) : data(classes));
  values.set("has_apps", !page.navigation.empty());
  values.set("apps", nav_items(page.navigation).html);
  values.set("has_path", !path.empty());
  values.set("path", path);
  values.set("content", page.content.html);
  values.set("script", bracketed(page_script()));
  values.set("has_own", !page.script.empty());
  values.set("own", bracketed(page.script));
  WireResponse response = html_response(status, render(kLayout, values).html);
  response.headers.push_back(
      {"Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private"});
  response.headers.push_back({"Content-Security-Policy", policy_of(page)});
  response.headers.push_back({"X-Frame-Options", "DENY"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return response;
}

void add_header_link(WireResponse& response, std::string_view href, std::string_view label) {
  const size_t end = response.body.find(kHeaderEnd);
  if (end == std::string::npos || !header_of(response.headers, "Content-Security-Policy")) return;
  response.body.insert(end, link(href, label).html);
}

}  // namespace rehearse::wire

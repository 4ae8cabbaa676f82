#include "harness/guide/page.h"

#include <fmt/format.h>

#include "harness/guide/page_assets.h"
#include "mocks/core/crypto.h"

namespace rehearse::harness {
namespace {

std::string hash_source(std::string_view text) {
  return fmt::format("'sha256-{}'", base64_encode(sha256(text), Base64::standard));
}

const std::string& content_policy() {
  static const std::string kPolicy = fmt::format(
      "default-src 'none'; style-src {}; script-src {}; img-src 'self'; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      hash_source(kGuideStyle), hash_source(kGuideScript));
  return kPolicy;
}

std::string document(const GuidePage& page) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>{} - rehearse</title><style>{}</style></head><body>"
      "<header class=\"mock\">This is a mock: nothing you do here reaches Salesforce or "
      "Workato.</header><main class=\"wrap\"><h1>{}</h1>",
      html_escaped(page.title), kGuideStyle, html_escaped(page.title));
  html += page.content;
  html += "</main>";
  if (page.updates) {
    html += fmt::format(
        "<footer class=\"wrap small\"><p id=\"live-status\">This page does not update by itself "
        "without scripts: use Refresh.</p></footer><script>{}</script>",
        kGuideScript);
  }
  return html + "</body></html>\n";
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char character : text) {
    switch (character) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += character;
    }
  }
  return html;
}

std::string html_element(std::string_view tag, std::string_view text, std::string_view kind) {
  const std::string attribute = kind.empty() ? "" : fmt::format(" class=\"{}\"", kind);
  return fmt::format("<{}{}>{}</{}>", tag, attribute, html_escaped(text), tag);
}

std::string html_link(std::string_view href, std::string_view text) {
  return fmt::format("<a href=\"{}\">{}</a>", html_escaped(href), html_escaped(text));
}

std::string live_section(std::string_view id, std::string_view title, const std::string& content) {
  return fmt::format(
      "<section id=\"{}\" data-live=\"\" aria-labelledby=\"{}-title\"><h2 id=\"{}-title\">{}</h2>"
      "{}</section>",
      id, id, id, html_escaped(title), content);
}

std::string button_form(const ButtonForm& form) {
  std::string html = fmt::format("<form method=\"post\" action=\"{}\">", form.action);
  for (const wire::Field& field : form.fields) {
    html += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                        html_escaped(field.name), html_escaped(field.value));
  }
  return html + fmt::format(
                    "<input type=\"hidden\" name=\"csrf\" value=\"{}\">"
                    "<button id=\"{}\">{}</button></form>",
                    form.csrf, form.id, html_escaped(form.text));
}

wire::WireResponse guide_page(int status, const GuidePage& page) {
  wire::WireResponse response{.status = status, .body = document(page)};
  response.headers = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Content-Security-Policy", content_policy()},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
      {"ETag", fmt::format("\"{}\"", hex_encode(sha256(response.body)).substr(0, 32))},
  };
  return response;
}

}  // namespace rehearse::harness

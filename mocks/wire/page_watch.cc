#include "mocks/wire/page_watch.h"

namespace rehearse::wire {
namespace {

struct Attribute {
  std::string_view name{}, value{};  // an empty value: it is left out
};

Markup element(std::string_view tag, const std::vector<Attribute>& attributes,
               const Markup& content) {
  Markup made{"<" + std::string(tag)};
  for (const Attribute& one : attributes) {
    if (one.value.empty()) continue;
    made.html += " " + std::string(one.name) + "=\"" + escaped(one.value).html + "\"";
  }
  made.html += ">" + content.html + "</" + std::string(tag) + ">";
  return made;
}

std::string_view kind_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::good:
      return "good";
    case Tone::caution:
      return "caution";
    case Tone::bad:
      return "bad";
  }
  return "";
}

Markup tick(const Tick& tick) {
  Markup words = element("span", {{"class", "sr"}}, escaped(std::string(tick.spoken) + ": "));
  words += tick.content;
  Markup parts =
      element("span", {{"class", kind_of(tick.tone)}, {"aria-hidden", "true"}}, escaped(tick.sign));
  parts += element("span", {}, escaped(tick.number));
  parts += element("div", {}, words);
  const std::string_view kind = tick.is_now     ? (tick.is_below ? "below now" : "now")
                                : tick.is_below ? "below"
                                                : "";
  return element("li", {{"class", kind}, {"aria-current", tick.is_now ? "step" : ""}}, parts);
}

}  // namespace

Markup toned(Tone tone, std::string_view text, std::string_view id) {
  return element("span", {{"class", kind_of(tone)}, {"id", id}}, escaped(text));
}

Markup strong(std::string_view text, std::string_view id) {
  return element("strong", {{"id", id}}, escaped(text));
}

Markup code(std::string_view text) { return element("code", {}, escaped(text)); }

Markup subheading(std::string_view text) { return element("h3", {}, escaped(text)); }

Markup line(const Markup& content) { return element("p", {}, content); }

Markup hint(std::string_view text) { return hint(escaped(text)); }

Markup hint(const Markup& content) { return element("p", {{"class", "hint"}}, content); }

Markup large_code(std::string_view text, std::string_view id) {
  return element("p", {{"class", "code"}, {"id", id}}, escaped(text));
}

Markup link_in_tab(std::string_view href, std::string_view text, std::string_view tab) {
  return element("a", {{"href", href}, {"target", tab}}, escaped(text));
}

Markup region(const Region& region, const Markup& content) {
  const std::string title_id = std::string(region.id) + "-title";
  Markup parts = element("h2", {{"id", title_id}}, escaped(region.title));
  parts += content;
  return element("section",
                 {{"id", region.id},
                  {"class", region.is_first ? "part first" : "part"},
                  {"aria-live", region.is_first ? "polite" : ""},
                  {"aria-labelledby", title_id}},
                 parts);
}

Markup columns(const std::vector<Markup>& columns) {
  Markup parts;
  for (const Markup& column : columns) parts += element("div", {}, column);
  return element("div", {{"class", "columns"}}, parts);
}

Markup folded(const Fold& fold, const Markup& content) {
  Markup title = escaped(fold.title);
  if (!fold.note.empty()) {
    title += Markup{" "};
    title += element("span", {{"class", "hint"}}, escaped(fold.note));
  }
  Markup parts = element("summary", {}, title);
  parts += element("div", {{"class", "body"}}, content);
  return element("details", {{"id", fold.id}, {"open", fold.is_open ? "open" : ""}}, parts);
}

Markup remark(Tone tone, std::string_view lead, std::string_view text, const Markup& more) {
  Markup words = element("strong", {{"class", kind_of(tone)}}, escaped(lead));
  if (!text.empty()) words += escaped(" " + std::string(text));
  Markup parts = line(words);
  parts += more;
  const std::string kind =
      tone == Tone::plain ? "remark" : "remark is-" + std::string(kind_of(tone));
  return element("div", {{"class", kind}}, parts);
}

Markup progress(size_t done, size_t of, std::string_view label) {
  return element(
      "progress",
      {{"max", std::to_string(of)}, {"value", std::to_string(done)}, {"aria-label", label}}, {});
}

Markup picture(std::string_view source, std::string_view text, std::string_view label) {
  return element(
      "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", label}},
      {"<img src=\"" + escaped(source).html + "\" alt=\"" + escaped(text).html + "\"/>"});
}

Markup ticks(const std::vector<Tick>& ticks) {
  Markup items;
  for (const Tick& one : ticks) items += tick(one);
  return element("ol", {{"class", "ticks"}}, items);
}

}  // namespace rehearse::wire

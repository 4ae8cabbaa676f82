#include "harness/driver/page_find.h"

#include <algorithm>
#include <utility>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

using Kind = PageField::Kind;

std::string value_of(const PageField& field) {
  if (field.kind == Kind::check_box || field.kind == Kind::radio)
    return field.checked ? "true" : "false";
  if (field.kind != Kind::select) return field.value;
  std::vector<std::string> chosen;
  for (const PageOption& option : field.options) {
    if (option.selected) chosen.push_back(option.label);
  }
  return join(chosen, ", ");
}

}  // namespace

bool can_be_edited(const PageField& field) {
  return field.kind != Kind::hidden && field.kind != Kind::submit;
}

const PageField* find_field(const PageView& page, std::string_view label) {
  for (const PageForm& form : page.forms) {
    for (const PageField& candidate : form.fields) {
      if (can_be_edited(candidate) && candidate.label == label) return &candidate;
    }
  }
  return nullptr;
}

PageField* find_field(PageView& page, std::string_view label) {
  return const_cast<PageField*>(find_field(std::as_const(page), label));
}

bool has_button_on(const PageView& page, std::string_view text) {
  for (const PageForm& form : page.forms) {
    for (const PageField& candidate : form.fields) {
      if (candidate.kind == Kind::submit && candidate.label == text) return true;
    }
  }
  return std::any_of(page.links.begin(), page.links.end(),
                     [&](const PageLink& link) { return link.label == text; });
}

Result<std::string, PageProblem> read_on(const PageView& page, std::string_view id_or_label) {
  for (const PageForm& form : page.forms) {
    for (const PageField& candidate : form.fields) {
      if (!can_be_edited(candidate)) continue;
      if (candidate.id == id_or_label || candidate.label == id_or_label) return value_of(candidate);
    }
  }
  for (const PageValue& value : page.values) {
    if (value.id == id_or_label || value.label == id_or_label) return value.text;
  }
  return missing_on(page, "text or field", id_or_label);
}

Result<std::vector<bool>, PageProblem> choose_on(const PageView& page, std::string_view label,
                                                 const std::vector<std::string>& options) {
  const PageField* found = find_field(page, label);
  if (found == nullptr || found->kind != Kind::select) return missing_on(page, "list", label);
  if (found->disabled) return disabled_on("list", label);
  if (!found->multiple && options.size() != 1) {
    return PageProblem{"the list \"" + std::string(label) + "\" takes exactly one option", {}};
  }
  std::vector<bool> chosen(found->options.size(), false);
  for (const std::string& wanted : options) {
    size_t at = 0;
    while (at < found->options.size() && found->options[at].label != wanted &&
           found->options[at].value != wanted) {
      ++at;
    }
    if (at == found->options.size()) {
      std::vector<std::string> offered;
      for (const PageOption& option : found->options) offered.push_back(option.label);
      return PageProblem{"the list \"" + std::string(label) + "\" has no option \"" + wanted +
                             "\"; it has " + join(offered, ", "),
                         {}};
    }
    chosen[at] = true;
  }
  return chosen;
}

PageProblem missing_on(const PageView& page, std::string_view kind, std::string_view label) {
  std::string where = page.heading.empty() ? page.title : page.heading;
  if (where.empty()) where = "status " + std::to_string(page.status);
  return {"the page \"" + where + "\" has no " + std::string(kind) + " \"" + std::string(label) +
              "\"; it has " + what_is_on(page),
          {}};
}

PageProblem disabled_on(std::string_view kind, std::string_view label) {
  return {"the " + std::string(kind) + " \"" + std::string(label) + "\" is disabled", {}};
}

}  // namespace rehearse::harness

#pragma once

#include <algorithm>
#include <list>
#include <string>
#include <vector>

#include "mocks/salesforce/metadata/component_xml.h"
#include "mocks/salesforce/metadata/operations.h"

namespace rehearse::salesforce {

// ComponentChange is one component that is to be made, changed or deleted, and what became of that.
struct ComponentChange {
  const MetadataType* type = nullptr;
  std::string name{};
  std::string file{};  // the file that wants it
  bool is_removal = false;
  ComponentContent content{};  // unless it is a removal

  std::vector<ComponentProblem> problems{};
  std::string id{};
  bool changed = false, created = false, deleted = false;

  bool failed() const { return !std::ranges::all_of(problems, &ComponentProblem::is_ignored); }
};

// Staging applies changes to the org and takes them back, unless they are kept. All of one app's
// components are judged together, by the rules that the Setup pages have.
class Staging {
 public:
  Staging(Org& org, Org::Transaction& tx, const MetadataActor& actor, bool ignores_warnings);
  ~Staging();  // takes back what was not kept
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  // Deletes components; those of an app that is deleted too go with it.
  void remove(const std::vector<ComponentChange*>& removals);
  // Makes or changes components, app by app. What fails leaves no trace, and fails those that need
  // it. Changes that failed before are passed over.
  void deploy(const std::vector<ComponentChange*>& changes);
  // Makes all of it lasting. Only now the tokens of what was deleted end.
  void keep();

 private:
  using Changes = std::vector<ComponentChange*>;
  struct Draft;

  void deploy_app(const std::string& name, Changes changes);
  Draft draft_of(const std::string& name, const Changes& changes);
  void judge_place(const Draft& draft, const Changes& changes, ComponentChange& change);
  void judge_consumer(const Draft& draft, ComponentChange& change);
  bool judge(const Draft& draft, const Changes& changes);
  void commit(Draft& draft, const Changes& changes);
  void deploy_member(ComponentChange& change);
  void remove_part(const App& app, ComponentChange& change);
  void warn(ComponentChange& change, ComponentProblem problem);
  const App* find_app(std::string_view name);
  std::string text_of(const App& app, AppPart part) const;
  Editor editor() const { return {actor_.user, actor_.now}; }

  Org& org_;
  Org::Transaction& tx_;
  const MetadataActor& actor_;
  bool ignores_warnings_;
  bool is_kept_ = false;
  std::list<App> saved_apps_;
  OrgSettings saved_settings_;
  std::vector<AppId> ended_{};  // whose tokens end
};

// The app that has a component of that type and name, exactly spelled; null if there is none.
const App* owner_of(const Apps& apps, AppPart part, std::string_view name);

}  // namespace rehearse::salesforce

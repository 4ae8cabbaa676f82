#include "mocks/workato/store/recipes.h"

#include <algorithm>

namespace rehearse::workato {

const Recipe& Recipes::create(RecipeSettings settings, TimePoint now) {
  recipes_.push_back({.id = next_id_++, .settings = std::move(settings), .started_at = now});
  return recipes_.back();
}

bool Recipes::remove(int64_t id) {
  return std::erase_if(recipes_, [id](const Recipe& recipe) { return recipe.id == id; }) > 0;
}

// Ids are given out in order, so the list is sorted by them.
Recipe* Recipes::find(int64_t id) {
  const auto found = std::ranges::lower_bound(recipes_, id, {}, &Recipe::id);
  return found == recipes_.end() || found->id != id ? nullptr : &*found;
}

bool Recipes::uses_connection(int64_t connection) const {
  return std::ranges::any_of(recipes_, [connection](const Recipe& recipe) {
    return recipe.running && recipe.settings.connection == connection;
  });
}

bool Recipes::any_running() const { return std::ranges::any_of(recipes_, &Recipe::running); }

void Recipes::start(Recipe& recipe, TimePoint now) {
  recipe.running = true;
  recipe.stopped_because.clear();
  recipe.started_at = now;
  recipe.turn = 1;
  recipe.failed_in_a_row = 0;
  recipe.last_error = nullptr;
  recipe.told_at.clear();
}

void Recipes::stop(Recipe& recipe, std::string because) {
  recipe.running = false;
  recipe.stopped_because = std::move(because);
}

}  // namespace rehearse::workato

// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "parley/report/detail/worth_json.h"
#include "parley/report/plain.h"

namespace parley::report {

namespace {

/// A name, or null where it is empty.
Json name_or_null(const std::string& name) { return name.empty() ? Json(nullptr) : Json(name); }

/// Every history that play may take was followed, or a sample of them.
std::string method_of(double error) { return error > 0 ? "estimated" : "exact"; }

Json move_terms_json(const run::MoveChoice& move) {
  Json list = Json::array();
  for (const run::TermValue& term : move.terms)
    list.push_back({{"key", term.key},
                    {"value", number(term.value)},
                    {"standard_error", number(term.error)},
                    {"reveals", move.reveals ? number(term.reveals) : Json(nullptr)}});
  return list;
}

Json moves_json(const run::StartChoice& choice) {
  Json moves = Json::array();
  for (const run::MoveChoice& move : choice.moves) {
    Json reveals = nullptr;
    if (move.reveals)
      reveals = {{"value", number(move.reveals->value)}, {"standard_error", number(move.reveals->error)}};
    moves.push_back({{"move", move.move},
                     {"probability", number(move.probability)},
                     {"value", number(move.value)},
                     {"standard_error", number(move.error)},
                     {"loss", number(move.loss)},
                     {"reveals", reveals},
                     {"posterior", move.posterior ? number(*move.posterior) : Json(nullptr)},
                     {"terms", move_terms_json(move)},
                     {"why", why_text(choice, move)}});
  }
  return moves;
}

}  // namespace

Json terms_json(const std::vector<run::TermValue>& terms) {
  Json list = Json::array();
  for (const run::TermValue& term : terms)
    list.push_back({{"key", term.key}, {"value", number(term.value)}, {"standard_error", number(term.error)}});
  return list;
}

Json choices_json(const scenario::Scenario& scenario, const std::vector<run::StartChoice>& choices) {
  Json list = Json::array();
  for (const run::StartChoice& choice : choices)
    list.push_back({{"where", choice.where},
                    {"probability", number(choice.probability)},
                    {"actor", scenario.actors[choice.actor.value()].key},
                    {"type", name_or_null(choice.type)},
                    {"belief", number(choice.belief)},
                    {"telling", name_or_null(choice.telling)},
                    {"moves", moves_json(choice)}});
  return list;
}

Json worth_json(const scenario::Scenario& scenario, const run::Worth& worth) {
  const auto key = [&](scenario::ActorId actor) { return scenario.actors[actor.value()].key; };
  Json types = Json::array();
  for (const run::TypeWorth& type : worth.types)
    types.push_back({{"actor", key(type.actor)},
                     {"type", name_or_null(type.type)},
                     {"belief", number(type.belief)},
                     {"value", number(type.value.value)},
                     {"standard_error", number(type.value.error)},
                     {"claim_error", number(type.claim_error)},
                     {"terms", terms_json(type.terms)},
                     {"method", method_of(type.value.error)}});
  Json reputations = Json::array();
  for (const run::Reputation& one : worth.reputations)
    reputations.push_back({{"actor", key(one.actor)},
                           {"type", one.type},
                           {"taken_for", one.taken_for},
                           {"belief_now", number(one.belief_now)},
                           {"belief_then", number(one.belief_then)},
                           {"change", number(one.change.value)},
                           {"standard_error", number(one.change.error)},
                           {"claim_error", number(one.claim_error)},
                           {"method", method_of(one.change.error)}});
  Json knowing = Json::array();
  for (const run::Knowing& one : worth.knowing)
    knowing.push_back({{"actor", key(one.actor)},
                       {"type", name_or_null(one.type)},
                       {"other", key(one.other)},
                       {"change", number(one.change.value)},
                       {"standard_error", number(one.change.error)},
                       {"claim_error", number(one.claim_error)},
                       {"method", method_of(one.change.error)}});
  return {{"types", types}, {"reputations", reputations}, {"knowing", knowing}};
}

}  // namespace parley::report

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "parley/deals/journal.h"

namespace parley::deals {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help), base::Fault::kFile);
}

/// A name for what verdicts depend on: the 64 bits of FNV-1a.
std::string digest(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return fmt::format("{:016x}", hash);
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
double number(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Json written(const std::optional<Breach>& breach) {
  if (!breach) return nullptr;
  return {breach->actor.value(), breach->move,         breach->where,
          breach->step,          number(breach->gain), number(breach->replayed)};
}

std::optional<Breach> breach_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Breach{scenario::ActorId(json.at(0).get<std::uint32_t>()),
                json.at(1).get<std::string>(),
                json.at(2).get<std::string>(),
                json.at(3).get<std::size_t>(),
                number(json.at(4)),
                number(json.at(5))};
}

Json written(const Finding& one) {
  Json sides = Json::array();
  for (const Side& side : one.sides)
    sides.push_back({number(side.value), number(side.gain), number(side.least_gain), written(side.best_breach)});
  Json refused = Json::array();
  for (const scenario::ActorId party : one.refused_by) refused.push_back(party.value());
  return {{"choices", one.choices},      {"verdict", static_cast<int>(one.verdict)},
          {"reason", one.reason},        {"sides", sides},
          {"first", written(one.first)}, {"refused_by", refused},
          {"years", number(one.years)},  {"lasting", number(one.lasting)},
          {"share", number(one.share)},  {"breakable", one.is_breakable}};
}

Finding finding_of(const Json& json) {
  Finding one;
  one.choices = json.at("choices").get<std::vector<std::size_t>>();
  one.verdict = static_cast<Verdict>(json.at("verdict").get<int>());
  one.reason = json.at("reason").get<std::string>();
  for (const Json& side : json.at("sides"))
    one.sides.push_back({number(side.at(0)), number(side.at(1)), number(side.at(2)), breach_of(side.at(3))});
  one.first = breach_of(json.at("first"));
  for (const Json& party : json.at("refused_by")) one.refused_by.emplace_back(party.get<std::uint32_t>());
  one.years = number(json.at("years"));
  one.lasting = number(json.at("lasting"));
  one.share = number(json.at("share"));
  one.is_breakable = json.at("breakable").get<bool>();
  return one;
}

}  // namespace

struct Journal::File {
  std::ofstream out;
};

Journal::Journal(std::unique_ptr<File> file, std::map<std::vector<std::size_t>, Finding> known)
    : file_(std::move(file)), known_(std::move(known)) {}
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

base::Result<Journal> Journal::open(const std::string& path, const std::string& about) {
  const Json head = {{"parley_deals", kFormat}, {"about", digest(about)}};
  std::map<std::vector<std::size_t>, Finding> known;
  std::uintmax_t whole = 0;  // bytes of whole lines
  if (std::ifstream in(path, std::ios::binary); in) {
    std::string line;
    bool is_first = true;
    while (std::getline(in, line) && !in.eof()) {
      const Json json = Json::parse(line, nullptr, false);
      if (is_first && json != head)
        return base::failure(mistake("E1005", fmt::format("{} holds no deals of this scenario and version", path),
                                     "name another file, or remove this one to judge all deals anew"));
      try {
        if (!is_first) {
          Finding one = finding_of(json);
          known.insert_or_assign(one.choices, std::move(one));
        }
      } catch (const Json::exception&) {
        return base::failure(mistake("E1005", fmt::format("{} is damaged", path), "remove it to judge all deals anew"));
      }
      is_first = false;
      whole += line.size() + 1;
    }
    if (is_first && whole == 0 && !line.empty())
      return base::failure(mistake("E1005", fmt::format("{} is no file of judged deals", path), "name another file"));
  }
  std::error_code ignored;
  if (whole > 0) std::filesystem::resize_file(path, whole, ignored);
  auto file = std::make_unique<File>();
  file->out.open(path, std::ios::binary | std::ios::app);
  if (whole == 0) file->out << head.dump() << '\n' << std::flush;
  if (!file->out)
    return base::failure(mistake("E1006", fmt::format("cannot write {}", path), "check the folder and the space left"));
  return Journal(std::move(file), std::move(known));
}

const Finding* Journal::find(const std::vector<std::size_t>& choices) const {
  const auto found = known_.find(choices);
  return found == known_.end() ? nullptr : &found->second;
}

bool Journal::add(const Finding& finding) {
  file_->out << written(finding).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
  return static_cast<bool>(file_->out);
}

}  // namespace parley::deals

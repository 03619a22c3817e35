// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "parley/deals/deals.h"

namespace parley::deals {

/// Deals that were judged, one a line in a file: each stays as soon as it is judged, however the program ends, and a
/// later run goes on from there. A last line that was cut off is judged again.
class Journal {
 public:
  /// Opens the file, or begins one. `about` is everything that decides a verdict: what was judged for another is
  /// refused. Errors: E1005 (another scenario's or version's, or no journal), E1006 (cannot be written).
  [[nodiscard]] static base::Result<Journal> open(const std::string& path, const std::string& about);

  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) noexcept;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal();

  /// What became of a combination; null: it has not been judged.
  [[nodiscard]] const Finding* find(const std::vector<std::size_t>& choices) const;
  /// Not from two threads at once. False if it could not be written.
  [[nodiscard]] bool add(const Finding& finding);
  [[nodiscard]] std::size_t size() const { return known_.size(); }

 private:
  struct File;
  Journal(std::unique_ptr<File> file, std::map<std::vector<std::size_t>, Finding> known);

  std::unique_ptr<File> file_;
  std::map<std::vector<std::size_t>, Finding> known_;
};

}  // namespace parley::deals

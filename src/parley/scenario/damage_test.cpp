// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "parley/base/diagnostics_text.h"
#include "parley/base/random.h"
#include "parley/scenario/read.h"

namespace parley::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 20190509;
constexpr unsigned kDamages = 3000;
// The library's files are ten times as long as the guide's examples: one in so many, to stay near a second.
constexpr unsigned kLibraryEvery = 8;
constexpr std::size_t kLongFile = 8000;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct SoundFiles {
  std::vector<std::string> examples;  ///< of the guide
  std::vector<std::string> library;
};

SoundFiles sound_files() {
  const fs::path root = PARLEY_SOURCE_DIR;
  const std::string page = text_of(root / "docs" / "guide" / "language.md");
  SoundFiles all;
  constexpr std::string_view kFence = "```toml\n";
  for (std::size_t at = page.find(kFence); at != std::string::npos; at = page.find(kFence, at)) {
    at += kFence.size();
    all.examples.push_back(page.substr(at, page.find("```\n", at) - at));
  }
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(root / "scenarios"))
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) all.library.push_back(text_of(path));
  return all;
}

/// Draws of one damage, in order.
class Draws {
 public:
  explicit Draws(std::uint64_t stream) : stream_(stream) {}
  /// From 0 to count - 1; 0 for no count.
  std::size_t below(std::size_t count) {
    const base::RandomBlock block = base::random_block(kSeed, stream_, drawn_++);
    return count == 0 ? 0 : block.words[0] % count;
  }

 private:
  std::uint64_t stream_;
  std::uint32_t drawn_ = 0;
};

/// The text in words, spaces and single signs, which together are the text.
std::vector<std::string> tokens(const std::string& text) {
  std::vector<std::string> all;
  const auto kind = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' ? 1 : c == ' ' ? 2 : 0;
  };
  for (const char c : text) {
    if (!all.empty() && kind(c) != 0 && kind(all.back().back()) == kind(c)) {
      all.back() += c;
    } else {
      all.emplace_back(1, c);
    }
  }
  return all;
}

std::string joined(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

std::string damaged_tokens(const std::string& text, Draws& draws) {
  std::vector<std::string> all = tokens(text);
  const std::size_t at = draws.below(all.size());
  const auto place = all.begin() + static_cast<std::ptrdiff_t>(at);
  switch (draws.below(5)) {
    case 0:
      all.erase(place);
      break;
    case 1:
      all.insert(place, all[draws.below(all.size())]);
      break;
    case 2:
      std::swap(all[at], all[draws.below(all.size())]);
      break;
    case 3:
      all[at].insert(draws.below(all[at].size()), 1, static_cast<char>('a' + draws.below(26)));
      break;
    default:
      all[at].erase(draws.below(all[at].size()), 1);
      break;
  }
  return joined(all);
}

std::string damaged_bytes(std::string text, Draws& draws) {
  const std::size_t at = draws.below(text.size());
  switch (draws.below(4)) {
    case 0:
      return text.substr(0, at);
    case 1:
      return text.erase(at, draws.below(40));
    case 2:
      text[at] = static_cast<char>(draws.below(256));
      return text;
    default:
      // Quotes, brackets, zero bytes and broken UTF-8 do the most harm.
      constexpr std::string_view kHarmful("\"'[]{}()=#\n\r\\\0\xFF\xC3\xE2\xF0.-+*/^", 24);
      text.insert(at, 1, kHarmful[draws.below(kHarmful.size())]);
      return text;
  }
}

TEST(Damage, IsReadOrExplainedNeverThrown) {
  const SoundFiles sound = sound_files();
  std::size_t refused = 0;
  std::size_t slowest_ms = 0;
  for (unsigned k = 0; k < kDamages; ++k) {
    Draws draws(k);
    std::string text = k % kLibraryEvery == 0 ? sound.library[k / kLibraryEvery % sound.library.size()]
                                              : sound.examples[k % sound.examples.size()];
    const std::size_t times = 1 + draws.below(3);
    for (std::size_t t = 0; t < times && !text.empty(); ++t)
      text = draws.below(3) == 0 ? damaged_bytes(text, draws) : damaged_tokens(text, draws);
    const auto source = std::make_shared<const base::Source>("damaged.toml", text);
    const auto begin = std::chrono::steady_clock::now();
    const base::Result<Scenario> made = read(source, {});
    const std::string explained = base::render(made ? made->warnings : made.error(), true);
    const auto took = std::chrono::steady_clock::now() - begin;
    slowest_ms = std::max(
        slowest_ms, static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    if (made) continue;
    ++refused;
    ASSERT_TRUE(made.error().has_errors()) << text;
    ASSERT_FALSE(explained.empty()) << text;
    for (const base::Diagnostic& found : made.error().all()) {
      ASSERT_FALSE(found.message.empty() || found.code.empty()) << text;
      ASSERT_TRUE(found.source != nullptr && found.span.begin <= found.span.end) << found.message << "\n" << text;
    }
  }
  EXPECT_GT(refused, kDamages / 4);
  EXPECT_LT(slowest_ms, 1000u);
}

TEST(Damage, OfOneLineIsReadOrExplained) {
  SoundFiles sound = sound_files();
  sound.library.insert(sound.library.end(), sound.examples.begin(), sound.examples.end());
  for (const std::string& text : sound.library) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const auto source = std::make_shared<const base::Source>("cut.toml", text.substr(0, begin) + text.substr(end));
      const base::Result<Scenario> made = read(source, {});
      EXPECT_TRUE(made || made.error().has_errors());
      // Of long files every seventh line.
      for (int skipped = 0; skipped < (text.size() > kLongFile ? 7 : 1) && begin < text.size(); ++skipped)
        begin = std::min(text.find('\n', begin), text.size()) + 1;
    }
  }
}

TEST(Damage, HugeAndDeepFilesAreRefusedQuickly) {
  const auto refused = [](const std::string& text) {
    const base::Result<Scenario> made = read(std::make_shared<const base::Source>("huge.toml", text), {});
    return !made && made.error().has_errors();
  };
  EXPECT_TRUE(refused(std::string(2'000'000, 'a')));
  EXPECT_TRUE(refused("a = " + std::string(200'000, '[')));
  EXPECT_TRUE(refused("a = " + std::string(100'000, '{')));
  std::string dotted = "a";
  for (int k = 0; k < 200'000; ++k) dotted += ".a";
  EXPECT_TRUE(refused("[" + dotted + "]"));
  EXPECT_TRUE(refused(dotted + " = 1"));
  std::string quoted = "'a'";
  for (int k = 0; k < 100'000; ++k) quoted += ".\"a,\"";
  EXPECT_TRUE(refused(quoted + " = 1"));
  std::string many = "a = [1";
  for (int k = 0; k < 200'000; ++k) many += ",1";
  EXPECT_TRUE(refused(many + "]"));
}

}  // namespace
}  // namespace parley::scenario

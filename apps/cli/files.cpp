// SPDX-License-Identifier: Apache-2.0
#include "apps/cli/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace parley::cli {

namespace {

// Larger than any scenario or game that fits in memory as text.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{2} << 30;

constexpr base::Code kCodes[] = {
    {"E0801", "a file cannot be read",
     "The file does not exist, is a folder, may not be read, or is larger than 2 GiB. Exit code 6.\n"},
    {"E0802", "a file cannot be written",
     "The folder does not exist or may not be written to, or the disk is full. What was there before is unchanged.\n"
     "Exit code 6.\n"},
    {"E0803", "a file exists already",
     "`parley new`, `sweep` and `merge` never replace a file. Name another, or remove it first; `parley sweep "
     "--resume` "
     "goes on\nwith it.\n"},
    {"E0804", "not a sweep file",
     "The file was not made by `parley sweep`, is damaged, or has a format of another version. It is left as it is.\n"
     "Exit code 6.\n"},
    {"E0805", "a file of another sweep",
     "`parley sweep --resume` goes on with a file only if the scenario, the seed, the design, the policies, the "
     "measures, "
     "the\n"
     "settings and the version of the program are those it was made with; otherwise its worlds could not be compared.\n"
     "`parley merge` joins files of one sweep that differ in nothing but the shard. The files are left as they are. "
     "Exit\n"
     "code 6.\n"},
    {"E0901", "a usage mistake",
     "The command line asked for something that does not exist or does not go together. `parley COMMAND --help` says\n"
     "what it takes. Exit code 2.\n"},
    {"E0902", "a place that cannot be read",
     "`parley explain --at` takes conditions on the public state, a date and beliefs, joined by `and`, commas or\n"
     "semicolons. A belief says which type of which actor, and its chance; the others about that actor share the "
     "rest.\n"
     "Exit code 2.\n"
     "Wrong:  --at \"dprk is tough 40%\"\n"
     "Right:  --at \"sanctions == maximum, date 2020-02-09, P(dprk is tough) = 0.4\"\n"},
    {"E0903", "a place that play cannot get to",
     "No play from the start leads to a state of which all that `--at` says is true, or nobody has a choice there. "
     "What\n"
     "is not said is taken to be as at the start. Exit code 2.\n"
     "Wrong:  --at \"warheads == 40\" where warheads go by 15\n"
     "Right:  --at \"warheads == 45\"\n"},
    {"E0904", "more than one place",
     "Several states fit what `--at` says; values differ between them, so that one answer cannot do for all. Exit\n"
     "code 2.\n"
     "Wrong:  --at \"warheads >= 30\"\n"
     "Right:  --at \"warheads == 45\"\n"},
    {"E0905", "worlds that cannot be drawn",
     "The constraints leave next to nothing of what the ranges and distributions allow, the design has more worlds "
     "than "
     "can be\n"
     "looked at, or no number of the scenario is uncertain. Exit code 3 where the scenario is at fault, else 2.\n"},
};

base::Diagnostic problem(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help), base::Fault::kFile);
}

}  // namespace

std::span<const base::Code> codes() { return kCodes; }

base::Result<base::SourcePtr> read_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  const auto refuse = [&](const std::string& why, std::string help) {
    return base::failure(problem("E0801", fmt::format("cannot read {}: {}", path, why), std::move(help)));
  };
  if (!std::filesystem::exists(status)) return refuse("there is no such file", "check the path");
  if (std::filesystem::is_directory(status)) {
    const std::filesystem::path inside =
        std::filesystem::path(path) / (std::filesystem::path(path).filename().string() + ".toml");
    return refuse("it is a folder", std::filesystem::exists(inside, error)
                                        ? fmt::format("name the file in it: {}", inside.string())
                                        : "name a file in it");
  }
  if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(path, error) > kLargestFile)
    return refuse("it is larger than 2 GiB", "give a smaller file");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in.is_open() || in.bad()) return refuse(std::strerror(errno), "check that you may read it");
  return std::make_shared<const base::Source>(path, std::move(text).str());
}

bool is_sweep_file(const std::string& path) {
  constexpr std::string_view kHeader("SQLite format 3\0", 16);
  std::string start(kHeader.size(), ' ');
  std::ifstream in(path, std::ios::binary);
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return in && start == kHeader;
}

std::optional<base::Diagnostic> write_file(const std::string& path, const std::string& text, bool replace) {
  std::error_code error;
  if (!replace && std::filesystem::exists(path, error))
    return problem("E0803", fmt::format("{} exists already", path), "name a file that does not exist yet");
  const std::filesystem::path target(path);
  if (target.has_parent_path()) std::filesystem::create_directories(target.parent_path(), error);
  const std::string part = fmt::format("{}.{}.part", path, ::getpid());
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) {
      const std::string why = std::strerror(errno);
      std::filesystem::remove(part, error);
      return problem("E0802", fmt::format("cannot write {}: {}", path, why), "check the folder and the space left");
    }
  }
  std::filesystem::rename(part, path, error);
  if (!error) return std::nullopt;
  const std::string why = error.message();
  std::filesystem::remove(part, error);
  return problem("E0802", fmt::format("cannot write {}: {}", path, why), "check that it is not a folder");
}

}  // namespace parley::cli

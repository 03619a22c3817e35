// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/sweep_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>

#include "parley/analyze/detail/database.h"
#include "parley/scenario/inputs.h"

namespace parley::analyze {

namespace {

// "Prly" in the header, by which a file is known, and the version of the tables.
constexpr std::int64_t kApplication = 0x50726c79;
constexpr std::int64_t kFormat = 1;
constexpr std::size_t kFixedColumns = 5;
constexpr std::size_t kMostColumns = 2000;  // SQLite's own limit

base::Diagnostic mistake(std::string_view code, std::string message, std::string help) {
  return base::mistake(code, std::move(message), std::move(help), base::Fault::kFile);
}

base::Diagnostic unwritable(const std::string& path, const std::string& why) {
  const bool is_locked = why == "database is locked";
  return mistake("E0802", fmt::format("cannot write {}: {}", path, is_locked ? "another program has it open" : why),
                 "what was stored stays; check the folder and the space left, and go on with --resume");
}

base::Diagnostic unreadable(const std::string& path, const std::string& why) {
  return mistake("E0804", fmt::format("cannot read {} as a sweep file: {}", path, why),
                 "name a file of `parley sweep`");
}

/// Names that differ in more than their case, as SQL wants for columns.
std::vector<std::string> distinct(const std::vector<std::string>& names) {
  std::set<std::string> taken = {"world", "status", "reason", "share", "noise"};
  std::vector<std::string> columns;
  for (const std::string& name : names) {
    std::string column = name;
    const auto lower = [](std::string text) {
      std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
      return text;
    };
    for (int k = 2; !taken.insert(lower(column)).second; ++k) column = fmt::format("{} #{}", name, k);
    columns.push_back(std::move(column));
  }
  return columns;
}

/// Every table of `old`, as it was created and with its rows in order, in one transaction: what a file is made of
/// decides its bytes.
void copy_all(Database& fresh) {
  fresh.run("BEGIN");
  fresh.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplication, kFormat));
  std::vector<std::pair<std::string, std::string>> tables;
  for (Statement row = fresh.prepare("SELECT name, sql FROM old.sqlite_master WHERE type = 'table' ORDER BY rowid");
       row.step();)
    tables.emplace_back(row.text(0), row.text(1));
  for (const auto& [name, sql] : tables) {
    fresh.run(sql);
    fresh.run(fmt::format("INSERT INTO main.{0} SELECT * FROM old.{0} ORDER BY 1", quoted(name)));
  }
  fresh.run("COMMIT");
}

std::optional<DesignKind> design_of(const std::string& word) {
  for (const DesignKind kind : all_designs())
    if (name(kind) == word) return kind;
  return std::nullopt;
}

std::optional<WorldStatus> status_of(const std::string& word) {
  for (const WorldStatus status : {WorldStatus::kCertified, WorldStatus::kNotCertified, WorldStatus::kFailed})
    if (name(status) == word) return status;
  return std::nullopt;
}

}  // namespace

struct SweepFile::Inside {
  Inside(std::string file, Access access) : path(std::move(file)), database(std::in_place, path, access) {}

  std::string path;
  std::optional<Database> database;
  SweepPlan plan;
  std::vector<std::string> input_paths;
  std::vector<std::string> columns;  ///< of the inputs, then of the measures
  std::optional<Statement> insert;

  void write_tables(const scenario::Scenario& scenario) {
    Database& db = *database;
    db.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplication, kFormat));
    db.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE;");
    db.run(
        "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE overrides (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
        "CREATE TABLE files (path TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE batches (id INTEGER PRIMARY KEY, worlds INTEGER NOT NULL);"
        "CREATE TABLE policies (id INTEGER PRIMARY KEY, policy TEXT NOT NULL);"
        "CREATE TABLE inputs (id INTEGER PRIMARY KEY, path TEXT NOT NULL, column TEXT NOT NULL, value REAL, unit TEXT, "
        "low REAL, high REAL, drawn TEXT);"
        "CREATE TABLE measures (id INTEGER PRIMARY KEY, measure TEXT NOT NULL, column TEXT NOT NULL);");
    write_about();
    Statement input = db.prepare("INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t k = 0; k < input_paths.size(); ++k) {
      const scenario::Quantity& quantity = quantity_of(scenario, plan.design.inputs[k]);
      const auto [low, high] = quantity.is_uncertain() ? ends_of(quantity) : std::pair(quantity.value, quantity.value);
      input.bind(0, static_cast<std::int64_t>(k)).bind(1, input_paths[k]).bind(2, columns[k]).bind(3, quantity.value);
      input.bind(4, quantity.unit).bind(5, low).bind(6, high);
      input.bind(7, quantity.distribution     ? text(*quantity.distribution)
                    : quantity.is_uncertain() ? fmt::format("uniform from {} to {}, its range", low, high)
                                              : std::string());
      input.run();
    }
    Statement measure = db.prepare("INSERT INTO measures VALUES (?, ?, ?)");
    for (std::size_t k = 0; k < plan.measures.size(); ++k)
      measure.bind(0, static_cast<std::int64_t>(k))
          .bind(1, plan.measures[k])
          .bind(2, columns[input_paths.size() + k])
          .run();
    std::string table =
        "CREATE TABLE worlds (world INTEGER PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL, "
        "share REAL, noise REAL";
    for (const std::string& column : columns) table += ", " + quoted(column) + " REAL";
    db.run(table + "); COMMIT;");
  }

  void write_about() {
    Database& db = *database;
    const std::pair<const char*, std::string> about[] = {
        {"version", plan.version},
        {"scenario", plan.scenario_text},
        {"scenario_name", plan.scenario_name},
        {"seed", std::to_string(plan.seed)},
        {"design", std::string(name(plan.design.kind))},
        {"levels", std::to_string(plan.design.levels)},
        {"table", plan.table_text},
        {"settings", plan.settings},
        {"shard", std::to_string(plan.shard)},
        {"shards", std::to_string(plan.shards)},
    };
    Statement row = db.prepare("INSERT INTO about VALUES (?, ?)");
    for (const auto& [key, value] : about) row.bind(0, std::string(key)).bind(1, value).run();
    list("INSERT INTO overrides VALUES (?, ?)", plan.overrides);
    list("INSERT INTO policies VALUES (?, ?)", plan.policies);
    Statement file = db.prepare("INSERT INTO files VALUES (?, ?)");
    for (const auto& [where, text] : plan.files) file.bind(0, where).bind(1, text).run();
    Statement batch = db.prepare("INSERT INTO batches VALUES (?, ?)");
    for (std::size_t k = 0; k < plan.design.batches.size(); ++k)
      batch.bind(0, static_cast<std::int64_t>(k)).bind(1, static_cast<std::int64_t>(plan.design.batches[k])).run();
  }

  void list(const std::string& sql, const std::vector<std::string>& texts) {
    Statement row = database->prepare(sql);
    for (std::size_t k = 0; k < texts.size(); ++k) row.bind(0, static_cast<std::int64_t>(k)).bind(1, texts[k]).run();
  }

  void read_tables() {
    Database& db = *database;
    if (db.integer("PRAGMA application_id") != kApplication) throw DatabaseError("it is another program's database");
    const std::int64_t format = db.integer("PRAGMA user_version");
    if (format != kFormat) throw DatabaseError(fmt::format("its format is {}, this program reads {}", format, kFormat));
    std::map<std::string, std::string> about;
    for (Statement row = db.prepare("SELECT key, value FROM about"); row.step();) about[row.text(0)] = row.text(1);
    const auto count = [&](const char* key) { return std::stoull(about[key].empty() ? "0" : about[key]); };
    plan.version = about["version"];
    plan.scenario_text = about["scenario"];
    plan.scenario_name = about["scenario_name"];
    plan.seed = count("seed");
    const auto kind = design_of(about["design"]);
    if (!kind) throw DatabaseError("its design is unknown");
    plan.design.kind = *kind;
    plan.design.levels = count("levels");
    plan.table_text = about["table"];
    plan.settings = about["settings"];
    plan.shard = count("shard");
    plan.shards = count("shards");
    if (plan.shards < 1 || plan.shard < 1) throw DatabaseError("it does not say which worlds it holds");
    for (Statement row = db.prepare("SELECT text FROM overrides ORDER BY id"); row.step();)
      plan.overrides.push_back(row.text(0));
    for (Statement row = db.prepare("SELECT policy FROM policies ORDER BY id"); row.step();)
      plan.policies.push_back(row.text(0));
    for (Statement row = db.prepare("SELECT path, text FROM files ORDER BY path"); row.step();)
      plan.files.emplace_back(row.text(0), row.text(1));
    plan.design.batches.clear();
    for (Statement row = db.prepare("SELECT worlds FROM batches ORDER BY id"); row.step();)
      plan.design.batches.push_back(static_cast<std::size_t>(row.integer(0)));
    for (Statement row = db.prepare("SELECT path, column FROM inputs ORDER BY id"); row.step();) {
      input_paths.push_back(row.text(0));
      columns.push_back(row.text(1));
    }
    for (Statement row = db.prepare("SELECT measure, column FROM measures ORDER BY id"); row.step();) {
      plan.measures.push_back(row.text(0));
      columns.push_back(row.text(1));
    }
  }

  void prepare_insert() {
    std::string sql = "INSERT INTO worlds VALUES (?, ?, ?, ?, ?";
    for (std::size_t k = 0; k < columns.size(); ++k) sql += ", ?";
    insert.emplace(database->prepare(sql + ")"));
  }

  std::vector<SweepRow> read_rows() {
    std::vector<SweepRow> all;
    for (Statement row = database->prepare("SELECT * FROM worlds ORDER BY world"); row.step();) {
      SweepRow made;
      made.world = static_cast<std::size_t>(row.integer(0));
      const auto status = status_of(row.text(1));
      if (!status) throw DatabaseError(fmt::format("the status of world {} is unknown", made.world));
      made.run.status = *status;
      made.run.reason = row.text(2);
      made.run.share = row.real(3);
      made.run.noise = row.real(4);
      for (std::size_t k = 0; k < columns.size(); ++k)
        (k < input_paths.size() ? made.values : made.run.measures)
            .push_back(row.real(static_cast<int>(kFixedColumns + k)));
      all.push_back(std::move(made));
    }
    return all;
  }
};

SweepFile::SweepFile(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
SweepFile::SweepFile(SweepFile&&) noexcept = default;
SweepFile& SweepFile::operator=(SweepFile&&) noexcept = default;
SweepFile::~SweepFile() = default;

const SweepPlan& SweepFile::plan() const { return inside_->plan; }
const std::vector<std::string>& SweepFile::input_paths() const { return inside_->input_paths; }
const std::string& SweepFile::path() const { return inside_->path; }

base::Result<SweepFile> SweepFile::create(const std::string& path, const SweepPlan& plan,
                                          const scenario::Scenario& scenario) {
  if (plan.design.inputs.size() + plan.measures.size() + kFixedColumns > kMostColumns)
    return base::failure(mistake("E0802", fmt::format("a sweep file has at most {} columns", kMostColumns),
                                 "sweep fewer policies at a time, with --policy"));
  // Made beside its place, so that there never is half a file.
  const std::string part = fmt::format("{}.{}.part", path, ::getpid());
  std::error_code ignored;
  try {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
    {
      Inside made(part, Access::kCreate);
      made.plan = plan;
      for (const scenario::Input& input : plan.design.inputs) made.input_paths.push_back(path_of(scenario, input));
      std::vector<std::string> names = made.input_paths;
      names.insert(names.end(), plan.measures.begin(), plan.measures.end());
      made.columns = distinct(names);
      made.write_tables(scenario);
    }
    std::filesystem::rename(part, path);
    auto inside = std::make_unique<Inside>(path, Access::kWrite);
    inside->read_tables();
    inside->plan.design.inputs = plan.design.inputs;
    inside->database->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    inside->prepare_insert();
    return SweepFile(std::move(inside));
  } catch (const std::exception& error) {
    for (const char* const end : {"", "-wal", "-shm"}) std::filesystem::remove(part + end, ignored);
    return base::failure(unwritable(path, error.what()));
  }
}

base::Result<SweepFile> SweepFile::open(const std::string& path, bool to_write) {
  try {
    auto inside = std::make_unique<Inside>(path, to_write ? Access::kWrite : Access::kRead);
    inside->read_tables();
    if (to_write) {
      inside->database->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
      inside->prepare_insert();
    }
    return SweepFile(std::move(inside));
  } catch (const std::exception& error) {
    return base::failure(unreadable(path, error.what()));
  }
}

base::Result<std::vector<SweepRow>> SweepFile::rows() {
  try {
    return inside_->read_rows();
  } catch (const std::exception& error) {
    return base::failure(unreadable(inside_->path, error.what()));
  }
}

base::Result<std::vector<bool>> SweepFile::done(std::size_t worlds) {
  try {
    std::vector<bool> is_done(worlds);
    for (Statement row = inside_->database->prepare("SELECT world FROM worlds"); row.step();) {
      const auto world = static_cast<std::size_t>(row.integer(0));
      if (world >= worlds) throw DatabaseError(fmt::format("it holds world {}, and its design has {}", world, worlds));
      is_done[world] = true;
    }
    return is_done;
  } catch (const std::exception& error) {
    return base::failure(unreadable(inside_->path, error.what()));
  }
}

std::optional<base::Diagnostic> SweepFile::add(const SweepRow& row) {
  try {
    Statement& insert = *inside_->insert;
    insert.bind(0, static_cast<std::int64_t>(row.world)).bind(1, std::string(name(row.run.status)));
    insert.bind(2, row.run.reason).bind(3, row.run.share).bind(4, row.run.noise);
    int at = kFixedColumns;
    for (const double value : row.values) insert.bind(at++, value);
    for (const double value : row.run.measures) insert.bind(at++, value);
    insert.run();
    return std::nullopt;
  } catch (const std::exception& error) {
    return unwritable(inside_->path, error.what());
  }
}

std::optional<base::Diagnostic> SweepFile::add_batch(std::size_t worlds) {
  try {
    std::vector<std::size_t>& batches = inside_->plan.design.batches;
    if (inside_->plan.design.kind == DesignKind::kLatinHypercube || batches.empty()) {
      batches.push_back(worlds);
    } else {
      // The same worlds as if all had been asked for at once, and so the same file.
      batches.back() += worlds;
    }
    Statement batch = inside_->database->prepare("INSERT OR REPLACE INTO batches VALUES (?, ?)");
    batch.bind(0, static_cast<std::int64_t>(batches.size() - 1));
    batch.bind(1, static_cast<std::int64_t>(batches.back())).run();
    return std::nullopt;
  } catch (const std::exception& error) {
    return unwritable(inside_->path, error.what());
  }
}

std::optional<base::Diagnostic> SweepFile::finish() {
  const std::string part = fmt::format("{}.{}.part", inside_->path, ::getpid());
  std::error_code ignored;
  try {
    std::filesystem::remove(part, ignored);
    {
      Database fresh(part, Access::kCreate);
      fresh.prepare("ATTACH DATABASE ? AS old").bind(0, inside_->path).run();
      copy_all(fresh);
    }
    inside_->insert.reset();
    // Its log must be gone before another file takes its name; while somebody else has it open that cannot be.
    if (inside_->database->text("PRAGMA journal_mode = DELETE") != "delete")
      throw DatabaseError("another program has it open");
    inside_->database.reset();
    std::filesystem::rename(part, inside_->path);
    inside_->database.emplace(inside_->path, Access::kRead);
    return std::nullopt;
  } catch (const std::exception& error) {
    std::filesystem::remove(part, ignored);
    return unwritable(inside_->path, error.what());
  }
}

std::string difference(const SweepPlan& a, const SweepPlan& b) {
  if (a.version != b.version) return fmt::format("of version {}, not {}, of the program", a.version, b.version);
  if (a.scenario_text != b.scenario_text) return "of another text of the scenario";
  if (a.overrides != b.overrides) return "of other --set";
  if (a.files != b.files) return "of other files that the scenario names";
  if (a.seed != b.seed) return fmt::format("of the seed {}, not {}", a.seed, b.seed);
  if (a.design.kind != b.design.kind)
    return fmt::format("of the design {}, not {}", name(a.design.kind), name(b.design.kind));
  if (a.design.kind == DesignKind::kFactorial && a.design.levels != b.design.levels)
    return fmt::format("of {} levels, not {}", a.design.levels, b.design.levels);
  if (a.table_text != b.table_text) return "of another table";
  if (a.policies != b.policies) return "of other policies";
  if (a.measures != b.measures) return "of other measures";
  if (a.settings != b.settings) return "of other settings of the solver";
  return {};
}

}  // namespace parley::analyze

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace parley::analyze {

/// What SQLite says when something fails. It never leaves analyze/: public functions give diagnostics.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One SQL statement, to be run again and again with other values. Columns and parameters are counted from 0.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql);

  Statement& bind(int at, const std::string& text);
  Statement& bind(int at, std::int64_t number);
  Statement& bind(int at, double number);  ///< what is not finite is stored as NULL
  /// The next row; false at the end, where it is ready to be run again.
  bool step();
  void run();  ///< where no row is expected

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;  ///< not a number where it is NULL

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  [[noreturn]] void fail() const;

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access : std::uint8_t { kRead, kWrite, kCreate };

/// One SQLite file. It is closed when its last statement is gone too.
class Database {
 public:
  Database(const std::string& path, Access access);

  void run(const std::string& sql);
  [[nodiscard]] Statement prepare(const std::string& sql) { return {handle_.get(), sql}; }
  /// The first column of the first row; 0 or nothing where there is none.
  [[nodiscard]] std::int64_t integer(const std::string& sql);
  [[nodiscard]] std::string text(const std::string& sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };

  std::unique_ptr<sqlite3, Close> handle_;
};

/// A name between double quotes, as SQL wants it.
[[nodiscard]] std::string quoted(const std::string& name);

}  // namespace parley::analyze

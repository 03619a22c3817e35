// SPDX-License-Identifier: Apache-2.0
#include "parley/analyze/detail/database.h"

#include <sqlite3.h>

#include <cmath>
#include <limits>

namespace parley::analyze {

Statement::Statement(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &made, nullptr) != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(database));
  statement_.reset(made);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::fail() const { throw DatabaseError(sqlite3_errmsg(sqlite3_db_handle(statement_.get()))); }

Statement& Statement::bind(int at, const std::string& text) {
  if (sqlite3_bind_text(statement_.get(), at + 1, text.c_str(), static_cast<int>(text.size()), SQLITE_TRANSIENT) !=
      SQLITE_OK)
    fail();
  return *this;
}

Statement& Statement::bind(int at, std::int64_t number) {
  if (sqlite3_bind_int64(statement_.get(), at + 1, number) != SQLITE_OK) fail();
  return *this;
}

Statement& Statement::bind(int at, double number) {
  const int done = std::isfinite(number) ? sqlite3_bind_double(statement_.get(), at + 1, number)
                                         : sqlite3_bind_null(statement_.get(), at + 1);
  if (done != SQLITE_OK) fail();
  return *this;
}

bool Statement::step() {
  const int done = sqlite3_step(statement_.get());
  if (done == SQLITE_ROW) return true;
  if (done != SQLITE_DONE) {
    const std::string message = sqlite3_errmsg(sqlite3_db_handle(statement_.get()));
    sqlite3_reset(statement_.get());
    throw DatabaseError(message);
  }
  sqlite3_reset(statement_.get());
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text(int column) const {
  const unsigned char* const text = sqlite3_column_text(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return text == nullptr ? std::string() : std::string(text, text + size);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

double Statement::real(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::numeric_limits<double>::quiet_NaN();
  return sqlite3_column_double(statement_.get(), column);
}

Database::Database(const std::string& path, Access access) {
  const int flags = access == Access::kRead    ? SQLITE_OPEN_READONLY
                    : access == Access::kWrite ? SQLITE_OPEN_READWRITE
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* made = nullptr;
  const int done = sqlite3_open_v2(path.c_str(), &made, flags | SQLITE_OPEN_FULLMUTEX, nullptr);
  handle_.reset(made);
  if (done != SQLITE_OK) throw DatabaseError(made == nullptr ? "no memory" : sqlite3_errmsg(made));
  constexpr int kPatience = 5000;  // milliseconds to wait for another program
  sqlite3_busy_timeout(made, kPatience);
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

void Database::run(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(handle_.get()));
}

std::int64_t Database::integer(const std::string& sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(const std::string& sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.text(0) : std::string();
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

}  // namespace parley::analyze

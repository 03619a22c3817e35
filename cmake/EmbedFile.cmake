# SPDX-License-Identifier: Apache-2.0
# Writes OUT: a function that gives the bytes of FILE.
file(READ "${FILE}" hex HEX)
string(REGEX REPLACE "(................................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE "${OUT}" "#include <string_view>
std::string_view embedded_${NAME}();
std::string_view embedded_${NAME}() {
  static constexpr char kBytes[] = {${bytes}'\\0'};
  return {kBytes, sizeof kBytes - 1};
}
")

# SPDX-License-Identifier: Apache-2.0
# The page that `parley run` fills in: with PARLEY_WEB built by npm from web/, else web/plain.html, which has no charts.
# The library `parley_page` holds it: extern "C" const char parley_page_begin[], parley_page_end[].
# `cmake -DWEB=... -DNPM=... -P ParleyPage.cmake` installs the page's packages unless they are those of the lock file.

if(CMAKE_SCRIPT_MODE_FILE)
  set(installed "${WEB}/node_modules/.parley-lock")
  if(EXISTS "${installed}")
    execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${WEB}/package-lock.json" "${installed}"
      RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
    if(NOT differs)
      return()
    endif()
  endif()
  execute_process(COMMAND "${NPM}" ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY "${WEB}"
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "npm ci failed in ${WEB}. Without npm or its registry, configure with -DPARLEY_WEB=OFF: "
      "the page then has text and tables and no charts.")
  endif()
  file(COPY_FILE "${WEB}/package-lock.json" "${installed}")
  return()
endif()

enable_language(ASM)

set(parley_web_dir "${PROJECT_SOURCE_DIR}/web")
if(PARLEY_WEB)
  find_program(PARLEY_NPM npm)
  if(NOT PARLEY_NPM)
    message(FATAL_ERROR "npm is needed to build the page and was not found. tools/setup.sh installs it; "
      "-DPARLEY_WEB=OFF does without it, with a page that has no charts.")
  endif()
  set(parley_page_html "${CMAKE_BINARY_DIR}/web/page.html")
  file(GLOB_RECURSE parley_web_sources CONFIGURE_DEPENDS "${parley_web_dir}/src/*")
  list(FILTER parley_web_sources EXCLUDE REGEX "\\.test\\.ts$")
  set(parley_web_setup package-lock.json package.json tsconfig.json vite.config.ts page.html)
  list(TRANSFORM parley_web_setup PREPEND "${parley_web_dir}/")
  add_custom_command(
    OUTPUT "${parley_page_html}"
    COMMAND "${CMAKE_COMMAND}" "-DWEB=${parley_web_dir}" "-DNPM=${PARLEY_NPM}" -P "${CMAKE_CURRENT_LIST_FILE}"
    COMMAND "${PARLEY_NPM}" run --silent build -- --logLevel warn --outDir "${CMAKE_BINARY_DIR}/web" --emptyOutDir
    DEPENDS ${parley_web_sources} ${parley_web_setup}
    WORKING_DIRECTORY "${parley_web_dir}"
    COMMENT "Building the page"
    VERBATIM)
else()
  set(parley_page_html "${parley_web_dir}/plain.html")
endif()

set(parley_page_asm "${CMAKE_BINARY_DIR}/parley_page.S")
file(CONFIGURE OUTPUT "${parley_page_asm}" @ONLY CONTENT [[
        .section .rodata
        .global parley_page_begin
        .global parley_page_end
        .type parley_page_begin, %object
        .type parley_page_end, %object
parley_page_begin:
        .incbin "@parley_page_html@"
parley_page_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
]])
set_source_files_properties("${parley_page_asm}" PROPERTIES OBJECT_DEPENDS "${parley_page_html}")

add_library(parley_page STATIC "${parley_page_asm}")
set_target_properties(parley_page PROPERTIES LINKER_LANGUAGE CXX)

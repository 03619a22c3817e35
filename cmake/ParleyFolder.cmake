# SPDX-License-Identifier: Apache-2.0
include(GoogleTest)

# What every target of the project is compiled with.
add_library(parley_flags INTERFACE)
target_compile_options(parley_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Werror -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these through the standard library at -O2 and with sanitizers.
  target_compile_options(parley_flags INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow
    -Wno-array-bounds -Wno-missing-field-initializers)
endif()
# Matrix kernels are two to four times faster with AVX2 and FMA than with what every x86-64 has. Results agree between
# the two to rounding, not to the bit.
if(NOT PARLEY_ARCH)
  include(CheckCXXSourceRuns)
  check_cxx_source_runs(
    "int main() { return __builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\") ? 0 : 1; }" PARLEY_HAS_AVX2)
endif()
if(PARLEY_ARCH)
  target_compile_options(parley_flags INTERFACE "-march=${PARLEY_ARCH}")
elseif(PARLEY_HAS_AVX2)
  target_compile_options(parley_flags INTERFACE -mavx2 -mfma)
endif()
if(PARLEY_SANITIZE)
  target_compile_options(parley_flags INTERFACE -fsanitize=${PARLEY_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(parley_flags INTERFACE -fsanitize=${PARLEY_SANITIZE})
endif()

# parley_discover_tests(PROGRAM PREFIX SOURCE...)
# Each test of a GoogleTest program as a test of ctest. A name with "Thread" in it is labelled threads, and runs under the
# thread sanitizer; one with "Slow" is labelled slow.
add_custom_target(parley_thread_tests)
function(parley_discover_tests program prefix)
  set(options TEST_PREFIX "${prefix}/" DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
  gtest_discover_tests(${program} TEST_FILTER "-*Thread*:*Slow*" ${options})
  gtest_discover_tests(${program} TEST_FILTER "*Thread*" ${options} LABELS threads)
  gtest_discover_tests(${program} TEST_FILTER "*Slow*:-*Thread*" ${options} LABELS slow)
  foreach(source IN LISTS ARGN)
    file(STRINGS "${source}" threads REGEX "Thread" LIMIT_COUNT 1)
    if(threads)
      add_dependencies(parley_thread_tests ${program})
      break()
    endif()
  endforeach()
endfunction()

# parley_folder(NAME [DEPENDS folder...] [LIBRARIES target...])
# One folder of src/parley is one static library `parley_NAME`; its *_test.cpp files are one program `parley_NAME_test`.
function(parley_folder name)
  cmake_parse_arguments(arg "" "" "DEPENDS;LIBRARIES" ${ARGN})
  set(dir "${PROJECT_SOURCE_DIR}/src/parley/${name}")
  file(GLOB sources CONFIGURE_DEPENDS "${dir}/*.cpp" "${dir}/*/*.cpp")
  file(GLOB headers CONFIGURE_DEPENDS "${dir}/*.h")
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  set(libraries ${arg_LIBRARIES})
  foreach(folder IN LISTS arg_DEPENDS)
    list(APPEND libraries parley_${folder})
  endforeach()

  if(PARLEY_SANITIZE MATCHES "thread")
    # TBB itself is not instrumented; this file, the only one to include it, says so in its place.
    set_source_files_properties("${dir}/detail/parallel.cpp" PROPERTIES
      COMPILE_OPTIONS -fno-sanitize=thread COMPILE_DEFINITIONS PARLEY_THREAD_SANITIZER)
  endif()

  if(sources)
    add_library(parley_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(parley_${name} PRIVATE parley_flags)
  else()
    add_library(parley_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_sources(parley_${name} ${scope} FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${headers})
  target_link_libraries(parley_${name} ${scope} ${libraries})
  # `all_verify_interface_header_sets` compiles each public header alone.
  set_target_properties(parley_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)

  if(PARLEY_TESTS AND tests)
    add_executable(parley_${name}_test ${tests})
    target_link_libraries(parley_${name}_test PRIVATE parley_${name} parley_flags GTest::gmock GTest::gtest_main)
    if(TARGET rapidcheck)
      target_link_libraries(parley_${name}_test PRIVATE rapidcheck)
    endif()
    target_compile_definitions(parley_${name}_test PRIVATE PARLEY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    parley_discover_tests(parley_${name}_test ${name} ${tests})
  endif()
endfunction()

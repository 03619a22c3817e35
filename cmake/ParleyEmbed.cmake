# SPDX-License-Identifier: Apache-2.0
# parley_embed(TARGET NAME FILE): gives TARGET the function `std::string_view embedded_NAME()`, the bytes of FILE.
function(parley_embed target name file)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp")
  add_custom_command(
    OUTPUT "${source}"
    COMMAND ${CMAKE_COMMAND} -D NAME=${name} -D FILE=${file} -D OUT=${source}
            -P "${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake"
    DEPENDS "${file}" "${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${source}")
endfunction()

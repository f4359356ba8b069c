# landfall_embed(TARGET NAMESPACE BASE_DIR FILES...)
# Compiles data files into TARGET as `std::span<const landfall::base::EmbeddedFile> NAMESPACE::files()`.
# Data stays data: it is edited as a file and reaches the program byte for byte.
function(landfall_embed target namespace base_dir)
  # Named by the namespace, because one target may hold several kinds of data.
  string(MAKE_C_IDENTIFIER "${namespace}" name)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${name}_embedded.cpp")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} "-DOUT=${out}" "-DNAMESPACE=${namespace}" "-DBASE=${base_dir}"
            "-DFILES=${ARGN}" -P "${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake"
    DEPENDS ${ARGN} "${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()

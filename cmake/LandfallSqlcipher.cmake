# landfall_sqlcipher: SQLCipher's static library, for landfall_db alone and PRIVATE to it.
#
# Linking the archive is what keeps the database encrypted: with a shared libsqlcipher, a libsqlite3 that
# was loaded first answers sqlite3_open, knows no key, and writes plain text with every return code 0.
# --exclude-libs keeps the archive's symbols out of the program's dynamic table, so that a plug-in which
# brings libsqlite3 along cannot be bound to ours, nor we to its.
find_path(SQLCIPHER_INCLUDE_DIR sqlite3.h PATH_SUFFIXES sqlcipher NO_DEFAULT_PATH
  PATHS ${CMAKE_FIND_ROOT_PATH}/usr/include /usr/include /usr/local/include)
find_library(SQLCIPHER_ARCHIVE libsqlcipher.a)
if(NOT SQLCIPHER_INCLUDE_DIR OR NOT SQLCIPHER_ARCHIVE)
  message(FATAL_ERROR "libsqlcipher.a and its sqlite3.h are missing: install libsqlcipher-dev 4.6.1")
endif()
file(STRINGS "${SQLCIPHER_INCLUDE_DIR}/sqlite3.h" sqlite_codec REGEX "sqlite3_key_v2")
if(NOT sqlite_codec)
  message(FATAL_ERROR "${SQLCIPHER_INCLUDE_DIR}/sqlite3.h is plain SQLite's: no sqlite3_key_v2 in it")
endif()

add_library(landfall_sqlcipher INTERFACE)
target_include_directories(landfall_sqlcipher INTERFACE "${SQLCIPHER_INCLUDE_DIR}")
target_compile_definitions(landfall_sqlcipher INTERFACE SQLITE_HAS_CODEC)
target_link_libraries(landfall_sqlcipher INTERFACE
  "${SQLCIPHER_ARCHIVE}" OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS} m)
target_link_options(landfall_sqlcipher INTERFACE "-Wl,--exclude-libs,libsqlcipher.a")

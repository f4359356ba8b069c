# Writes OUT: one byte array per file of FILES, named by its path below BASE.
set(arrays "")
set(rows "")
set(index 0)
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name "${BASE}" "${file}")
  file(READ "${file}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "constexpr unsigned char kFile${index}[] = {${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(kFile${index}), ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUT}" "// Written by cmake/embed_files.cmake; edit the data files instead.
#include \"landfall/base/embedded.hpp\"
namespace {
${arrays}const landfall::base::EmbeddedFile kFiles[] = {
${rows}};
}
namespace ${NAMESPACE} {
std::span<const landfall::base::EmbeddedFile> files() { return kFiles; }
}
")

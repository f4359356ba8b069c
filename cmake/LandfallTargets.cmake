# Interface targets that carry the project's compiler settings. Nothing here is global: a target gets
# them by linking, so that Qt's generated code is not held to warnings it cannot pass.

# The Dev build type has no flags of its own: unoptimised, because compiling is what costs on two cores,
# and with assertions. Timing belongs to the preset `release`.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1" CACHE STRING "" FORCE)

add_library(landfall_settings INTERFACE)
target_compile_features(landfall_settings INTERFACE cxx_std_20)
target_compile_options(landfall_settings INTERFACE -fno-strict-overflow -fstack-protector-strong)
target_link_options(landfall_settings INTERFACE -Wl,-z,relro,-z,now)
find_program(LANDFALL_MOLD mold)
if(LANDFALL_MOLD)
  target_link_options(landfall_settings INTERFACE -fuse-ld=mold)
endif()

set(LANDFALL_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")
if(LANDFALL_SANITIZE)
  target_compile_options(landfall_settings INTERFACE -fsanitize=${LANDFALL_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(landfall_settings INTERFACE -fsanitize=${LANDFALL_SANITIZE})
endif()

add_library(landfall_warnings INTERFACE)
target_compile_options(landfall_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  # g++ 12 reports a false mismatch on asio coroutines.
  -Wno-mismatched-new-delete)

# landfall_library(NAME SOURCES a.cpp ... [PUBLIC lib ...] [PRIVATE lib ...])
# One static library per component: target landfall_NAME, alias Landfall::NAME, include root shared/.
function(landfall_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(landfall_${name} STATIC ${ARG_SOURCES})
  add_library(Landfall::${name} ALIAS landfall_${name})
  target_link_libraries(landfall_${name}
    PUBLIC landfall_settings ${ARG_PUBLIC}
    PRIVATE landfall_warnings ${ARG_PRIVATE})
  set_target_properties(landfall_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

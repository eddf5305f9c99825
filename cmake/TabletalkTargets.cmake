# Helpers that keep the CMakeLists of the modules to a list of what they link.

# tabletalk_see_new_files(<target> <source>...)
#
# Lets moc look again when the list of a target's files changed: with Ninja, CMake 3.25 does
# so only when a file that it knew already was touched.
function(tabletalk_see_new_files target)
  set(known_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt")
  set(known "")
  if(EXISTS "${known_file}")
    file(READ "${known_file}" known)
  endif()
  if(NOT known STREQUAL "${ARGN}")
    file(WRITE "${known_file}" "${ARGN}")
    file(REMOVE "${CMAKE_CURRENT_BINARY_DIR}/${target}_autogen/timestamp")
  endif()
endfunction()

# tabletalk_add_module(<name> PCH <header>... [LINK <library>...] [LEAVE_OUT <regex>...])
#
# A static library tabletalk_<name> made of every source below the calling
# folder, but those that LEAVE_OUT matches. Its include root holds that module alone (<build>/include/<name>), so
# a file can only include modules that its target links: the arrows of
# ARCHITECTURE.md are enforced by the compiler.
function(tabletalk_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;PRIVATE_LINK;PCH;LEAVE_OUT")
  set(target tabletalk_${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
  foreach(pattern ${arg_LEAVE_OUT})
    list(FILTER sources EXCLUDE REGEX "${pattern}")
  endforeach()
  add_library(${target} STATIC ${sources})
  add_library(Tabletalk::${name} ALIAS ${target})
  tabletalk_see_new_files(${target} ${sources})

  set(include_root "${CMAKE_BINARY_DIR}/include/${name}")
  file(MAKE_DIRECTORY "${include_root}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${include_root}/${name}" SYMBOLIC)
  target_include_directories(${target} PUBLIC "${include_root}")

  target_link_libraries(${target}
    PUBLIC ${arg_LINK}
    PRIVATE Tabletalk::Options ${arg_PRIVATE_LINK})
  if(TABLETALK_PCH AND arg_PCH)
    target_precompile_headers(${target} PRIVATE ${arg_PCH})
  endif()
endfunction()

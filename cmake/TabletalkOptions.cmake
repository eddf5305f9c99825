# Compiler settings shared by every target, carried by one interface target so
# that a module opts in by linking Tabletalk::Options.

option(TABLETALK_TESTS "Build the tests" ON)
option(TABLETALK_WERROR "Treat warnings as errors" OFF)
option(TABLETALK_PCH "Use precompiled headers" ON)
option(TABLETALK_WINDOW "Build the window; without it the server, the terminal program and the reader" ON)
option(TABLETALK_KEYCHAIN "Keep sign-ins in the system's keychain (QtKeychain); a file of the user's otherwise" ON)
option(TABLETALK_PDF "Read PDF files (Qt PDF)" ON)
option(TABLETALK_MARIADB "Speak to MySQL and MariaDB (MariaDB Connector/C); through ODBC otherwise" ON)
option(TABLETALK_ZXCVBN "Judge new passwords with zxcvbn-c; by a stricter rule of our own otherwise" ON)
option(TABLETALK_QR "Show links as QR codes, where libqrencode is installed" ON)
set(TABLETALK_ICON "" CACHE FILEPATH "The mark of programs for Windows, as an .ico")
set(TABLETALK_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(TABLETALK_CCACHE ccache)
if(TABLETALK_CCACHE)
  # Precompiled headers are only cacheable with these settings, and a base
  # directory lets several checkouts share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=1
    ${TABLETALK_CCACHE})
endif()

add_library(tabletalk_options INTERFACE)
add_library(Tabletalk::Options ALIAS tabletalk_options)

target_compile_definitions(tabletalk_options INTERFACE
  QT_NO_CAST_FROM_ASCII
  QT_NO_CAST_TO_ASCII
  QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_NO_FOREACH
  QT_NO_KEYWORDS
  QT_STRICT_ITERATORS
  QT_USE_QSTRINGBUILDER
  QT_DISABLE_DEPRECATED_BEFORE=0x060400
  TABLETALK_VERSION="${PROJECT_VERSION}")

target_compile_options(tabletalk_options INTERFACE
  -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wshadow)
if(TABLETALK_WERROR)
  target_compile_options(tabletalk_options INTERFACE -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # With optimisation GCC 12 sees ghosts: in std::string's copies (PR 105651), in
    # std::optional, and in the frames of Asio's coroutines. They stay warnings.
    target_compile_options(tabletalk_options INTERFACE
      -Wno-error=array-bounds -Wno-error=restrict -Wno-error=maybe-uninitialized -Wno-error=mismatched-new-delete
      -Wno-error=stringop-overflow)
  endif()
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Keeps precompiled headers usable through ccache.
  target_compile_options(tabletalk_options INTERFACE -fpch-preprocess)
endif()
if(WIN32)
  # Windows 10 is the oldest that Qt 6 runs on; its headers would define min, max and much else.
  target_compile_definitions(tabletalk_options INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN NOGDI _WIN32_WINNT=0x0A00)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(tabletalk_options INTERFACE -Wa,-mbig-obj) # Beast makes more sections than 65,535
  endif()
endif()
if(TABLETALK_SANITIZE)
  target_compile_options(tabletalk_options INTERFACE -fsanitize=${TABLETALK_SANITIZE} -fno-omit-frame-pointer -g)
  target_link_options(tabletalk_options INTERFACE -fsanitize=${TABLETALK_SANITIZE})
endif()

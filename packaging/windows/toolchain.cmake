# SPDX-License-Identifier: GPL-3.0-or-later
#
# Compiles for 64-bit Windows with mingw-w64 (the variant with POSIX threads, which std::thread wants). What is
# linked is looked for below TABLETALK_WINDOWS_ROOT alone; programs that run while building are the host's.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(tabletalk_host x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${tabletalk_host}-gcc-posix)
set(CMAKE_CXX_COMPILER ${tabletalk_host}-g++-posix)
set(CMAKE_RC_COMPILER ${tabletalk_host}-windres)

# Checks of CMake configure projects of their own, which have to know these too.
set(TABLETALK_WINDOWS_ROOT "" CACHE PATH "Where libraries for Windows were installed")
set(TABLETALK_WINDOWS_QT "" CACHE PATH "Where Qt for Windows was built")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TABLETALK_WINDOWS_ROOT TABLETALK_WINDOWS_QT)
list(APPEND CMAKE_FIND_ROOT_PATH ${TABLETALK_WINDOWS_ROOT} ${TABLETALK_WINDOWS_QT} /usr/${tabletalk_host})
list(APPEND CMAKE_PREFIX_PATH ${TABLETALK_WINDOWS_ROOT} ${TABLETALK_WINDOWS_QT})

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY) # the host's Boost would bring the host's headers

# Windows 10 is the oldest that Qt 6 runs on.
set(CMAKE_C_FLAGS_INIT "-D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00")
set(CMAKE_CXX_FLAGS_INIT "-D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00")

# Libraries that are asked for by name alone.
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-L${TABLETALK_WINDOWS_ROOT}/lib")
endforeach()

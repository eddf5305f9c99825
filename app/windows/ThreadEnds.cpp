// SPDX-License-Identifier: GPL-3.0-or-later
//
// GCC for Windows keeps thread_local objects in memory that a key of the threads' library frees (emulated TLS of
// libgcc), and their destructors hang on another such key (__cxa_thread_atexit of libstdc++). When a thread ends, keys
// are run in the order in which they were made. The one of the memory is usually first: the destructors find what
// others have written there since, and the program falls. Qt has such objects (the stacks of regular expressions), and
// so have we.
//
// Asking for a destructor before anything else asks for thread_local memory makes its key the first.
#include <cxxabi.h>

namespace {

char ofThisProgram;

void nothing(void *) {}

[[gnu::constructor(101)]] void destroyBeforeFreeing()
{
    abi::__cxa_thread_atexit(nothing, nullptr, &ofThisProgram);
}

} // namespace

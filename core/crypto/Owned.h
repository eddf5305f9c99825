// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk::crypto {

template <class T, void (*Free)(T *)>
struct Freeing
{
    void operator()(T *pointer) const { Free(pointer); }
};

/// Something of OpenSSL's, with the function by which it wants to be freed.
template <class T, void (*Free)(T *)>
using Owned = std::unique_ptr<T, Freeing<T, Free>>;

} // namespace tabletalk::crypto

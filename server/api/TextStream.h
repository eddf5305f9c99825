// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/Async.h"

#include <functional>
#include <optional>
#include <string>

namespace tabletalk {

/// An answer of any length, made piece by piece while it is being sent. next may throw a
/// Problem; the connection is then ended, so that nobody takes the rest for the whole.
struct TextStream
{
    std::string contentType;
    std::string fileName;                                        ///< that a browser saves it under
    std::function<Awaitable<std::optional<std::string>>()> next; ///< nothing at the end
};

} // namespace tabletalk

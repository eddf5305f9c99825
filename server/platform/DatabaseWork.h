// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/platform/Transaction.h"

#include <exception>
#include <functional>

namespace tabletalk {

/// What a caller wants done inside a transaction.
using DatabaseWork = std::function<void(Transaction &)>;

/// Told once how it went: null is success. Called on a thread of the database.
using DatabaseDone = std::move_only_function<void(std::exception_ptr)>;

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Problem.h"
#include "server/connections/TargetDatabase.h"

#include <functional>
#include <memory>

namespace tabletalk {

/// Open target databases of the calling thread, so that a question does not pay for
/// connecting. They cannot be shared: a driver's connection belongs to the thread that
/// opened it, and is closed there when it has not been used for a while, or the thread ends.
class ThreadTargets
{
public:
    using Open = std::function<Result<std::unique_ptr<TargetDatabase>>()>;

    /// The open database, or a new one from open(). revision changes with the URL. The
    /// pointer is good until the next call on this thread.
    static Result<TargetDatabase *> get(ConnectionId id, quint64 revision, const Open &open);

    /// Closes this thread's own: after an error that may have broken it.
    static void drop(ConnectionId id);
};

} // namespace tabletalk

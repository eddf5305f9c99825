// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/Async.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace tabletalk {

/// Runs one coroutine to its end on this thread, which may wait: its result or its exception. For
/// threads of jobs; not for those of a pool that the coroutine hops to.
template <class T>
T awaitNow(Awaitable<T> task)
{
    boost::asio::io_context context;
    std::exception_ptr error;
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, T value) {
        error = std::move(thrown);
        result.emplace(std::move(value));
    });
    context.run();
    if (error)
        std::rethrow_exception(error);
    return std::move(*result);
}

} // namespace tabletalk

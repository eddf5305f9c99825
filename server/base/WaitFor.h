// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/Async.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace tabletalk {

/// Runs a coroutine to its end on this thread, which may wait: a worker's, never one of those that serve requests.
template <class T>
T waitFor(Awaitable<T> task)
{
    boost::asio::io_context context;
    std::exception_ptr broken;
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr error, T value) {
        broken = error;
        result.emplace(std::move(value));
    });
    context.run();
    if (broken)
        std::rethrow_exception(broken);
    return *std::move(result);
}

} // namespace tabletalk

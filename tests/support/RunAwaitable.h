// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/base/Async.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace tabletalk::test {

/// Runs one coroutine to its end on this thread and gives its result or its exception.
template <class T>
T runAwaitable(Awaitable<T> task)
{
    boost::asio::io_context context;
    std::exception_ptr error;
    if constexpr (std::is_void_v<T>) {
        boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr e) { error = e; });
        context.run();
        if (error)
            std::rethrow_exception(error);
    } else {
        std::optional<T> result;
        boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr e, T value) {
            error = e;
            result.emplace(std::move(value));
        });
        context.run();
        if (error)
            std::rethrow_exception(error);
        return std::move(*result);
    }
}

} // namespace tabletalk::test

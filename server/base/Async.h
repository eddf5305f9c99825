// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>

namespace tabletalk {

/// A coroutine of the server. It runs on an I/O thread, which must never block:
/// blocking work hops to a WorkerPool or to PlatformDatabase and back.
template <class T>
using Awaitable = boost::asio::awaitable<T>;

} // namespace tabletalk

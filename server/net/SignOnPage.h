// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "server/net/HttpMessage.h"

#include <boost/json/fwd.hpp>

namespace tabletalk {

/// What a browser is told that comes back from an identity provider with something that is of no
/// sign-in: a page without script, in plain words.
HttpReply signOnPage(const Problem &problem);

/// On to the window, on the browser's own machine. result: of signOn.return.
HttpReply signOnRedirect(const boost::json::value &result);

} // namespace tabletalk

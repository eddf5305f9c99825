// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

namespace tabletalk {

/// A page of ours with script and style in it: "@NONCE@" becomes a nonce by which they, and
/// nothing else, run. It may only call this server.
HttpReply scriptedPage(std::string_view html);

} // namespace tabletalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/HttpMessage.h"

namespace tabletalk {

/// The page /docs: shows /openapi.json in a browser. One file, nothing from elsewhere; its
/// script and style run by a nonce of their own.
HttpReply docsPage();

} // namespace tabletalk
